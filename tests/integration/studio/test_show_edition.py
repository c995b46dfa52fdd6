"""A save is told in words, what a scenario said before can be read, and a step of it be brought back."""

import pytest

from questions.scenario import Scenario
from tests.factories.maker import Maker
from tests.integration.studio.test_show_history import HISTORY, save_story
from tests.support.client import PageClient
from training.models import User
from training.studio import queries, service
from training.studio.editing import scenarios

EDITION = "/studio/scenarios/first-a/editions"


def now(make: Maker) -> Scenario:
    return make.run(lambda: queries.get_document(Scenario, "first-a")).document


def remove(make: Maker, person: User, step: str) -> None:
    def work() -> None:
        found = queries.get_document(Scenario, "first-a")
        service.save_document(scenarios.without_step(found.document, step), found.edition, person.id)

    make.run(work)


def test_the_history_says_what_a_save_did_to_which_step(
    client: PageClient, make: Maker, bank: None, author: User, locale: str
) -> None:
    save_story(make, author, "A new story.")
    remove(make, author, "fields")
    rows = client.sign_in(author, locale).get(HISTORY).all("tbody tr")
    removed, changed = (row.get_text(" ", strip=True) for row in rows[:2])
    assert {"ja": "削除した場面：", "en": "Steps taken out: "}[locale] in removed
    assert {"ja": "変更した場面：", "en": "Steps changed: "}[locale] in changed
    assert {"ja": "場面 fields", "en": "Moment fields"}[locale] in removed


def test_an_earlier_wording_is_read_and_brought_back(client: PageClient, make: Maker, bank: None, author: User) -> None:
    first = now(make)
    save_story(make, author, "A new story.")
    page = client.sign_in(author, "en").get(f"{EDITION}/2")
    assert "A new" in page.text(".change-lines ins")
    page = client.get(f"{EDITION}/1")
    assert first.steps[0].story.in_language("en") in page.text(".full-chapter")
    client.submit(form="form[action$='/steps/open']")
    assert now(make).steps == first.steps
    assert client.page.has(".notice-success")
    assert "A new story." in client.get(f"{EDITION}/2").text(".full-chapter")


@pytest.mark.parametrize("step", ["open", "fields"])
def test_a_step_that_was_removed_stands_where_it_stood_and_is_led_to_again(
    client: PageClient, make: Maker, bank: None, author: User, *, step: str
) -> None:
    first = now(make)
    remove(make, author, step)
    client.sign_in(author, "en").get(f"{EDITION}/1")
    client.submit(form=f"form[action$='/steps/{step}']")
    assert [one.key for one in now(make).steps] == [one.key for one in first.steps]
    assert [one.next for one in now(make).steps] == [one.next for one in first.steps]


def test_what_is_not_kept_is_not_found(client: PageClient, bank: None, author: User) -> None:
    client.sign_in(author, "en").get(f"{EDITION}/9", 404)
    client.get("/studio/scenarios/nowhere/editions/1", 404)
    for address in (f"{EDITION}/9/steps/open", f"{EDITION}/1/steps/nowhere"):
        client.post(address, {"edition": "1"}, 404)
