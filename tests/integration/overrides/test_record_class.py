"""A class that was held: each line is told, nothing is recorded before it is confirmed, and then once."""

from datetime import timedelta
from io import BytesIO

from tests.factories.maker import Maker
from tests.integration.overrides.conftest import World
from tests.integration.overrides.test_give_override import WHY, assignment_of, day, overrides
from tests.support.client import PageClient
from tests.support.page import Page
from training import dates
from training.extensions import db
from training.models import AssignmentStatus, OverrideKind, User, UserStatus

CONFIRM = "form[action$='/record']"


def fields(make: Maker, people: str) -> dict[str, str]:
    return {"held_on": day(make, -1), "place": "3F, taught by compliance", "people": people, "reason": WHY}


def test_each_line_is_told_and_only_the_clear_ones_are_recorded(admin: PageClient, make: Maker, world: World) -> None:
    passed = make.person("修了 者", employee_number="E-101")
    make.assignment(passed, campaign=world.campaign, status=AssignmentStatus.PASSED)
    make.person("他の 人", employee_number="E-102")
    left = make.person("退職 者", employee_number="E-103", status=UserStatus.DEACTIVATED)
    away, forgotten = (
        make.person(name, employee_number=number) for name, number in (("休職 者", "E-104"), ("追加", "E-105"))
    )
    for person in (left, away, forgotten):
        make.assignment(person, campaign=world.campaign)

    def leave() -> None:
        row = db.session.get_one(User, away.id)
        row.leave_from = dates.today() - timedelta(days=30)

    make.run(leave)
    lines = "社員番号,氏名\nｅ-100,佐藤 葵\nE-100\nE-101\nE-102\nE-103\nE-104\nnobody@kyokun.example\nE-101;E-102"
    admin.get(f"/campaigns/{world.campaign.id}/class")
    admin.submit(fields(make, lines))
    told = [row.get_text(" ", strip=True) for row in admin.page.all("table")[0].select("tbody tr")]
    found = ["heading", "twice", "passed already", "not belong", "has left", "on leave", "Unknown", "several"]
    assert len(told) == len(found)
    assert all(words in line for words, line in zip(found, told, strict=True))
    assert overrides(make) == []
    page = admin.page
    for _time in range(2):
        admin.page = page
        admin.submit(form=CONFIRM)
    assert [(row.person_id, row.kind) for row in overrides(make)] == [(world.person.id, OverrideKind.ATTENDED)]
    held = assignment_of(make, world.person)
    assert (held.status, held.settled_by) == (AssignmentStatus.PASSED, OverrideKind.ATTENDED)
    assert held.completed_at
    moment = held.completed_at
    assert make.run(lambda: dates.day_of(moment).isoformat()) == day(make, -1)
    admin.page = page
    admin.submit({"people": "E-100\nE-105"}, form=CONFIRM)
    assert {row.person_id for row in overrides(make)} == {world.person.id, forgotten.id}


def test_a_file_in_shift_jis_is_read(admin: PageClient, make: Maker, world: World) -> None:
    data = "社員番号\tお名前\r\nE-100\t佐藤 葵\r\n".encode("cp932")
    admin.get(f"/campaigns/{world.campaign.id}/class")
    sent = {**fields(make, ""), "file": (BytesIO(data), "class.csv"), "csrf_token": admin.token()}
    answer = admin.flask_client.post(f"/campaigns/{world.campaign.id}/class", data=sent)
    admin.page = Page(answer.status_code, f"/campaigns/{world.campaign.id}/class", answer.text, {})
    assert "佐藤 葵" in admin.page.text("main")
    admin.submit(form=CONFIRM)
    assert len(overrides(make)) == 1


def test_a_list_of_nobody_and_a_class_of_tomorrow_are_refused(
    admin: PageClient, make: Maker, world: World, locale: str
) -> None:
    admin.sign_in(world.boss, locale).get(f"/campaigns/{world.campaign.id}/class")
    admin.submit(fields(make, ""), status=422)
    assert admin.page.has(".error-summary a[href='#people']")
    admin.submit({**fields(make, "E-100"), "held_on": day(make, 1)}, status=422)
    assert admin.page.has(".error-summary a[href='#held_on']")


def test_one_person_can_be_recorded_from_the_own_page(admin: PageClient, make: Maker, world: World) -> None:
    admin.get(f"{world.address}/attended")
    admin.submit({"held_on": day(make, 0), "place": "Online, taught by T. Mori", "reason": WHY})
    override = overrides(make)[0]
    admin.sign_in(world.person, "en").get(f"/training/assignments/{world.assignment.id}/decisions")
    admin.get(admin.page.one(".actions a")["href"])
    assert admin.page.address == f"/certificates/{override.id}"
    assert "attended" in admin.page.text(".certificate")
