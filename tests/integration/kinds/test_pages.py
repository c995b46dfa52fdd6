"""Every kind is played from its page to its feedback, in both languages, without JavaScript."""

import re

import pytest

from questions.kinds import KINDS
from questions.release import compile_release
from questions.scenario import Scenario
from tests.factories import kinds
from tests.factories.maker import Maker
from tests.integration.learning.conftest import begin, onward
from tests.support.client import PageClient
from training.models import Role
from training.studio import queries, service

SECRETS = {
    "matching": ["this comes first", "これが先です"],
    "red_flags": ["About the part", "この部分の説明"],
    "deadline": ["is right", "too late", "目安"],
    "reflection": ["she can stop the sending", "夜間の連絡方法"],
}
"""What a question page may not hold before its answer is stored."""


@pytest.fixture
def player(client: PageClient, make: Maker, locale: str) -> PageClient:
    """Return somebody who stands at the first decision of the quiz of all kinds."""
    bank = kinds.bank()
    person = make.person(team=make.team())
    assignment = make.assignment(person, make.release(compile_release(bank.quizzes["kinds"], bank)))
    begin(client.sign_in(person, locale), assignment)
    onward(client)
    return client


def step_to(client: PageClient, kind: str) -> None:
    """Answer everything before the decision of `kind`."""
    for other in KINDS:
        if other == kind:
            return
        client.submit(kinds.question(other).fields(kinds.RESPONSES[other]), "form#decision")
        onward(client)


def test_every_kind_is_played_to_a_full_score(player: PageClient) -> None:
    for kind in KINDS:
        for secret in SECRETS.get(kind, []):
            assert secret not in player.page.body
        assert not re.search(r"72|120", player.page.text("#response"))
        page = player.submit({}, "form#decision", 422)
        assert page.text("#response-error")
        page = player.submit(kinds.question(kind).fields(kinds.RESPONSES[kind]), "form#decision")
        assert page.has(".verdict-best" if KINDS[kind].marked else ".verdict-none"), kind
        onward(player)
    assert "100" in player.page.text(".result-score")


def test_a_matching_form_does_not_name_a_choice_by_its_pair(player: PageClient) -> None:
    step_to(player, "matching")
    values = {option["value"] for option in player.page.all("#match-shop option")}
    assert len(values) == 5
    assert not values & {"shop", "card-firm", "customers", "blame", "extra.blame"}


def test_an_ordering_form_does_not_name_an_item_by_its_place(player: PageClient) -> None:
    step_to(player, "ordering")
    question = player.page.one("#response")
    named = [value for tag in question for name, value in tag.attrs.items() if name != "class"]
    assert not [value for value in named for key in kinds.RESPONSES["ordering"] if key in value]


@pytest.mark.parametrize(
    ("kind", "fields", "kept"),
    [
        ("matching", {"match-shop": ""}, "#match-customers option[selected]"),
        ("deadline", {"number": "soon"}, "#unit option[value=days][selected]"),
        ("deadline", {"number": "9" * 7}, "#unit option[value=days][selected]"),
        ("deadline", {"unit": ""}, "#number[value='4']"),
    ],
)
def test_what_was_filled_in_stays_when_something_is_missing(
    player: PageClient, kind: str, fields: dict[str, str], kept: str
) -> None:
    step_to(player, kind)
    page = player.submit({**kinds.question(kind).fields(kinds.RESPONSES[kind]), **fields}, "form#decision", 422)
    assert page.has(kept)


def test_red_flags_stand_in_the_order_of_their_paper(player: PageClient) -> None:
    step_to(player, "red_flags")
    values = [field["value"] for field in player.page.all(".flag-row input")]
    assert values == ["sender", "to", "greeting", "account", "hurry"]
    page = player.submit({"choice": ["to", "hurry", "sender"]}, "form#decision")
    assert len(page.all(".flag-chosen")) == 3
    assert len(page.all(".one-by-one")) == 5
    assert page.has(".verdict-partly")


@pytest.mark.parametrize(
    ("number", "unit", "level"), [("１００", "hours", "best"), ("1", "days", "not"), ("2", "months", "not")]
)
def test_a_time_is_judged_in_its_own_unit(player: PageClient, number: str, unit: str, level: str) -> None:
    step_to(player, "deadline")
    assert player.submit({"number": number, "unit": unit}, "form#decision").has(f".verdict-{level}")


def test_what_has_no_mark_can_not_be_objected_to(player: PageClient) -> None:
    step_to(player, "reflection")
    page = player.submit({"text": "Mori"}, "form#decision")
    assert not page.has(".contest")
    player.post(f"{page.address}/contest", {"reason": "I would write something else."}, 404)


def test_a_reflection_is_shown_back_with_a_list_that_is_never_sent(player: PageClient) -> None:
    step_to(player, "reflection")
    page = player.submit({"text": "<b>Tanaka</b>\n at night"}, "form#decision")
    quoted = page.one(".own-text")
    assert quoted.get_text() == "<b>Tanaka</b>\n at night"
    boxes = page.all(".check-list input[type=checkbox]")
    assert len(boxes) == 2
    title = page.text("#feedback-title")
    assert title in {"ご自分の回答と比べてみましょう", "What to compare your answer with"}
    assert not [box for box in boxes if box.has_attr("name") or box.within("form")]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_edited_and_previewed(client: PageClient, make: Maker, locale: str, kind: str) -> None:
    make.run(lambda: service.import_bank(kinds.bank(), None))
    address = f"/studio/scenarios/every-kind/steps/{kind.replace('_', '-')}"
    desk = client.sign_in(make.person(roles=[Role.AUTHOR]), locale)
    desk.get(address)
    desk.submit({"question-prompt-en": "Edited"}, "form.studio-form")
    question = make.run(lambda: queries.get_document(Scenario, "every-kind")).document.step(kind.replace("_", "-"))
    assert question.question
    assert question.question.prompt.root["en"] == "Edited"
    expected = kinds.question(kind).model_copy(update={"prompt": question.question.prompt})
    assert question.question == expected
    assert desk.get(f"{address}/preview").has("form.decision fieldset#response")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_begun_from_nothing(client: PageClient, make: Maker, kind: str) -> None:
    make.run(lambda: service.import_bank(kinds.bank(), None))
    desk = client.sign_in(make.person(roles=[Role.AUTHOR]), "en")
    desk.get("/studio/scenarios/every-kind/steps/new")
    desk.submit({"question-kind": kind, "do": "show:question"}, "form.studio-form")
    page = desk.submit({}, "form.studio-form", 422)
    assert page.has("#question .field-error, #question .field-invalid")


PUBLISHED = {
    "single_choice": ({"question-options-2-real": "y"}, ("wait",)),
    "multiple_choice": ({"question-options-0-real": "y", "question-options-3-real": "y"}, ("to", "date")),
    "ordering": ({"question-options-0-real": "２", "question-options-2-real": "1"}, ("write", "stop")),
    "matching": ({"question-pairs-0-real": "extra.blame"}, ("shop:extra.blame",)),
    "red_flags": ({"question-segments-4-real": "y"}, ("hurry",)),
    "deadline": ({"question-real-number": "75", "question-real-unit": "days"}, ("75", "days")),
}


@pytest.mark.parametrize("kind", PUBLISHED)
def test_authors_say_what_the_real_organisation_did(client: PageClient, make: Maker, kind: str) -> None:
    make.run(lambda: service.import_bank(kinds.bank(), None))
    address = f"/studio/scenarios/every-kind/steps/{kind.replace('_', '-')}"
    desk = client.sign_in(make.person(roles=[Role.AUTHOR]), "en")
    fields, published = PUBLISHED[kind]
    desk.get(address)
    desk.submit(fields, "form.studio-form")
    step = make.run(lambda: queries.get_document(Scenario, "every-kind")).document.step(kind.replace("_", "-"))
    assert step.question
    assert step.question.published() == published
    desk.get(address)
    desk.submit({}, "form.studio-form")
    again = make.run(lambda: queries.get_document(Scenario, "every-kind")).document
    assert again.step(step.key) == step
