"""An incident is written in plain forms; nothing typed is lost."""

from questions.incident import Incident
from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.models import User
from training.studio import queries

ADDRESS = "/studio/incidents/mail-to-many"
FORM = "form.studio-form"
NEW = {
    "title-en": "A lost bag",
    "title-ja": "かばんの紛失",
    "organisation-en": "A school",
    "sector-en": "Education",
    "summary-en": "A bag with papers was lost.",
    "sources-0-title-en": "A notice",
    "sources-0-publisher-en": "The school",
    "facts-0-text-en": "The bag was lost on a train.",
    "impact-people": "３０",
}


def test_a_new_incident_needs_one_language_and_gets_its_keys(desk: PageClient, make: Maker) -> None:
    desk.get("/studio/incidents/new")
    desk.submit(NEW, "form.studio-form")
    incident = make.run(lambda: queries.get_document(Incident, "a-lost-bag")).document
    assert incident.impact.people == 30
    assert incident.facts[0].source == incident.sources[0].key == "a-notice"
    assert incident.facts[0].key == "the-bag-was-lost-on-a"


def test_an_empty_form_says_what_is_missing_in_the_page_s_language(desk: PageClient, locale: str) -> None:
    desk.get("/studio/incidents/new")
    page = desk.submit({}, "form.studio-form", 422)
    expected = {"ja": "「題名」を入力してください。", "en": "Please fill in “Title”."}
    assert expected[locale] in page.text(".error-summary")
    assert "Field required" not in page.body
    assert page.has("#title .field-error")


def test_a_fact_goes_with_what_cites_it_and_that_is_told(desk: PageClient, make: Maker, locale: str) -> None:
    desk.get(ADDRESS)
    desk.submit({"timeline-0-facts": ["sent", "visible"]}, "form.studio-form")
    page = desk.submit({"do": "remove:facts-1"}, "form.studio-form")
    told = page.text("#facts > .notice-info")
    for words in {"ja": ("見える状態でした", "送信されました"), "en": ("It was visible", "The mail went out")}[locale]:
        assert words in told
    assert [box["value"] for box in page.all("input[name=timeline-0-facts][checked]")] == ["sent"]
    emptied = {"facts-0-text-en": "", "facts-0-text-ja": "", "facts-0-source": ""}
    page = desk.submit(emptied, "form.studio-form", 422)
    assert {"ja": "メールが送信されました", "en": "The mail went out"}[locale] in page.text("#timeline-0-facts-error")
    assert page.has(".error-summary a[href^='#timeline-0-facts']")
    desk.submit({"facts-0-text-en": "It was sent at noon.", "facts-0-source": "page"}, "form.studio-form")
    stored = make.run(lambda: queries.get_document(Incident, "mail-to-many")).document
    assert stored.timeline[0].facts == [fact.key for fact in stored.facts] == ["sent"]


def test_another_row_keeps_what_was_typed(desk: PageClient) -> None:
    desk.get(ADDRESS)
    page = desk.submit({"title-ja": "書きかけ", "do": "add:facts"}, "form.studio-form")
    assert [tag["id"] for tag in page.all("#facts > .row-sheet")] == ["facts-0", "facts-1", "facts-2"]
    assert page.one("#title-ja")["value"] == "書きかけ"


def test_rows_are_removed_and_moved(english_desk: PageClient, make: Maker) -> None:
    english_desk.get(ADDRESS)
    english_desk.submit({"do": "down:facts-0"}, "form.studio-form")
    english_desk.submit({"do": "add:causes"}, "form.studio-form")
    english_desk.submit({"do": "remove:causes-0"}, "form.studio-form")
    english_desk.submit({}, "form.studio-form")
    facts = make.run(lambda: queries.get_document(Incident, "mail-to-many")).document.facts
    assert [fact.key for fact in facts] == ["visible", "sent"]


def test_saving_untouched_makes_no_edition(english_desk: PageClient, make: Maker) -> None:
    english_desk.get(ADDRESS)
    english_desk.submit({}, "form.studio-form")
    assert make.run(lambda: queries.get_document(Incident, "mail-to-many")).edition == 1


def test_the_second_of_two_tabs_chooses_between_both_titles(
    desk: PageClient, make: Maker, author: User, locale: str
) -> None:
    other = PageClient(desk.app).sign_in(author)
    other.get(ADDRESS)
    desk.get(ADDRESS)
    other.submit({"title-en": "Theirs"}, "form.studio-form")
    page = desk.submit({"title-en": "Mine"}, "form.studio-form", 409)
    assert page.text(".clash-version") != ""
    desk.submit({"join-clashes-0-whose": "mine"}, "form.studio-form")
    assert make.run(lambda: queries.get_document(Incident, "mail-to-many")).document.title.root["en"] == "Mine"


def test_a_page_that_was_opened_too_long_ago_is_refused_and_keeps_its_text(
    desk: PageClient, make: Maker, author: User, locale: str
) -> None:
    other = PageClient(desk.app).sign_in(author)
    other.get(ADDRESS)
    desk.get(ADDRESS)
    other.submit({"title-en": "Theirs"}, "form.studio-form")
    page = desk.submit({"title-en": "Mine", "edition": "77"}, "form.studio-form", 409)
    assert page.one("#title-en")["value"] == "Mine"
    assert {"ja": "ほかの人が保存しました", "en": "Somebody saved this"}[locale] in page.text(".error-summary")
    assert page.has(f".notice a[href='{ADDRESS}']")
    assert make.run(lambda: queries.get_document(Incident, "mail-to-many")).document.title.root["en"] == "Theirs"
    desk.submit({}, "form.studio-form")
    assert make.run(lambda: queries.get_document(Incident, "mail-to-many")).document.title.root["en"] == "Mine"


def test_control_characters_and_lone_surrogates_are_field_errors(english_desk: PageClient) -> None:
    english_desk.get(ADDRESS)
    page = english_desk.submit({"summary-en": "a\x01b"}, "form.studio-form", 422)
    assert "U+0001" in page.text("#summary .field-error")
    english_desk.get(ADDRESS)
    token = english_desk.page.one("input[name=csrf_token]")["value"]
    response = english_desk.flask_client.post(
        ADDRESS,
        data=f"csrf_token={token}&edition=1&title-en=%ED%A0%80&title-ja=%FF",
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 422


def test_a_number_that_nothing_can_hold_is_a_field_error(desk: PageClient, locale: str) -> None:
    desk.get(ADDRESS)
    page = desk.submit({"impact-people": "9" * 20}, "form.studio-form", 422)
    assert {"ja": "999999999999以下", "en": "999999999999"}[locale] in page.text(".error-summary")


def test_days_may_be_typed_in_full_width(desk: PageClient, make: Maker) -> None:
    desk.get(ADDRESS)
    desk.submit({"timeline-0-date": "２０２０ー０５－１５"}, "form.studio-form")
    assert make.run(lambda: queries.get_document(Incident, "mail-to-many")).document.timeline[0].date == "2020-05-15"


def test_names_that_no_form_has_are_ignored(english_desk: PageClient, make: Maker) -> None:
    english_desk.get(ADDRESS)
    english_desk.submit({"schema_version": "99", "facts-0-owner": "me", "key": "other"}, "form.studio-form")
    assert make.run(lambda: queries.get_document(Incident, "mail-to-many")).edition == 1


def test_an_edition_that_is_no_number_is_an_old_one(english_desk: PageClient) -> None:
    english_desk.get(ADDRESS)
    english_desk.submit({"edition": "९", "title-en": "Mine"}, "form.studio-form", 409)


def test_a_form_of_ten_megabytes_is_refused_with_a_page(english_desk: PageClient) -> None:
    english_desk.get(ADDRESS)
    page = english_desk.post(ADDRESS, {"summary-en": "x" * 10_000_000}, 413)
    assert page.has("h1")


def test_unknown_incidents_are_not_found(english_desk: PageClient) -> None:
    english_desk.get("/studio/incidents/nothing", 404)
    english_desk.get("/studio/incidents/%01", 404)
    english_desk.get("/studio/incidents/Mail-To-Many", 404)


def test_topics_are_picked_in_words_and_others_may_be_written(desk: PageClient, make: Maker, locale: str) -> None:
    assert {"ja": "全員", "en": "All staff"}[locale] in desk.get("/studio/quizzes/new").text("#audience")
    page = desk.get(ADDRESS)
    assert page.has("#country option[value=JP][selected]")
    page = desk.submit({"topics": ["vishing", "mis-send"], "topics-own": "Cloud settings、 クラウド"}, FORM, 422)
    assert page.one("#topics-own")["value"] == "クラウド"
    assert [box["value"] for box in page.all("#topics input[checked]")] == ["vishing", "mis-send", "cloud-settings"]
    page = desk.submit({"topics-own": ""}, FORM)
    assert {"ja": "電話による詐欺", "en": "Fraud by telephone, "}[locale] in page.text("details.named summary")
    stored = make.run(lambda: queries.get_document(Incident, "mail-to-many")).document
    assert stored.topics == ["vishing", "mis-send", "cloud-settings"]
