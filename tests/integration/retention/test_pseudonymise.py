"""When retention ends, all that names a leaver goes, and the proof stays."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text, update

from tests.factories.maker import LONG_AGO, Maker
from tests.integration.core.test_constraints import fill
from tests.integration.retention.conftest import LATER, MONTHS, keep_for, leave
from tests.support.together import together
from training import clock, personal, transaction
from training.administration.retention import queries, rules, service
from training.administration.retention.rules import Retention
from training.administration.service import reactivate
from training.errors import FieldError, NotFound, Refused
from training.extensions import db
from training.ledger import service as ledger
from training.ledger.verifying import verify
from training.models import (
    AuditEvent,
    Base,
    Contest,
    MailState,
    OutgoingMail,
    PeopleImportChange,
    PeopleImportLine,
    PersonIdentity,
    RetentionHold,
    User,
)
from training.models.base import REMOVES_DEMONSTRATION
from training.personal import Fate

NAME, WORDS = "鈴木 一郎", "これは鈴木一郎さんのことです"
REFUSED: dict[str, Any] = {
    "parameters": "{}",
    "message_id": "<1@kyokun.example>",
    "error": "550",
    "state": MailState.FAILED,
}
REFUSED |= {"created_at": LONG_AGO, "next_at": LONG_AGO}
SETTLED = ("people_import_line", "people_import_change", "retention_hold")
"""Whoever stands in one of these is not due."""


def pseudonymise(app: Flask, at: datetime = LATER) -> int:
    with app.app_context(), clock.moved_to(at):
        return service.pseudonymise()


def dumped() -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table as the database gives it, but for notes that something has to be counted anew."""
    return {
        table.name: [dict(row) for row in db.session.execute(select(table)).mappings()]
        for table in Base.metadata.sorted_tables
        if table.name != "completion_change"
    }


def mention(person: User) -> None:
    """Write of somebody into all that may be written about somebody."""
    db.session.add(OutgoingMail(dedupe_key="refused", person_id=person.id, kind="due_moved", locale="ja", **REFUSED))
    passed = "kind = 'manual_pass', evidence = '?', held_on = NULL, place = NULL"
    db.session.execute(text(f"UPDATE override SET {passed} WHERE kind = 'attended'"))  # noqa: S608  # our own
    db.session.flush()
    for name, declared in personal.TABLES.items():
        table = Base.metadata.tables[name]
        for column, words in declared.words.items():
            if words.fate is not Fate.STAYS and name != PersonIdentity.__tablename__:
                written = '["' + WORDS + '"]' if name == "answer" else WORDS
                mine = (table.c.person_id == person.id, table.c[column].is_not(None))
                statement = update(table).where(*mine).values({column: written}).returning(table.c.person_id)
                found = db.session.execute(statement, execution_options=REMOVES_DEMONSTRATION).all()
                assert found or name in SETTLED, f"nothing is written in {name}.{column}"
    # The small quiz asks for nothing in one's own words, so one of its answers is taken for such a one.
    db.session.execute(text("UPDATE release_step SET kind = 'reflection' WHERE step_key = 'open'"))


@pytest.fixture
def leaver(app: Flask, make: Maker) -> User:
    """Return somebody who left long ago, about whom there is something in every table."""
    fill(app, make)
    person = make.run(
        lambda: db.session.scalars(select(User).join(PersonIdentity).where(PersonIdentity.display_name == NAME)).one()
    )

    def settle() -> None:
        for model in (PeopleImportLine, PeopleImportChange, RetentionHold):
            db.session.query(model).delete()
        db.session.execute(update(Contest).values(reply="?", answered_at=LONG_AGO))
        mention(person)

    make.run(settle)
    return leave(make, person)


def test_nothing_names_a_leaver_any_more_and_every_row_of_the_proof_is_there(
    app: Flask, make: Maker, leaver: User
) -> None:
    keep_for(make)
    before = make.run(dumped)
    assert WORDS in str(before)
    assert pseudonymise(app) == 1
    after = make.run(dumped)
    told = str([rows for name, rows in after.items() if name != "answer"]) + str(
        [row["response"] for row in after["answer"] if row["step_key"] == "open"]
    )
    assert "鈴木" not in told
    for name, rows in before.items():
        goes = personal.TABLES[name].rows is Fate.GOES if name in personal.TABLES else False
        own = sum(row.get("person_id") == leaver.id for row in rows) if goes else 0
        added = {"audit_event": 2}.get(name, 0)
        assert len(after[name]) == len(rows) - own + added, name
    with app.app_context():
        ledger.seal()
        assert verify().is_intact


def test_what_was_chosen_stays_and_only_free_words_are_struck(app: Flask, make: Maker, leaver: User) -> None:
    keep_for(make)
    pseudonymise(app)
    answers = {row["step_key"]: row["response"] for row in make.run(dumped)["answer"] if row["person_id"] == leaver.id}
    assert answers.pop("open") == f'["{personal.SIGN}"]'
    assert personal.SIGN not in str(answers)


def test_doing_so_again_or_at_the_same_moment_elsewhere_changes_nothing(app: Flask, make: Maker) -> None:
    for _each in range(3):
        leave(make, make.person())
    keep_for(make)
    with clock.moved_to(LATER):
        done = together(app, [service.pseudonymise_some] * 2)
    assert sum(int(str(number)) for number in done) + pseudonymise(app) == 3
    assert pseudonymise(app) == 0
    actions = make.run(lambda: list(db.session.scalars(select(AuditEvent.action))))
    assert actions.count("person.pseudonymised") == 3


def test_whoever_is_due_is_so_on_a_day_of_the_calendar() -> None:
    kept = Retention(MONTHS, date(2024, 1, 1))
    day = date(2024, 2, 1)
    for left in (date(2023, 2, 28), date(2024, 2, 28), date(2024, 2, 29), date(2023, 12, 31)):
        ends = kept.ends_on(left)
        last = kept.last_leaving_day(ends)
        assert last is not None
        assert last >= left
        before = kept.last_leaving_day(ends - timedelta(days=1))
        assert before is None or before < left
    assert Retention(MONTHS, day).last_leaving_day(day - timedelta(days=1)) is None


@pytest.mark.parametrize("at", [LONG_AGO + timedelta(days=300), LONG_AGO])
def test_nobody_is_pseudonymised_before_retention_ends(app: Flask, make: Maker, at: datetime) -> None:
    leave(make, make.person())
    keep_for(make)
    assert pseudonymise(app, at) == 0


def test_a_setting_of_today_touches_nobody_for_a_week(app: Flask, make: Maker) -> None:
    leave(make, make.person())
    with clock.moved_to(LATER):
        make.run(lambda: service.change(MONTHS, None))
    assert pseudonymise(app, LATER + rules.NOTICE - timedelta(days=1)) == 0
    assert pseudonymise(app, LATER + rules.NOTICE + timedelta(days=1)) == 1


def test_without_a_setting_and_for_those_who_are_here_nothing_happens(app: Flask, make: Maker) -> None:
    make.person()
    left = leave(make, make.person())
    assert pseudonymise(app) == 0
    keep_for(make)
    make.run(lambda: service.hold(left.id, "A dispute.", None))
    assert pseudonymise(app) == 0
    make.run(lambda: service.release(left.id, None))
    assert pseudonymise(app) == 1
    assert make.run(lambda: db.session.scalar(select(func.count()).select_from(PersonIdentity))) == 1


def test_an_open_objection_or_an_import_that_can_be_undone_waits(app: Flask, make: Maker, leaver: User) -> None:
    keep_for(make)
    make.run(lambda: db.session.execute(update(Contest).values(reply=None, answered_at=None)))
    assert pseudonymise(app) == 0
    make.run(lambda: db.session.execute(update(Contest).values(reply="Yes.", answered_at=LONG_AGO)))
    assert pseudonymise(app) == 1
    assert make.run(lambda: db.session.get_one(User, leaver.id).pseudonymised_at) == LATER


def test_who_was_pseudonymised_can_not_come_back_or_be_held(app: Flask, make: Maker) -> None:
    person = leave(make, make.person())
    keep_for(make)
    pseudonymise(app)
    with pytest.raises(Refused):
        make.run(lambda: reactivate(person.id, None))
    with pytest.raises(NotFound):
        make.run(lambda: service.hold(person.id, "Too late.", None))


@pytest.mark.parametrize("months", [0, rules.SHORTEST_MONTHS - 1, rules.LONGEST_MONTHS + 1])
def test_a_retention_that_is_too_short_is_refused(make: Maker, months: int) -> None:
    with pytest.raises(FieldError):
        make.run(lambda: service.change(months, None))


def test_a_long_list_is_done_batch_by_batch(app: Flask, make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "AT_ONCE", 2)
    for _each in range(5):
        leave(make, make.person())
    keep_for(make)
    assert pseudonymise(app) == 5
    with app.app_context():
        runs = db.session.scalars(select(AuditEvent.details).where(AuditEvent.action == "people.pseudonymised"))
        assert sorted(runs) == ['{"people":1,"retention_months":12}', *['{"people":2,"retention_months":12}'] * 2]
        last = Retention(MONTHS, date(2026, 1, 1)).last_leaving_day(date(2027, 2, 1))
        assert last is not None
        assert not db.session.execute(queries.select_due(last)).all()
        transaction.end_reading()
