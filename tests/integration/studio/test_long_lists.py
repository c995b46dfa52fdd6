"""Forms whose lists are long: their size stays, words find what to choose, and what is chosen stays."""

from typing import Any

import pytest

from questions.scenario import Scenario
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.forms import searching
from training.models import User
from training.studio import service

MANY = 60
FORM = "form.studio-form"
SITTING = "sections-0-scenario"


@pytest.fixture
def many(make: Maker, author: User) -> None:
    """Fill the bank with more scenarios than a list shows, each with sets of twins of its own."""

    def store() -> None:
        for number in range(MANY):
            service.add_document(_scenario(number), author.id)

    make.run(store)


def _scenario(number: int) -> Scenario:
    data: dict[str, Any] = small.bank(f"n{number}").scenarios[f"first-n{number}"].model_dump(mode="json", by_alias=True)
    for step in data["steps"]:
        if step["question"]:
            step["question"]["family"] = f"twins-{step['key']}-{number}"
    title = {"en": f"A parcel {number:03d}", "ja": f"小包 {number:03d}"}
    return Scenario.model_validate({**data, "incident": "notice-a", "title": title})


def chosen(desk: PageClient, name: str) -> list[str]:
    return [str(option["value"]) for option in desk.page.all(f"select[name='{name}'] option")]


def test_a_form_does_not_grow_with_the_bank(desk: PageClient, many: None) -> None:
    page = desk.get("/studio/quizzes/new")
    assert len(page.all("option")) < searching.MOST_SHOWN * 2
    assert not page.has("input[name='sections-0-draw-families'][type=checkbox]")


def test_words_find_pages_of_scenarios_and_what_was_picked_stays(english_desk: PageClient, many: None) -> None:
    desk = english_desk
    desk.get("/studio/quizzes/new")
    desk.submit({f"{SITTING}-words": "ＰＡＲＣＥＬ", "title-en": "Kept", "do": f"find:{SITTING}:1"}, FORM, status=200)
    first = chosen(desk, SITTING)
    assert len(first) == searching.FOUND_SHOWN + 1
    desk.submit({"do": f"find:{SITTING}:3"}, FORM, status=200)
    last = chosen(desk, SITTING)
    assert len(last) == MANY - 2 * searching.FOUND_SHOWN + 1
    assert not set(first[1:]) & set(last[1:])
    desk.submit({SITTING: last[-1], f"{SITTING}-words": "no such words", "do": "enter"}, FORM, status=200)
    assert chosen(desk, SITTING) == ["", last[-1]]
    assert desk.page.one(f"select[name='{SITTING}'] option[selected]")["value"] == last[-1]
    assert desk.page.one("input[name='title-en']")["value"] == "Kept"


def test_ticked_sets_of_twins_stay_while_others_are_searched(english_desk: PageClient, many: None) -> None:
    desk, name = english_desk, "sections-0-draw-families"
    desk.get("/studio/quizzes/new")
    desk.submit({f"{name}-words": "twins-open-7", "do": f"find:{name}:1"}, FORM, status=200)
    assert desk.page.has("#sections-0-draw[open]")
    desk.submit({name: ["twins-open-7"], f"{name}-words": "twins-open-8", "do": "enter"}, FORM, status=200)
    boxes = {str(box["value"]): box.has_attr("checked") for box in desk.page.all(f"input[name='{name}']")}
    assert boxes == {"twins-open-7": True, "twins-open-8": False}
