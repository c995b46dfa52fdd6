"""Migrations build what the models say, and move filled tables without losing a row."""

import uuid
from functools import partial
from pathlib import Path
from typing import Literal

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import CheckConstraint, ColumnElement, func, inspect, select, text, update

from questions.canonical import Json, digest
from tests.factories import documents
from tests.factories.maker import Maker
from tests.factories.reviews import publish_reviewed
from tests.integration.core.test_constraints import fill
from training import audit
from training.campaigns.overrides.service import EVENTS as OVERRIDE_EVENTS
from training.config import ROOT
from training.extensions import db
from training.ledger import service as ledger
from training.ledger.verifying import verify
from training.models import (
    AssignmentStatus,
    Attempt,
    Base,
    DocumentEdition,
    Override,
    OverrideKind,
    PersonIdentity,
    Release,
    ReleaseStep,
    Role,
    TeamMembership,
    ToldDue,
    User,
    new_id,
)
from training.models.base import REMOVES_DEMONSTRATION
from training.schema import BrokenReferences, migrating
from training.studio import service as studio
from training.studio.publication import publishing

VERSIONS = ROOT / "training" / "migrations"


def test_the_migrated_schema_is_that_of_the_models(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_check_of_the_models_is_in_the_database(app: Flask) -> None:
    with app.app_context():
        catalogue = inspect(db.engine)
        for table in Base.metadata.sorted_tables:
            declared = {str(rule.name) for rule in table.constraints if isinstance(rule, CheckConstraint)}
            found = {str(rule["name"]) for rule in catalogue.get_check_constraints(table.name)}
            assert declared == found, table.name


def test_the_head_is_written_down_so_that_two_branches_conflict() -> None:
    newest = max(path.name[:4] for path in Path(VERSIONS / "versions").glob("[0-9]*.py"))
    assert (VERSIONS / "head.txt").read_text().strip() == newest


def test_filled_tables_go_down_and_up(app: Flask, make: Maker) -> None:
    make.assignment(make.person(team=make.team()))
    with app.app_context():
        downgrade(revision="base")
        assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
        upgrade()
        assert db.session.scalar(select(func.count()).select_from(User)) == 0
        db.session.rollback()


def test_the_quiz_engine_keeps_what_was_played_before(app: Flask, make: Maker) -> None:
    fill(app, make)
    with app.app_context():
        downgrade(revision="0004")
        before = _played("best_score")
        upgrade()
        assert _played("counted_score") == before
        assert db.session.execute(text("SELECT DISTINCT practice, ended FROM attempt")).all() == [(False, "completed")]
        assert db.session.execute(text("SELECT max(extra_minutes), count(ruling_id) FROM assignment, mark")).one() == (
            0,
            0,
        )
        assert db.session.scalars(text("SELECT DISTINCT subject FROM acknowledgement")).all() == [""]
        db.session.rollback()


def test_documents_that_nobody_edited_still_say_what_their_files_said(app: Flask, make: Maker) -> None:
    make.run(lambda: studio.import_bank(documents.bank(), None))
    edited = documents.bank().quizzes["quiz-a"].model_copy(update={"pass_mark": 90})
    author = make.person()
    make.run(lambda: studio.save_document(edited, 1, author.id))
    with app.app_context():
        downgrade(revision="0005")
        upgrade()
        assert db.session.scalars(text("SELECT shipped_sha256 FROM quiz_draft")).all() == [None]
        control = db.session.execute(text("SELECT document, shipped_sha256 FROM control_record")).one()
        assert control.shipped_sha256 == digest(control.document.encode())
        db.session.rollback()


def test_releases_of_before_say_that_nobody_recorded_who_reviewed_them(app: Flask, make: Maker) -> None:
    fill(app, make)
    author, _reviewer = make.run(lambda: list(db.session.scalars(select(User.id))))
    make.run(lambda: _publish_first_release_as(author))
    with app.app_context():
        downgrade(revision="0007")
        before = _played("counted_score")
        upgrade()
        assert _played("counted_score") == before
        found = db.session.execute(text("SELECT number, approval, review_id FROM release ORDER BY number")).all()
        assert list(map(tuple, found)) == [(1, "unrecorded", None), (2, "program", None)]
        db.session.rollback()


def _publish_first_release_as(person_id: uuid.UUID) -> None:
    by_hand = update(Release).where(Release.number == 1).values(published_by=person_id)
    db.session.execute(by_hand, execution_options=REMOVES_DEMONSTRATION)


def test_documents_of_before_can_be_edited_by_two(app: Flask, make: Maker) -> None:
    make.run(lambda: studio.import_bank(documents.bank(), None))
    with app.app_context():
        before = db.session.execute(text("SELECT key, edition, document FROM scenario_draft ORDER BY key")).all()
        downgrade(revision="0008")
        upgrade()
        kept = "SELECT document_key, edition, document FROM document_edition WHERE kind = 'scenario' ORDER BY 1"
        assert db.session.execute(text(kept)).all() == before
        db.session.rollback()


def test_releases_of_before_say_what_their_scenarios_are_about(app: Flask, make: Maker) -> None:
    make.release()
    kept = "SELECT scenario_key, incident_key, drawn FROM release_scenario ORDER BY 1"
    with app.app_context():
        before = db.session.execute(text(kept)).all()
        downgrade(revision="0026")
        upgrade()
        assert db.session.execute(text(kept)).all() == before != []
        db.session.rollback()


def test_people_of_before_stay_and_nothing_is_made_up_about_them(app: Flask, make: Maker) -> None:
    fill(app, make)
    people = 'SELECT count(*), count(employment), count(hired_on), count(leave_from) FROM "user"'
    names = "SELECT person_id, display_name, email FROM person_identity ORDER BY 1"
    with app.app_context():
        before = db.session.execute(text(names)).all()
        downgrade(revision="0011")
        upgrade()
        assert db.session.execute(text(people)).one() == (len(before), 0, 0, 0)
        assert db.session.execute(text(names)).all() == before
        db.session.rollback()


def test_what_is_unfinished_counts_as_told_so_that_nobody_is_written_to(app: Flask, make: Maker) -> None:
    make.assignment(make.person(), make.release(number=2), status=AssignmentStatus.PASSED)
    unfinished = make.assignment(make.person())
    with app.app_context():
        downgrade(revision="0020")
        upgrade()
        (told,) = db.session.scalars(select(ToldDue)).all()
        assert (told.assignment_id, told.due_at, told.sequence) == (unfinished.id, unfinished.due_at, 0)
        db.session.rollback()


def test_imports_of_before_stay_and_no_columns_are_made_up(app: Flask, make: Maker) -> None:
    fill(app, make)
    kept = "SELECT id, file_sha256, counts FROM people_import ORDER BY 1"
    numbers = "SELECT (SELECT count(*) FROM people_import_line), (SELECT count(*) FROM people_import_change)"
    with app.app_context():
        before = [db.session.execute(text(query)).all() for query in (kept, numbers)]
        db.session.rollback()
        downgrade(revision="0017")
        upgrade()
        assert [db.session.execute(text(query)).all() for query in (kept, numbers)] == before
        assert db.session.scalars(text("SELECT DISTINCT unused FROM people_import")).all() == ["[]"]
        db.session.rollback()


WHO = "SELECT kind, document_key, edition, sha256, changed_steps, saved_by FROM document_edition ORDER BY 1, 2, 3"
WENT_IN = "SELECT kind, document_key, edition FROM release_edition ORDER BY 1, 2"


def _save_three_times(make: Maker) -> None:
    """Edit the quiz twice, publish it, and let the second edition's words be forgotten."""
    make.run(lambda: studio.import_bank(documents.bank(), None))
    author = make.person()
    for edition in (1, 2):
        edited = documents.bank().quizzes["quiz-a"].model_copy(update={"pass_mark": 90 + edition})
        make.run(partial(studio.save_document, edited, edition, author.id))
    make.run(lambda: publishing.publish_by_program("quiz-a"))
    make.run(lambda: db.session.execute(update(DocumentEdition).values(document=None).where(_is_second())))


def test_who_saved_what_is_taken_from_the_ledger(app: Flask, make: Maker) -> None:
    _save_three_times(make)
    with app.app_context():
        before = [db.session.execute(text(query)).all() for query in (WHO, WENT_IN)]
        assert [len(rows) for rows in before] == [7, 5]
        db.session.rollback()
        downgrade(revision="0009")
        upgrade()
        assert [db.session.execute(text(query)).all() for query in (WHO, WENT_IN)] == before
        db.session.rollback()


def test_what_the_ledger_does_not_tell_stays_empty(app: Flask, make: Maker) -> None:
    _save_three_times(make)
    make.run(lambda: db.session.execute(text("DELETE FROM audit_event")))
    with app.app_context():
        downgrade(revision="0009")
        upgrade()
        known = "SELECT count(*), count(sha256), count(changed_steps) FROM document_edition"
        assert tuple(db.session.execute(text(known)).one()) == (6, 6, 0)
        assert tuple(db.session.execute(text("SELECT count(*), count(edition) FROM release_edition")).one()) == (5, 0)
        db.session.rollback()


def test_earlier_desks_of_notices_find_their_notice(app: Flask, make: Maker) -> None:
    fill(app, make)
    make.run(lambda: studio.import_bank(documents.bank(), None))
    desks = "SELECT notice_id, edition, desk, saved_at FROM notice_edition ORDER BY 1"
    without = "UPDATE document_edition SET sha256 = NULL WHERE document_key = 'quiz-a'"
    with app.app_context():
        before = [db.session.execute(text(query)).all() for query in (desks, WHO)]
        assert len(before[0]) > 1
        db.session.rollback()
        downgrade(revision="0024")
        assert db.session.scalar(text("SELECT count(*) FROM document_edition WHERE kind = 'notice'")) == len(before[0])
        db.session.rollback()
        make.run(lambda: db.session.execute(text(without)))
        upgrade()
        assert [len(db.session.execute(text(query)).all()) for query in (desks, WHO)] == list(map(len, before))
        assert db.session.execute(text(desks)).all() == before[0]
        db.session.rollback()


def _is_second() -> ColumnElement[bool]:
    return (DocumentEdition.kind == "quiz") & (DocumentEdition.edition == 2)


def test_a_reviewed_release_keeps_its_review(app: Flask, make: Maker) -> None:
    make.run(lambda: studio.import_bank(documents.bank(), None))
    release = publish_reviewed(make, make.person(roles=[Role.AUTHOR]))
    cites = "SELECT release.id, review.id FROM release JOIN review ON review.id = release.review_id"
    with app.app_context():
        before = db.session.execute(text(cites)).all()
        db.session.rollback()
        downgrade(revision="0010")
        upgrade()
        assert len(before) == 1
        assert db.session.execute(text(cites)).all() == before
        steps = select(func.count()).select_from(ReleaseStep).where(ReleaseStep.release_id == release.id)
        assert db.session.scalar(steps) == 4
        db.session.rollback()


def test_seals_go_and_events_stay_and_are_sealed_anew(app: Flask, make: Maker) -> None:
    fill(app, make)
    with app.app_context():
        before = _count("audit_event")
        assert _count("ledger_entry") > 0
        downgrade(revision="0012")
        assert _count("audit_event") == before
        upgrade()
        assert ledger.seal() == before
        assert verify().is_intact


def test_going_back_loses_only_what_the_older_tables_cannot_hold(app: Flask, make: Maker) -> None:
    fill(app, make)
    make.run(_practise)
    with app.app_context():
        before = {table: _count(table) for table in ("assignment", "certificate", "answer", "mark", "attempt")}
        downgrade(revision="0004")
        after = {table: _count(table) for table in before}
        assert after == {**before, "attempt": before["attempt"] - 1}
        assert not {"contest", "ruling", "answer_draft"} & set(inspect(db.engine).get_table_names())
        upgrade()


def test_extra_time_of_before_is_a_decision_with_its_reason(app: Flask, make: Maker) -> None:
    assignment, boss = make.assignment(make.person()), make.person(roles=[Role.ADMINISTRATOR])
    known: dict[str, Json] = {"person_id": assignment.person_id.hex, "extra_minutes": 15, "reason": "Reads slowly."}
    event = OVERRIDE_EVENTS[OverrideKind.EXTRA_TIME]
    make.run(lambda: audit.record(event, assignment.campaign_id, boss.id, **known))
    with app.app_context():
        downgrade(revision="0023")
        db.session.execute(text("UPDATE assignment SET extra_minutes = 15"))
        db.session.commit()
        upgrade()
        row = db.session.scalars(select(Override)).one()
        assert (row.kind, row.minutes, row.reason) == (OverrideKind.EXTRA_TIME, 15, known["reason"])
        assert (row.assignment_id, row.given_by) == (assignment.id, boss.id)
        assert db.session.scalars(text("SELECT override_count FROM assignment")).one() == 1
        db.session.rollback()


def _practise() -> None:
    played = db.session.scalars(select(Attempt).where(Attempt.number == 1)).first()
    assert played
    names = {name: getattr(played, name) for name in ("person_id", "assignment_id", "release_id", "seed", "started_at")}
    db.session.add(Attempt(id=new_id(), practice=True, number=1, **names))


def _count(table: str) -> int:
    number = db.session.scalar(text(f"SELECT count(*) FROM {table}"))  # noqa: S608
    db.session.rollback()
    return number or 0


def _played(score: str) -> list[object]:
    queries = (
        f"SELECT id, status, {score}, attempts_finished FROM assignment ORDER BY id",  # noqa: S608
        "SELECT id, number, score, passed, finished_at FROM attempt ORDER BY id",
        "SELECT attempt_id, step_key, sequence, points FROM mark ORDER BY attempt_id, step_key",
        "SELECT attempt_id, step_key, response FROM answer ORDER BY attempt_id, step_key",
        "SELECT person_id, kind, version FROM acknowledgement ORDER BY person_id",
    )
    rows = [list(map(tuple, db.session.execute(text(query)).all())) for query in queries]
    db.session.rollback()
    return list(rows)


def test_rebuilding_a_filled_parent_keeps_its_children(app: Flask, make: Maker) -> None:
    make.person(team=make.team())
    with app.app_context():
        with migrating(db.engine) as connection:
            operations = Operations(MigrationContext.configure(connection))
            with operations.batch_alter_table("user", recreate=_recreate()) as batch:
                batch.alter_column("locale", server_default="ja")
        for child in (PersonIdentity, TeamMembership):
            assert db.session.scalar(select(func.count()).select_from(child)) == 1
        db.session.rollback()
        _put_back()


@pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)  # PostgreSQL refuses the statement by itself
def test_a_migration_that_breaks_references_is_rolled_back(app: Flask, make: Maker) -> None:
    make.person()
    with app.app_context():
        with pytest.raises(BrokenReferences, match="2 rows"), migrating(db.engine) as connection:
            connection.execute(text('DELETE FROM "user"'))
        assert db.session.scalar(select(func.count()).select_from(User)) == 1
        db.session.rollback()


def _recreate() -> Literal["always", "never"]:
    return "always" if db.engine.dialect.name == "sqlite" else "never"


def _put_back() -> None:
    with migrating(db.engine) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("user", recreate=_recreate()) as batch:
            batch.alter_column("locale", server_default=None)
