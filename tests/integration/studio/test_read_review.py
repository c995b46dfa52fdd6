"""Every word of what was handed in, or of a release, can be read, whatever has been edited since."""

import pytest

from questions.text import LocalisedText, texts_in
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.factories.reviews import publish_reviewed
from tests.support.client import PageClient
from training import releases
from training.models import Role, User
from training.studio import service
from training.studio.publication import review_queries, reviews


@pytest.fixture
def reviewer(make: Maker) -> User:
    """Return another author."""
    return make.person("校閲 正", roles=[Role.AUTHOR])


def edited(make: Maker, author: User) -> None:
    """Let the author give a step another story."""
    scenario = small.bank().scenarios["first-a"]
    story = LocalisedText({"ja": "あとで書き換えました。", "en": "Rewritten later."})
    steps = [step.model_copy(update={"story": story}) if step.key == "open" else step for step in scenario.steps]
    make.run(lambda: service.save_document(scenario.model_copy(update={"steps": steps}), 1, author.id))


def test_every_text_of_what_was_handed_in_stands_on_one_page(
    client: PageClient, make: Maker, bank: None, author: User, locale: str
) -> None:
    review_id = make.run(lambda: reviews.ask("quiz-a", "", author.id))
    page = client.sign_in(author, locale).get(f"/studio/reviews/{review_id}/text")
    with make.app.app_context():
        document = releases.read(review_queries.get_review(review_id).document)
    shown = " ".join(page.text("main").split())
    missing = [
        words for text in texts_in(document) for words in text.root.values() if " ".join(words.split()) not in shown
    ]
    assert missing == []


def test_previews_of_a_review_show_what_was_handed_in(
    client: PageClient, make: Maker, bank: None, author: User, reviewer: User
) -> None:
    review_id = make.run(lambda: reviews.ask("quiz-a", "", author.id))
    edited(make, author)
    page = client.sign_in(reviewer, "en").get(f"/studio/reviews/{review_id}")
    step = page.one("#place-first-a-open h4 a")["href"]
    page = client.get(step)
    assert "The story of open." in page.text(".story")
    assert "As it was handed in" in page.text(".preview-bar")
    page = client.submit({"choice": "send"}, "form.decision")
    assert f"review={review_id}" in page.one(".play-actions a.btn-primary")["href"]
    assert "Rewritten later." in client.get("/studio/scenarios/first-a/steps/open/preview").text(".story")
    client.get(f"/studio/scenarios/no-such/steps/open/preview?review={review_id}", status=404)


def test_a_release_is_read_as_it_was_published(
    client: PageClient, make: Maker, bank: None, author: User, locale: str
) -> None:
    release_id = publish_reviewed(make, author).id
    edited(make, author)
    page = client.sign_in(author, locale).get(f"/studio/releases/{release_id}/text")
    assert "The story of open." in page.text("#place-first-a-open")
    assert "Rewritten later." not in page.text("main")


def test_auditors_read_releases_and_are_led_to_nothing_else(client: PageClient, make: Maker, bank: None) -> None:
    release_id = publish_reviewed(make, make.person(roles=[Role.AUTHOR])).id
    client.sign_in(make.person(roles=[Role.AUDITOR]), "en")
    assert "The story of open." in client.get(f"/studio/releases/{release_id}/text").text("main")
    page = client.get(f"/studio/releases/{release_id}")
    links = {link["href"] for address in ("", "/text") for link in client.get(f"{page.address}{address}").all("main a")}
    for link in links:
        assert client.flask_client.get(link).status_code == 200, link
    assert f"{page.address}/document.json" in links
