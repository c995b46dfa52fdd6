"""A notice is pasted, read, corrected on the desk, and becomes the draft of an incident."""

import re
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from io import BytesIO

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from questions.control import Control
from questions.notices import reader
from questions.notices.facts import Notice
from tests.factories import documents as small
from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.page import Page
from tests.support.statements import StatementCounter
from tests.support.together import together
from tests.unit.questions.notices.test_desk import TEXT
from training.extensions import db
from training.models import AuditEvent, NoticeRecord, User
from training.reading import writing
from training.studio import queries, service
from training.studio.desk import reading

NEW = "/studio/notices/new"
DESK = "form.desk-entries"
one_database = pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)


@pytest.fixture
def pasted(desk: PageClient) -> Page:
    desk.get(NEW)
    return desk.submit({"text": TEXT, "address": "https://aoba.example/notice"}, "main form")


def entry_of(page: Page, kind: str, words: str) -> str:
    """Return the number of the fields of an entry."""
    found = page.one(f"[aria-labelledby=kind-{kind}] .desk-entry:has(input[value='{words}'])")
    return found.one("input[type=checkbox]")["name"].rpartition("_")[2]


def rows(make: Maker) -> list[NoticeRecord]:
    return make.run(lambda: list(db.session.scalars(select(NoticeRecord))))


def lay(text: str, author_id: uuid.UUID) -> uuid.UUID:
    return reading.paste(reading.read_text(text), "", None, author_id)


@one_database
@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Notice of an incident" + " at our clinics" * 8, "Notice of an incident" + " at our clinics" * 5 + "…"),
        ("個人情報流出のお詫び" * 11, ("個人情報流出のお詫び" * 10)[:99] + "…"),
    ],
)
def test_a_headline_that_is_too_long_is_cut_between_words(desk: PageClient, line: str, title: str) -> None:
    desk.get(NEW)
    assert desk.submit({"text": f"{line}\n{TEXT}"}, "main form").text("h1") == title


@one_database
def test_a_text_that_is_no_incident_is_stored_only_when_that_is_said(
    desk: PageClient, make: Maker, locale: str
) -> None:
    desk.get(NEW)
    text = "夏季休業のお知らせ\n8月10日から15日まで休業します。"
    page = desk.submit({"text": text, "title": "休業"}, "main form", 422)
    assert page.has(".notice-warning a[href='/studio/incidents/new']")
    assert {"ja": "まだ保存していません", "en": "nothing is stored yet"}[locale] in page.text("#text-error")
    assert (page.one("#title")["value"], rows(make)) == ("休業", [])
    page = desk.submit({"keeps": "y"}, "main form")
    assert (page.text("h1"), [row.source_text for row in rows(make)]) == ("休業", [text])


@one_database
def test_notices_of_one_title_are_told_apart(desk: PageClient, pasted: Page) -> None:
    told = desk.get("/studio/notices/").one("tbody tr")
    assert [cell.get_text(strip=True) for cell in told.select("td")[:2]] == ["株式会社青葉商店", "2021-03-01"]


@one_database
def test_what_was_set_aside_is_shown_as_set_aside(desk: PageClient) -> None:
    advert = "ご入会のお手続きはこちら"
    desk.get(NEW)
    page = desk.submit({"text": f"{TEXT}{advert}\n"}, "main form")
    assert page.text(".notice-text .set-aside") == advert


def test_facts_are_marked_in_the_notice_and_listed_beside_it(pasted: Page, locale: str) -> None:
    assert pasted.has(".notice-text a.found")
    assert "".join(TEXT.split()) == "".join(pasted.one(".notice-text").get_text().split())
    for link in pasted.all(".desk-words a, .notice-text a.found"):
        assert pasted.has(link["href"]), link["href"]
    assert {"ja": "気づくまでの日数 40", "en": "Days until it was noticed 40"}[locale] in pasted.text(".key-figures")


def test_a_correction_is_kept(desk: PageClient, pasted: Page, make: Maker) -> None:
    number = entry_of(pasted, "date", "2021-05-20")
    page = desk.submit({f"value_{number}": "2021-05-21", f"detail_{number}": "told"}, DESK)
    assert page.one(f"#value_{number}")["value"] == "2021-05-21"
    assert page.one(f"#detail_{number} option[selected]")["value"] == "told"
    actions = make.run(lambda: set(db.session.scalars(select(AuditEvent.action))))
    assert {"notice.pasted", "notice.corrected"} <= actions


def test_a_value_in_no_normal_form_is_refused_and_kept_typed(desk: PageClient, pasted: Page, make: Maker) -> None:
    number = entry_of(pasted, "date", "2021-05-20")
    page = desk.submit({f"value_{number}": "5月20日"}, DESK, 422)
    assert page.has(f"#value_{number}-error")
    assert page.has(f".error-summary a[href='#value_{number}']")
    assert page.one(f"#value_{number}")["value"] == "5月20日"
    assert rows(make)[0].edition == 1


def test_words_of_the_notice_are_added(desk: PageClient, pasted: Page) -> None:
    page = desk.submit({"added_words": "当社の通販サイト", "added_kind": "party"}, DESK)
    assert page.has(f"#{page.all('[aria-labelledby=kind-party] .desk-entry')[-1]['id'].replace('entry-', 'place-')}")
    refused = desk.submit({"added_words": "決済代行会社の担当者", "added_kind": "party"}, DESK, 422)
    assert refused.has("#added_words-error")


@one_database
def test_what_was_typed_on_a_desk_is_offered_again_and_shown_without_saving(
    desk: PageClient, pasted: Page, make: Maker
) -> None:
    assert pasted.has("form.desk-entries[data-keeps]:not([data-unsaved])")
    assert pasted.has("[data-unsaved-offer] [data-bring-back]")
    assert pasted.has("form.desk-entries [data-unsaved-status]")
    number = entry_of(pasted, "date", "2021-05-20")
    page = desk.submit({f"value_{number}": "2021-05-21", "added_words": "当社", "do": "show:kept"}, DESK)
    assert page.has("form.desk-entries[data-unsaved]")
    assert page.one(f"#value_{number}")["value"] == "2021-05-21"
    assert page.one("#added_words")["value"] == "当社"
    assert rows(make)[0].edition == 1


@one_database
def test_an_entry_is_added_by_its_own_button_and_measures_are_read_whole(
    desk: PageClient, pasted: Page, locale: str
) -> None:
    assert pasted.has("section:has(#added-title) button[name=adds]")
    refused = desk.submit({"adds": "1"}, DESK, 422)
    assert refused.has("#added_words-error")
    measure = {"added_words": "当社の通販サイト", "added_kind": "measure", "adds": "1"}
    page = desk.submit(measure, DESK)
    assert {"ja": "追加し", "en": "is added"}[locale] in page.text(".notice-success")
    box = "textarea[name=value_own-measure-1]"
    assert page.one(box).get_text().strip() == "当社の通販サイト"
    whole = "一行目の対策です。\r\n二行目の対策です。"
    assert desk.submit({"value_own-measure-1": whole}, DESK).one(box).get_text().strip() == whole.replace("\r", "")


def test_two_who_correct_at_once_are_joined_and_choose_where_they_differ(desk: PageClient, pasted: Page) -> None:
    date, count = entry_of(pasted, "date", "2021-05-20"), entry_of(pasted, "count", "120")
    then = {"edition": "1"}
    desk.submit({**then, f"value_{date}": "2021-05-21", "added_words": "当社の通販サイト", "added_kind": "party"}, DESK)
    joined = desk.submit({**then, f"value_{date}": "2021-05-20", f"value_{count}": "121"}, DESK)
    assert [joined.one(f"#value_{each}")["value"] for each in (date, count)] == ["2021-05-21", "121"]
    assert joined.has("#removed_own-party-1")
    again = desk.submit({**then, f"value_{date}": "2021-05-22"}, DESK, 422)
    assert again.has(".error-summary")
    assert again.one(f"#value_{date}")["value"] == "2021-05-22"
    assert "2021-05-21" in again.text(f"#entry-{date} .desk-theirs")
    assert desk.submit({}, DESK).one(f"#value_{date}")["value"] == "2021-05-22"


@one_database
def test_a_notice_is_read_again_with_the_controls_that_came(desk: PageClient, make: Maker, author: User) -> None:
    desk.get(NEW)
    desk.submit({"text": f"{TEXT}\n決済画面が改ざんされました。"}, "main form")
    desk.submit({"value_date-2021-05-20": "2021-05-21", "added_words": "当社の通販サイト", "added_kind": "party"}, DESK)
    alike = small.control("own-pages").model_copy(update={"topics": ["payment-page-tampering"]})
    make.run(lambda: service.add_document(alike, author.id))
    page = desk.submit({"added_words": "改ざん", "added_kind": "party"}, DESK, button=".desk-again button")
    assert page.has("#entry-own-party-2"), "what was typed and not saved is saved first"
    assert page.has("#entry-control-own-pages")
    assert page.has("#entry-own-party-1")
    assert page.one("[name=value_date-2021-05-20]")["value"] == "2021-05-21"


def test_an_own_entry_is_deleted_and_one_that_was_read_is_only_left_out(desk: PageClient, pasted: Page) -> None:
    assert not pasted.has("[name^=removed_]")
    page = desk.submit({"added_words": "当社の通販サイト", "added_kind": "party"}, DESK)
    assert page.has("#removed_own-party-1")
    assert not desk.submit({"removed_own-party-1": "y"}, DESK).has("#entry-own-party-1")


@one_database
def test_a_control_says_why_it_is_proposed(desk: PageClient, make: Maker, author: User, locale: str) -> None:
    coded = small.control().model_copy(update={"checklist_code": "22-24"})
    alike = small.control("own-pages").model_copy(update={"topics": ["payment-page-tampering", "unauthorised-access"]})
    make.run(lambda: service.save_document(coded, 1, author.id))
    make.run(lambda: service.add_document(alike, author.id))
    desk.get(NEW)
    page = desk.submit({"text": f"{TEXT}\n決済画面が改ざんされました。\n22-24（22条）委託先の監督\n"}, "main form")
    reasons = page.text("[aria-labelledby=kind-control]")
    assert {"ja": "番号22-24があるため", "en": "names number 22-24"}[locale] in reasons
    assert {"ja": "の事例と読み取れるため", "en": "tell of the topic"}[locale] in reasons


def test_it_becomes_an_incident(desk: PageClient, pasted: Page, make: Maker) -> None:
    form = desk.submit({"goes_on": "1"}, DESK)
    assert form.one("#impact-people")["value"] == "120"
    assert form.has("#facts-0 [name='facts-0-span']")
    own = {"organisation-ja": "青葉商店", "sector-ja": "小売", "short_name": "aoba-2021"}
    saved = desk.submit(own, "form.studio-form")
    assert saved.address == "/studio/incidents/aoba-2021/proposals"
    assert rows(make)[0].incident_key == "aoba-2021"
    assert desk.get(pasted.address).has(".notice-success a[href='/studio/incidents/aoba-2021']")
    assert "aoba-2021" in desk.get("/studio/notices/").text("tbody")


@one_database
def test_a_notice_of_early_in_the_morning_was_seen_on_that_day(desk: PageClient, pasted: Page, make: Maker) -> None:
    evening_in_london = datetime(2024, 5, 9, 22, 30, tzinfo=UTC)
    make.run(lambda: db.session.execute(update(NoticeRecord).values(created_at=evening_in_london)))
    assert desk.submit({"goes_on": "1"}, DESK).one("[name='sources-0-seen_on']")["value"] == "2024-05-10"


def test_an_incident_is_kept_though_its_notice_went_meanwhile(desk: PageClient, pasted: Page, make: Maker) -> None:
    desk.submit({"goes_on": "1"}, DESK)
    make.run(lambda: db.session.execute(delete(NoticeRecord)))
    own = {"organisation-ja": "青葉商店", "sector-ja": "小売", "country": "JP", "short_name": "aoba-2021"}
    assert desk.submit(own, "form.studio-form").address == "/studio/incidents/aoba-2021/proposals"


def test_what_no_page_can_show_is_no_fault_of_the_server(desk: PageClient) -> None:
    desk.get(NEW)
    token = desk.token()
    for field in ("text", "title", "address"):
        fields = {"csrf_token": token, "text": TEXT, field: f"https://a.example/\x00{TEXT[:20]}"}
        assert desk.flask_client.post(NEW, data=fields).status_code < 500


def test_the_same_incident_is_told_of(desk: PageClient, pasted: Page) -> None:
    desk.submit({"goes_on": "1"}, DESK)
    own = {"organisation-ja": "青葉商店", "sector-ja": "小売", "short_name": "aoba-2021"}
    desk.submit(own, "form.studio-form")
    desk.get(NEW)
    again = desk.submit({"text": f"{TEXT}\n以上", "address": "https://aoba.example/notice"}, "main form")
    assert again.has(".notice-warning a[href='/studio/incidents/aoba-2021']")


def test_a_text_that_is_there_already_leads_to_its_notice(
    desk: PageClient, pasted: Page, make: Maker, locale: str
) -> None:
    desk.get(NEW)
    again = desk.submit({"text": TEXT, "address": "https://aoba.example/notice"}, "main form")
    assert again.address == pasted.address
    told = {"ja": "まったく同じ文章の公表資料がすでにある", "en": "is here already"}[locale]
    assert told in again.text(".notice-info")
    assert len(rows(make)) == 1


def test_a_text_that_comes_twice_at_once_is_stored_once(app: Flask, make: Maker, author: User, bank: None) -> None:
    first, second = together(app, [partial(lay, TEXT, author.id)] * 2)
    assert first == second
    assert [row.id for row in rows(make)] == [first]
    pasted = select(AuditEvent.action).where(AuditEvent.action == "notice.pasted")
    assert len(make.run(lambda: list(db.session.scalars(pasted)))) == 1


@pytest.mark.parametrize("text", ["", "   \n", "繧ｪ繝ｳ繝ｩ繧､繝ｳ縺ｧ縺ｮ莠区腐縺ｮ縺顔衍繧峨○" * 3])
def test_what_can_not_be_read_is_explained(desk: PageClient, make: Maker, text: str) -> None:
    desk.get(NEW)
    assert desk.submit({"text": text}, "main form", 422).has("#text-error")
    assert not rows(make)


def test_a_file_in_shift_jis_is_read(desk: PageClient, make: Maker) -> None:
    token = desk.get(NEW).one("main form input[name=csrf_token]")["value"]
    data = {"csrf_token": token, "file": (BytesIO(TEXT.encode("cp932")), "notice.txt")}
    response = desk.flask_client.post(NEW, data=data, content_type="multipart/form-data")
    assert response.status_code == 303
    assert rows(make)[0].source_text.split() == TEXT.split()


@one_database
@pytest.mark.parametrize(("size", "status"), [(5_200_000, 422), (6_000_000, 413)])
def test_a_long_paste_is_refused_with_what_helps(
    client: PageClient, author: User, bank: None, size: int, status: int
) -> None:
    desk = client.sign_in(author, "en")
    token = desk.get(NEW).one("main form input[name=csrf_token]")["value"]
    part = '--part\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    sent = part.format("csrf_token", token) + part.format("text", TEXT + "x" * (size - len(TEXT.encode()))) + "--part--"
    response = desk.flask_client.post(NEW, data=sent.encode(), content_type="multipart/form-data; boundary=part")
    assert response.status_code == status
    assert status != 422 or "less than 5 MB is read" in response.get_data(as_text=True)


def test_a_text_that_is_no_incident_says_so_when_it_is_kept_too(desk: PageClient) -> None:
    desk.get(NEW)
    text = "社員食堂の新しい献立についてお知らせします。毎週金曜日はカレーです。"
    page = desk.submit({"text": text, "keeps": "y"}, "main form")
    assert page.has(".notice-warning a[href='/studio/incidents/new']")
    assert page.has(".notice-warning a[href$='/remove']")


def test_scripts_of_a_pasted_page_are_no_text(desk: PageClient) -> None:
    desk.get(NEW)
    html = f"<html><body><script>alert('x')</script><p>{TEXT}</p></body></html>"
    page = desk.submit({"text": html}, "main form")
    assert "alert" not in page.text(".notice-text")


def test_a_notice_is_removed_and_its_incident_stays(desk: PageClient, pasted: Page, make: Maker) -> None:
    desk.get(f"{pasted.address}/remove")
    page = desk.submit({}, "main form")
    assert page.address == "/studio/notices/"
    assert not rows(make)
    desk.get(pasted.address, 404)
    desk.get(f"/studio/notices/{uuid.uuid4()}", 404)
    assert re.search("削除|removed", page.text("main"))


@pytest.fixture
def left(desk: PageClient, pasted: Page, make: Maker, author: User) -> Page:
    """Return the page that answers to work on a notice that was removed meanwhile."""
    desk.submit({"added_words": "当社の通販サイト", "added_kind": "party"}, DESK)
    notice = rows(make)[0].id
    make.run(lambda: reading.remove(notice, author.id))
    return desk.submit({"value_date-2021-05-20": "2021-05-21", "goes_on": "1"}, DESK, 409)


def test_work_on_a_notice_that_was_removed_meanwhile_is_shown(left: Page, locale: str) -> None:
    assert left.one("[name=value_date-2021-05-20]")["value"] == "2021-05-21"
    assert {"ja": "削除されました", "en": "was removed"}[locale] in left.text("h1")
    assert left.one("#words-own-party-1").get_text().endswith("当社の通販サイト")


@one_database
def test_a_removed_notice_is_pasted_again_and_the_work_is_in_it(desk: PageClient, left: Page, pasted: Page) -> None:
    assert desk.submit({"again": "1"}, DESK, 422).has("#text-error")
    page = desk.submit({"text": TEXT, "again": "1", "kept_data-name": ()}, DESK)
    assert page.address == pasted.address
    assert page.one("[name=value_date-2021-05-20]")["value"] == "2021-05-21"
    assert page.has("#entry-own-party-1")
    assert not page.has("[name=kept_data-name][checked]")


@one_database
def test_an_incident_is_written_from_what_is_left_of_a_removed_notice(
    desk: PageClient, left: Page, make: Maker
) -> None:
    desk.submit({"value_date-2021-05-20": "5月20日", "goes_on": "1"}, DESK, 422)
    form = desk.submit({"value_date-2021-05-20": "2021-05-21", "goes_on": "1"}, DESK)
    assert form.one("#impact-people")["value"] == "120"
    assert "決済" not in rows(make)[0].source_text
    own = {"organisation-ja": "青葉商店", "sector-ja": "小売", "country": "JP", "short_name": "aoba-2021"}
    assert desk.submit(own, "form.studio-form").address == "/studio/incidents/aoba-2021/proposals"


@one_database
@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://aoba.example/" + "x" * 600])
def test_what_comes_along_of_a_removed_notice_is_no_other_than_could_be_typed(
    desk: PageClient, left: Page, make: Maker, address: str
) -> None:
    desk.submit({"address": address, "title": "題" * 300, "text": TEXT, "again": "1"}, DESK)
    assert (rows(make)[0].address, len(rows(make)[0].title)) == (None, 100)


@one_database
def test_whom_notices_name_is_read_at_once(
    app: Flask, make: Maker, author: User, count_statements: StatementCounter
) -> None:
    for number in range(12):
        notice = make.run(partial(lay, f"{TEXT}\n代表取締役　星野 健{number}", author.id))
        make.run(partial(reading.connect, notice, f"case-{number}"))
    with count_statements() as counted:
        people = make.run(lambda: queries.load_bank().people)
    assert len(people) == 12
    assert sum("notice" in statement for statement in counted.statements) == 2


@one_database
def test_no_text_is_read_while_others_wait_to_write(
    desk: PageClient, author: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, held = reader.read, []

    def watched(text: str, controls: Iterable[Control]) -> Notice:
        held.append(writing() is not None)
        return read(text, controls)

    monkeypatch.setattr(f"{reading.__name__}.read", watched)
    desk.get("/studio/notices/new")
    desk.submit({"text": TEXT}, "main form")
    desk.submit({}, DESK, button=".desk-again button")
    assert held == [False, False]
