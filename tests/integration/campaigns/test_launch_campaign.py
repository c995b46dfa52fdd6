"""A campaign is launched in two steps: the form, then a look at who would get it."""

import json
from datetime import date, timedelta
from functools import partial

import pytest
from sqlalchemy import func, select, update

from tests.factories.documents import release_document
from tests.factories.maker import Maker
from tests.support.client import PageClient
from training import clock, dates
from training.administration.service import add_tag, give_tag
from training.campaigns.views import launch
from training.extensions import db
from training.models import (
    Assignment,
    AuditEvent,
    Campaign,
    Employment,
    NoticeRecord,
    OutgoingMail,
    Role,
    User,
    UserStatus,
)

NEW = "/campaigns/new"


def count(client: PageClient, model: type[Assignment | Campaign | OutgoingMail]) -> int:
    with client.app.app_context():
        return db.session.scalar(select(func.count()).select_from(model)) or 0


def test_a_campaign_reaches_its_audience(client: PageClient, administrator: User, make: Maker, locale: str) -> None:
    make.release()
    team = make.team("営業部")
    make.person("青木 花子", team=team)
    make.person("馬場 次郎", email=None, team=team, status=UserStatus.INVITED)
    make.person("千葉 進", email=None, employee_number="C9")
    make.person("外部 人")
    client.sign_in(administrator, locale).get(NEW)
    page = client.submit({"name": "秋の研修", "teams": str(team.id), "people": "ｃ９\n"})
    assert {"ja": "3人", "en": "3 people"}[locale] in page.text(".answer")
    assert len(page.all("tbody tr")) == 3
    assert page.has(".notice-warning")
    assert page.has(".notice-info")
    assert count(client, Campaign) == 0
    page = client.submit()
    assert page.text("h1") == "秋の研修"
    assert len(page.all("[aria-labelledby=list] tbody tr")) == 3
    assert count(client, OutgoingMail) == 1


def test_the_same_launch_sent_twice_launches_once(admin: PageClient, make: Maker) -> None:
    make.release()
    admin.get(NEW)
    admin.submit({"name": "秋の研修", "everyone": "y"})
    preview = admin.page
    first = admin.submit()
    admin.page = preview
    second = admin.submit()
    assert first.address == second.address
    assert count(admin, Campaign) == count(admin, Assignment) == 1


def test_only_those_who_were_shown_get_it(admin: PageClient, make: Maker) -> None:
    make.release()
    admin.get(NEW)
    admin.submit({"name": "秋の研修", "everyone": "y"})
    make.person("あとから 来た人")
    page = admin.submit(status=409)
    assert page.has(".notice-warning")
    assert "あとから 来た人" in page.text("main")
    assert count(admin, Campaign) == 0
    admin.submit()
    assert count(admin, Assignment) == 2


def test_something_can_be_changed_after_the_preview(admin: PageClient, make: Maker) -> None:
    make.release()
    admin.get(NEW)
    admin.submit({"name": "秋の研修", "roles": "administrators"})
    page = admin.post(NEW, {**hidden(admin), "change": "1"})
    assert page.has('#name[value="秋の研修"]')
    assert page.has("#roles input[value=administrators][checked]")
    assert count(admin, Campaign) == 0


def hidden(client: PageClient) -> dict[str, str]:
    return {field["name"]: field["value"] for field in client.page.all("main form input[type=hidden]")}


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"name": ""}, "#name-error"),
        ({"due_on": ""}, "#due_on-error"),
        ({"due_on": "2020-01-01"}, "#due_on-error"),
        ({"due_on": "9999-12-31"}, "#due_on-error"),
        ({"opens_on": "2099-01-01"}, "#opens_on-error"),
        ({"opens_on": "0001-01-01"}, "#opens_on-error"),
        ({"opens_on": "9999-12-31", "due_kind": "days", "due_days": "14"}, "#opens_on-error"),
        ({"due_kind": "days", "due_days": "99999999999999"}, "#due_days-error"),
        ({"due_kind": "days", "due_days": "-999999999"}, "#due_days-error"),
        ({"people": "nobody@kyokun.example"}, "#people-error"),
        ({"people": "gone@kyokun.example"}, "#people-error"),
        ({"release": "x"}, "#release-error"),
        ({"teams": "x"}, "#teams-error"),
        ({"everyone": []}, ".error-summary"),
    ],
)
def test_mistakes_are_named(admin: PageClient, make: Maker, fields: dict[str, str], error: str) -> None:
    make.release()
    make.team()
    make.person(email="gone@kyokun.example", status=UserStatus.DEACTIVATED)
    admin.get(NEW)
    page = admin.submit({"name": "秋の研修", "everyone": "y", **fields}, status=422)
    assert page.has(error)
    assert count(admin, Campaign) == 0


def test_due_ends_with_the_day_of_the_organisation(admin: PageClient, make: Maker) -> None:
    make.release()
    day = dates_today(admin) + timedelta(days=3)
    admin.get(NEW)
    admin.submit({"name": "x", "everyone": "y", "due_on": day.isoformat()})
    admin.submit()
    with admin.app.app_context():
        due_at = db.session.scalars(select(Campaign.due_at)).one()
        assert due_at == dates.end_of(day)
        assert dates.day_of(due_at) == day
        assert dates.day_of(due_at + timedelta(seconds=1)) == day + timedelta(days=1)


def dates_today(client: PageClient) -> date:
    with client.app.app_context():
        return dates.today()


def test_the_newest_release_comes_first(admin: PageClient, make: Maker) -> None:
    make.release(number=1)
    newest = make.release(number=2)
    page = admin.get(NEW)
    assert page.all("#release option")[0]["value"] == str(newest.id)


def test_without_a_release_there_is_a_word_on_what_to_do(client: PageClient, administrator: User, locale: str) -> None:
    assert client.sign_in(administrator, locale).get(NEW).has(".empty-state")


def test_authors_do_not_launch(client: PageClient, make: Maker) -> None:
    client.sign_in(make.person(roles=[Role.AUTHOR])).get(NEW, 403)


def test_a_name_that_exposes_somebody_stays_only_by_a_tick(admin: PageClient, make: Maker, locale: str) -> None:
    make.release()
    admin.get(NEW)
    page = admin.submit({"name": "研修 090-3456-7890", "everyone": "y"}, status=422)
    assert "090-3456-7890" in page.text("#name-error")
    assert admin.submit({"name": "研修 080-3456-7891", "keep_words": "y"}, status=422).has("#name-error")
    admin.submit({"keep_words": "y"})
    admin.submit()
    assert count(admin, Campaign) == 1


def test_a_name_does_not_tell_whom_the_notice_alone_names(admin: PageClient, make: Maker) -> None:
    make.release()
    desk = {"entries": [{"kind": "party", "value": "みなと梱包サービス株式会社"}], "people": ["岡部 健一郎"]}
    notice = {"title": "お知らせ", "source_text": "お知らせ", "language": "ja", "desk": json.dumps(desk)}
    about = {"incident_key": release_document().incidents[0].key, "created_at": clock.now(), "updated_at": clock.now()}
    make.run(lambda: db.session.add(NoticeRecord(**notice, **about)))
    admin.get(NEW)
    for name in ("みなと梱包サービスの件", "岡部健一郎の件"):
        assert admin.submit({"name": name, "everyone": "y"}, status=422).has("#name-error")


def test_conditions_and_rules_are_told_before_and_after_the_launch(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    make.release()
    sales, shop = make.team("営業部"), make.team("店舗", name_en="Shop")
    for name, team, employment, hired_on in (
        ("青木 花子", sales, Employment.PART_TIME, date(2020, 4, 1)),
        ("馬場 次郎", sales, Employment.OFFICER, date(2020, 4, 1)),
        ("千葉 進", shop, Employment.PART_TIME, date(2020, 4, 1)),
        ("土井 昇", sales, Employment.PART_TIME, None),
    ):
        is_new = User.id == make.person(name, team=team).id
        values = {"employment": employment, "hired_on": hired_on}
        make.run(partial(db.session.execute, update(User).where(is_new).values(**values)))
    client.sign_in(administrator, locale).get(NEW)
    rules = {"due_kind": "days", "due_days": "30", "repeats": "after_completion", "repeat_months": "12"}
    conditions = {"employments": "part-time", "hired_from": "2020-01-01", "without_teams": str(shop.id)}
    page = client.submit({"name": "研修", "everyone": "y", "due_on": "", **rules, **conditions})
    assert [cell.get_text(strip=True) for cell in page.all("tbody th")] == ["青木 花子"]
    reasons = page.text("details.more")
    why = {"ja": ["除外した部署", "雇用区分が対象外"], "en": ["left out", "Other kind"]}[locale]
    assert all(words in reasons for words in why)
    told = {"ja": ["修了から12か月後", "入社から30日後"], "en": ["12 months after", "30 days after"]}[locale]
    assert all(words in page.text("main") for words in told)
    page = client.submit()
    assert all(words in page.text("main") for words in told)
    assert count(client, Assignment) == 1


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({"due_kind": "days"}, "#due_days-error"),
        ({"due_kind": "days", "due_days": "0"}, "#due_days-error"),
        ({"repeats": "after_completion", "repeat_months": ""}, "#repeat_months-error"),
        ({"closes_on": "2020-01-01"}, "#due_on-error"),
        ({"hired_from": "2026-02-01", "hired_until": "2026-01-01"}, "#hired_until-error"),
        ({"without_people": "admin@kyokun.example\nnobody@kyokun.example"}, "#without_people-error"),
        ({"repeats": "yearly", "due_kind": "days", "due_days": "366"}, "#due_days-error"),
    ],
)
def test_mistakes_in_rules_are_named(admin: PageClient, make: Maker, fields: dict[str, str], error: str) -> None:
    make.release()
    admin.get(NEW)
    page = admin.submit({"name": "秋の研修", "everyone": "y", **fields}, status=422)
    assert page.has(error)
    if "without_people" in fields:
        assert "line 2: nobody@kyokun.example" in page.text(error)


def test_names_are_paged_in_the_preview(admin: PageClient, make: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "SHOWN_PEOPLE", 2)
    make.release()
    for name in ("い", "ろ", "は"):
        make.person(name)
    admin.get(NEW)
    seen = admin.submit({"name": "x", "everyone": "y"}).all("tbody th")
    page = admin.post(NEW, {**hidden(admin), "page": "2" + "0" * 20})
    names = [cell.get_text(strip=True) for cell in [*seen, *page.all("tbody th")]]
    assert len(names) == len(set(names)) == 4


def test_a_campaign_is_paused_and_goes_on(admin: PageClient, make: Maker, locale: str) -> None:
    campaign = make.campaign()
    admin.get(f"/campaigns/{campaign.id}/pause")
    page = admin.submit()
    assert page.has(".notice-warning")
    assert admin.get("/campaigns/?state=paused").text("tbody th")
    admin.get(f"/campaigns/{campaign.id}")
    admin.post(f"/campaigns/{campaign.id}/resume", {})
    assert not admin.get(f"/campaigns/{campaign.id}").has(".notice-warning")
    with admin.app.app_context():
        actions = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.at)).all()
    assert actions[-2:] == ["campaign.paused", "campaign.resumed"]


def test_tags_are_part_condition_and_exclusion(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    make.release()
    card, home, away = (make.run(partial(add_tag, name, None, None)).id for name in ("カード", "在宅", "出張"))
    both, one, left_out = make.person("青木 花子"), make.person("馬場 次郎"), make.person("千葉 進")
    for tag, people in ((card, [both.id, one.id, left_out.id]), (home, [both.id, left_out.id]), (away, [left_out.id])):
        make.run(partial(give_tag, tag, people, None))
    client.sign_in(administrator, locale).get(NEW)
    chosen = {"tags": str(card), "only_tags": str(home), "without_tags": str(away)}
    page = client.submit({"name": "秋の研修", **chosen})
    assert [row.get_text(strip=True) for row in page.all("tbody th")] == ["青木 花子"]
    words = {
        "ja": ("「カード」のタグ", "タグが「在宅」", "タグが「出張」"),
        "en": ("“カード”", "tag: 在宅", "tag: 出張"),
    }
    for word in words[locale]:
        assert word in page.text("main")
    assert len(page.all("main details li")) >= 2, "and why the others do not get it"
    page = client.submit()
    for word in words[locale]:
        assert word in page.text("main")
