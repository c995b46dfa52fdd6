"""A save is told in words, what a scenario said before can be read, and a step of it be brought back."""

import pytest

from questions.folders import FOLDERS
from questions.scenario import Scenario
from questions.text import LocalisedText
from tests.factories.maker import Maker
from tests.integration.studio.test_show_history import HISTORY, save_story
from tests.support.client import PageClient
from training.extensions import db
from training.models import PersonIdentity, User
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


TAKE_BACK = "form[action='']"


@pytest.mark.parametrize(
    ("folder", "key", "field"),
    [
        ("scenarios", "first-a", "title"),
        ("incidents", "mail-to-many", "title"),
        ("controls", "check-the-address", "rule"),
        ("quizzes", "quiz-a", "summary"),
    ],
)
def test_every_document_has_its_editions_and_takes_one_back(
    client: PageClient, make: Maker, bank: None, author: User, *, folder: str, key: str, field: str
) -> None:
    def save(words: str) -> None:
        now = queries.get_document(FOLDERS[folder], key)
        text = LocalisedText({"ja": words, "en": words})
        service.save_document(now.document.model_copy(update={field: text}), now.edition, author.id)

    make.run(lambda: save("Second words."))
    client.sign_in(author, "en").get(f"/studio/{folder}/{key}/editions/")
    assert "(the present one)" in client.page.text("tbody tr")
    assert author_name(make, author) in client.page.text("tbody tr")
    page = client.get(f"/studio/{folder}/{key}/editions/2")
    assert "Second" in page.text(".change-lines ins")
    assert "Second words." in page.text(".full-chapter")
    assert not page.has(TAKE_BACK)
    first = make.run(lambda: queries.find_edition(FOLDERS[folder], key, 1))
    client.get(f"/studio/{folder}/{key}/editions/1")
    page = client.submit(form=TAKE_BACK)
    assert page.has(".notice-success")
    now = make.run(lambda: queries.get_document(FOLDERS[folder], key))
    assert first
    assert (now.document, now.edition) == (first.document, 3)
    assert "What this edition says is what stands there now" in client.get(f"/studio/{folder}/{key}/editions/1").text()


def test_what_somebody_saved_meanwhile_is_joined_or_asked_about(
    client: PageClient, make: Maker, bank: None, author: User
) -> None:
    first = now(make)
    save_story(make, author, "A new story.")
    client.sign_in(author, "en").get(f"{EDITION}/1")
    make.run(lambda: retitle(author, {"role": LocalisedText({"en": "Another role", "ja": "別の役割"})}))
    client.submit(form=TAKE_BACK)
    assert (now(make).steps, now(make).role.in_language("en")) == (first.steps, "Another role")
    client.get(f"{EDITION}/2")
    save_story(make, author, "A third story.")
    page = client.submit(form=TAKE_BACK, status=409)
    assert "A third story" in page.text(".clash")
    assert "A new story." in page.text(".clash")
    client.submit({"join-clashes-0-whose": "mine"}, "form.studio-form")
    assert now(make).steps[0].story.in_language("en") == "A new story."


def retitle(person: User, changed: dict[str, LocalisedText]) -> None:
    found = queries.get_document(Scenario, "first-a")
    service.save_document(found.document.model_copy(update=changed), found.edition, person.id)


def author_name(make: Maker, person: User) -> str:
    return make.run(lambda: db.session.get_one(PersonIdentity, person.id).display_name)


def test_what_is_not_kept_is_not_found(client: PageClient, bank: None, author: User) -> None:
    client.sign_in(author, "en").get(f"{EDITION}/9", 404)
    client.get("/studio/scenarios/nowhere/editions/1", 404)
    client.get("/studio/patterns/first-a/editions/", 404)
    client.post(f"{EDITION}/9", {"edition": "1"}, 404)
    for address in (f"{EDITION}/9/steps/open", f"{EDITION}/1/steps/nowhere"):
        client.post(address, {"edition": "1"}, 404)
