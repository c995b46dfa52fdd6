"""Imports leave people's words alone; releases are frozen, numbered and hashed."""

import time
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from questions.canonical import digest
from questions.quiz import Quiz, ReleaseDocument
from questions.release import Bank
from questions.scenario import Scenario
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.factories.reviews import approve, publish_reviewed
from tests.support.together import together
from training import releases
from training.extensions import db
from training.models import AuditEvent, ReleaseStep, ReleaseStepControl, User
from training.studio import queries, service
from training.studio.publication import publishing


def quiz_with(pass_mark: int) -> Quiz:
    return small.bank().quizzes["quiz-a"].model_copy(update={"pass_mark": pass_mark})


def events(make: Maker, action: str) -> list[AuditEvent]:
    return make.run(lambda: list(db.session.scalars(select(AuditEvent).where(AuditEvent.action == action))))


def test_an_import_adds_changes_and_leaves_alone(make: Maker) -> None:
    first = make.run(lambda: service.import_bank(small.bank(), None))
    assert (len(first.added), first.changed, first.unchanged) == (5, [], [])
    changed = small.bank()
    changed.quizzes["quiz-a"] = quiz_with(80)
    second = make.run(lambda: service.import_bank(changed, None))
    assert (second.added, second.changed, len(second.unchanged)) == ([], ["quiz quiz-a"], 4)
    assert len(events(make, "bank.imported")) == 2


def test_an_import_of_the_same_changes_nothing(make: Maker, bank: None) -> None:
    before = make.run(lambda: queries.get_document(Quiz, "quiz-a"))
    result = make.run(lambda: service.import_bank(small.bank(), None))
    assert len(result.unchanged) == 5
    assert make.run(lambda: queries.get_document(Quiz, "quiz-a")) == before
    assert len(events(make, "bank.imported")) == 1


def test_what_a_person_edited_is_kept_until_asked(make: Maker, bank: None, author: User) -> None:
    make.run(lambda: service.save_document(quiz_with(90), 1, author.id))
    result = make.run(lambda: service.import_bank(small.bank(), None))
    assert (result.kept, result.conflicts) == (["quiz quiz-a"], [])
    assert make.run(lambda: queries.get_document(Quiz, "quiz-a")).document.pass_mark == 90
    forced = make.run(lambda: service.import_bank(small.bank(), None, overwrite=True))
    assert forced.changed == ["quiz quiz-a"]
    assert make.run(lambda: queries.get_document(Quiz, "quiz-a")).document.pass_mark == 70


def test_the_bank_comes_back_as_it_went_in(make: Maker, bank: None) -> None:
    assert make.run(queries.load_bank) == small.bank()


def test_a_save_over_somebody_else_s_is_refused(make: Maker, bank: None, author: User) -> None:
    assert make.run(lambda: service.save_document(quiz_with(80), 1, author.id)) == 2
    with pytest.raises(service.EditedMeanwhile):
        make.run(lambda: service.save_document(quiz_with(90), 1, author.id))
    assert make.run(lambda: queries.get_document(Quiz, "quiz-a")).document.pass_mark == 80


def test_saving_the_same_makes_no_edition(make: Maker, bank: None, author: User) -> None:
    before = len(events(make, "document.saved"))
    assert make.run(lambda: service.save_document(quiz_with(70), 1, author.id)) == 1
    assert len(events(make, "document.saved")) == before


def test_a_key_is_taken_once(make: Maker, bank: None, author: User) -> None:
    with pytest.raises(service.KeyTaken):
        make.run(lambda: service.add_document(quiz_with(70), author.id))


def test_of_two_who_take_a_key_at_once_one_is_refused(
    app: Flask, make: Maker, bank: None, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = queries.find_document

    def find_slowly(model: type[Quiz], key: str) -> queries.Edited[Quiz] | None:
        found = find(model, key)
        time.sleep(0.3)  # long enough for the other to look, too, unless it has to wait
        return found

    monkeypatch.setattr(queries, "find_document", find_slowly)
    new = quiz_with(70).model_copy(update={"key": "quiz-b"})
    results = together(app, [partial(service.add_document, new, author.id)] * 2)
    assert sorted(type(result).__name__ for result in results) == ["KeyTaken", "NoneType"]


def test_a_release_is_frozen_numbered_and_hashed(make: Maker, bank: None, author: User) -> None:
    release = publish_reviewed(make, author)
    assert (release.number, release.published_by) == (1, author.id)
    assert release.sha256 == digest(release.document.encode())
    with make.app.app_context():
        assert releases.get(release.id).document == small.release_document()
    (event,) = events(make, "release.published")
    assert (event.subject_id, event.actor_id) == (release.id.hex, author.id)


def test_a_release_is_projected_for_reports(make: Maker, bank: None) -> None:
    release = make.run(lambda: publishing.publish_by_program("quiz-a"))
    steps = make.run(lambda: list(db.session.scalars(select(ReleaseStep).order_by(ReleaseStep.position))))
    assert [(step.scenario_key, step.step_key, step.kind) for step in steps] == [
        ("first-a", "open", "single_choice"),
        ("first-a", "fields", "multiple_choice"),
        ("first-a", "order", "ordering"),
        ("second-a", "after", "single_choice"),
    ]
    document = small.release_document()
    assert steps[0].question_revision == document.step("first-a", "open").revision()
    assert {step.release_id for step in steps} == {release.id}
    assert [step.barrier for step in steps] == [True, False, False, False]
    assert make.run(lambda: db.session.scalar(select(func.count()).select_from(ReleaseStepControl))) == 4


def test_the_same_quiz_is_not_published_twice(make: Maker, bank: None) -> None:
    make.run(lambda: publishing.publish_by_program("quiz-a"))
    with pytest.raises(service.NothingNew):
        make.run(lambda: publishing.publish_by_program("quiz-a"))


def test_only_what_was_shown_is_published(make: Maker, bank: None, author: User) -> None:
    approve(make, author)
    with pytest.raises(service.EditedMeanwhile):
        make.run(lambda: publishing.publish("quiz-a", author.id, expected_sha256="0" * 64))


def test_everything_in_the_way_is_told_at_once(make: Maker, bank: None, author: User) -> None:
    def spoil() -> None:
        scenario = queries.get_document(Scenario, "first-a").document
        steps = [step.model_copy(update={"controls": []}) for step in scenario.steps]
        service.save_document(scenario.model_copy(update={"steps": steps}), 1, author.id)

    make.run(spoil)
    with pytest.raises(service.HasProblems) as refused:
        make.run(lambda: publishing.publish_by_program("quiz-a"))
    assert [problem.place for problem in refused.value.problems] == ["open", "fields", "order"]


def _publish_with(scenario_key: str, author: User) -> int:
    """Write one scenario of the quiz anew, and publish the quiz with it."""
    scenario = queries.get_document(Scenario, scenario_key)
    audience = [*scenario.document.audience, "shop"]
    service.save_document(scenario.document.model_copy(update={"audience": audience}), scenario.edition, author.id)
    return publishing.publish_by_program("quiz-a").number


def test_authors_publishing_at_once_get_numbers_without_gap_or_twin(
    app: Flask, make: Maker, bank: None, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make.run(lambda: publishing.publish_by_program("quiz-a"))
    compile_quiz = service.compile_quiz

    def compile_slowly(quiz_key: str, bank: Bank) -> ReleaseDocument:
        time.sleep(0.3)  # long enough for the other to be here too, unless somebody has to wait
        return compile_quiz(quiz_key, bank)

    monkeypatch.setattr(publishing, "compile_quiz", compile_slowly)
    works = [partial(_publish_with, key, author) for key in ("first-a", "second-a")]
    assert sorted(map(str, together(app, works))) == ["2", "3"]
    newest = make.run(lambda: queries.find_newest_release("quiz-a"))
    assert newest
    with app.app_context():
        scenarios = releases.get(newest.id).document.scenarios
    assert [scenario.audience[-1] for scenario in scenarios] == ["shop", "shop"]
