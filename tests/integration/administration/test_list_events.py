"""The ledger: who did what, with the names of today."""

from datetime import UTC, datetime
from functools import partial

import pytest

from tests.factories import documents
from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training import audit, clock
from training.administration import service
from training.administration.service import PersonData
from training.extensions import db
from training.learning.service.regrading import ATTEMPT_REGRADED
from training.models import PersonIdentity, Role, User, new_id
from training.pseudonyms import code_of
from training.studio import service as studio

LEDGER = "/administration/ledger"


def lines(client: PageClient, query: str = "") -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in client.get(LEDGER + query).all("tbody tr")]


def test_events_are_told_with_names(client: PageClient, administrator: User, make: Maker, locale: str) -> None:
    assert client.sign_in(administrator, locale).get(LEDGER).has(".empty-state")
    team = make.run(lambda: service.add_team("営業部", None, None, administrator.id))
    data = PersonData("青木 花子", "aoki@kyokun.example", team_id=team.id, roles=frozenset({Role.AUTHOR}))
    make.run(lambda: service.add_person(data, administrator.id))
    make.run(lambda: service.add_team("総務部", None, None, None))
    found = lines(client)
    assert len(found) == 5
    words = {
        "ja": ("管理 守", "役割を付与", "青木 花子", "役割：作成者", "部署：営業部", "プログラム"),
        "en": ("管理 守", "Granted a role", "青木 花子", "Role: Author", "Team: 営業部", "The program"),
    }
    for word in words[locale]:
        assert any(word in line for line in found), word


def test_documents_are_told_with_their_titles_and_digests_in_short(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    make.run(lambda: studio.import_bank(documents.bank(), None))
    control = next(iter(documents.bank().controls.values()))
    make.run(lambda: studio.save_document(control, 1, administrator.id))
    rows = client.sign_in(administrator, locale).get(f"{LEDGER}?action=document.saved").all("tbody tr")
    row = next(row for row in rows if control.key in row.get_text())
    told = " ".join(row.get_text(" ").split())
    assert control.title.root[locale] in told
    digest = row.select_one("[title]")
    assert digest
    assert len(str(digest["title"])) == 64
    assert str(digest["title"]) not in told


def test_filters_find_a_person_an_action_and_a_day(admin: PageClient, administrator: User, make: Maker) -> None:
    data = PersonData("青木 花子", "aoki@kyokun.example")
    person = make.run(lambda: service.add_person(data, administrator.id))
    make.run(lambda: service.add_team("営業部", None, None, None))
    assert len(lines(admin)) == 2
    assert len(lines(admin, "?person=aoki@")) == 1
    assert len(lines(admin, f"?person={person.id}")) == 1
    assert len(lines(admin, "?person=管理")) == 1
    assert len(lines(admin, "?action=team.added")) == 1
    assert len(lines(admin, "?since=2000-01-01&until=2099-12-31")) == 2
    assert lines(admin, "?until=2000-01-01") == []
    assert lines(admin, "?person=nobody") == []
    admin.get(LEDGER + "?action=none", 404)
    admin.get(LEDGER + "?since=yesterday", 404)


def test_a_day_is_whole_and_belongs_to_the_organisation(
    admin: PageClient, make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for moment in (datetime(2026, 5, 9, 14, 59, 59, 999_999, UTC), datetime(2026, 5, 9, 15, tzinfo=UTC)):
        with monkeypatch.context() as patch:
            patch.setattr(clock, "now", partial(datetime.fromtimestamp, moment.timestamp(), UTC))
            make.run(partial(service.add_team, f"{moment:%H:%M}", None, None, None))
    assert len(lines(admin, "?until=2026-05-09")) == 1
    assert len(lines(admin, "?since=2026-05-10&until=2026-05-10")) == 1
    assert len(lines(admin, "?since=2026-05-09&until=2026-05-10")) == 2


def test_a_day_beyond_the_calendar_is_not_found(admin: PageClient) -> None:
    admin.get(LEDGER + "?until=9999-12-31", 404)
    admin.get(LEDGER + "?since=0001-01-01", 404)


def test_an_erased_name_leaves_the_event(admin: PageClient, make: Maker) -> None:
    person = make.run(lambda: service.add_person(PersonData("青木 花子", "aoki@kyokun.example"), None))

    def erase() -> None:
        db.session.delete(db.session.get_one(PersonIdentity, person.id))

    make.run(erase)
    assert code_of(person.id) in lines(admin)[0]


def test_auditors_read_the_ledger_and_nothing_more(client: PageClient, make: Maker) -> None:
    make.run(lambda: service.add_person(PersonData("青木 花子", "aoki@kyokun.example"), None))
    client.sign_in(make.person(roles=[Role.AUDITOR]), "en")
    assert not client.get(LEDGER).has("tbody a")
    client.get("/administration/people", 403)


def test_statements_do_not_grow_with_events(admin: PageClient, make: Maker, count_statements: StatementCounter) -> None:
    admin.get(LEDGER)
    numbers = []
    for more in (2, 15):
        for number in range(more):
            data = PersonData(f"P{number}", f"p{more}-{number}@kyokun.example")
            make.run(partial(service.add_person, data, None))
        with count_statements() as counted:
            admin.get(LEDGER)
        numbers.append(counted.number)
    assert numbers[0] == numbers[1]


def test_a_score_that_a_ruling_changed_is_not_told(admin: PageClient, make: Maker) -> None:
    scores = {"score_before": 0.666667, "score_after": 0.833333}
    passed = {"passed_before": False, "passed_after": True}
    make.run(lambda: audit.record(ATTEMPT_REGRADED, new_id(), None, **scores, **passed))
    (line,) = lines(admin)
    assert "Passed after: Yes" in line
    for untold in ("Score", "0.666", "0.833", "67 %", "67%", "83 %", "83%"):
        assert untold not in line
