"""The pages of an import: from a file to a plan, applied or discarded, and undone."""

import io
from collections.abc import Callable
from typing import Any

import pytest

from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training import transaction
from training.administration.importing import keeping
from training.administration.importing.example import example
from training.administration.importing.plan import Plan
from training.administration.views import imports
from training.extensions import db
from training.models import Employment, PeopleImport, PersonIdentity, User

IMPORTS = "/administration/people/imports/"
FILE = "社員番号,氏名,メールアドレス,部署\nA1,残る 人,,本社/営業部\nB1,新入 太郎,taro@kyokun.example,\nB2,=1+1,,\n"


def upload(client: PageClient, data: bytes, status: int = 303, scope: str = "part") -> str:
    """Send a file and return the address of its plan, or the page that refuses it."""
    client.get(IMPORTS)
    fields = {"csrf_token": client.token(), "scope": scope, "creates_teams": "y", "sets_managers": "y"}
    sent = {**fields, "file": (io.BytesIO(data), "people.csv")}
    answer = client.flask_client.post(IMPORTS, data=sent, content_type="multipart/form-data")
    assert answer.status_code == status, answer.text
    return answer.headers.get("Location") or answer.text


def test_a_file_is_looked_at_applied_invited_and_undone(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    make.person("残る 人", employee_number="A1", email=None)
    page = client.get(upload(client.sign_in(administrator, locale), FILE.encode("cp932")))
    address = page.address
    assert "=1+1" in page.text("[aria-labelledby=lines]")
    assert "新入 太郎" in client.get(f"{address}?group=joiner").text("[aria-labelledby=lines]")
    assert "本社/営業部" in client.get(f"{address}?group=mover").text("[aria-labelledby=lines]")
    client.get(f"{address}?group=nobody", 404)
    client.get(address)
    page = client.submit(form="form[action$='/apply']")
    assert page.has(".notice-success")
    page = client.submit(form="form[action$='/invite']")
    assert not page.has("form[action$='/invite']")
    client.get(f"{page.address}/undo")
    page = client.submit()
    assert {"en": "Undone", "ja": "元に戻し済み"}[locale] in page.text(".definitions")
    # An invitation refers to the person, so the person stays, deactivated.
    assert "新入 太郎" in page.text("[aria-labelledby=left]")


def test_a_file_that_cannot_be_read_is_refused_with_reasons(admin: PageClient) -> None:
    refused = upload(admin, "氏名\n青木\n".encode(), 422)
    assert "No column has employee numbers or e-mail addresses." in refused
    assert "Choose a file." in upload(admin, b"", 422)


def test_a_file_that_takes_longer_than_a_request_may_is_left_to_the_command(
    admin: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MOST_LINES_OF_PAGE", 2)
    upload(admin, "社員番号,氏名\n7,甲\n8,乙\n".encode())
    refused = upload(admin, "社員番号,氏名\n7,甲\n8,乙\n9,丙\n".encode(), 422)
    assert "This page takes files of up to 2 lines." in refused
    assert "flask people import" in refused


def test_a_longer_plan_takes_no_more_statements(admin: PageClient, count_statements: StatementCounter) -> None:
    seen = []
    for number in (2, 24):
        rows = "".join(f"N{place},社員 {place},,本社\n" for place in range(number))
        address = upload(admin, f"社員番号,氏名,メールアドレス,部署\n{rows}".encode())
        for group in ("joiner", "team"):
            with count_statements() as counted:
                admin.get(f"{address}?group={group}")
            seen.append(counted.number)
    assert len(set(seen)) == 1


def test_columns_that_are_not_used_are_named_until_somebody_decides(admin: PageClient) -> None:
    page = admin.get(upload(admin, "社員番号,氏名,退職日付\nA1,新入 太郎,2020/3/31\n".encode()))
    assert "退職日付" in page.text(".notice-warning")
    page = admin.submit(form="form[action$='/apply']")
    assert not page.has(".notice-warning")
    with admin.app.app_context():
        assert db.session.scalars(db.select(PeopleImport.unused)).all() == ["[]"]


def test_a_discarded_plan_is_erased(admin: PageClient) -> None:
    admin.get(upload(admin, FILE.encode()))
    admin.post(f"{admin.page.address}/discard")
    with admin.app.app_context():
        (row,) = db.session.scalars(db.select(PeopleImport))
        assert (row.state.value, db.session.query(PersonIdentity).count()) == ("discarded", 1)


def test_the_examples_can_be_downloaded_and_imported(admin: PageClient) -> None:
    for language in ("ja", "en"):
        answer = admin.flask_client.get(f"{IMPORTS}example.csv?language={language}")
        assert answer.data == example(language)
        assert answer.data.startswith(b"\xef\xbb\xbf")
    page = admin.get(upload(admin, example("en")))
    assert not page.has("a[href*='group=error']")
    admin.get(f"{IMPORTS}example.csv?language=fr", 404)


def test_more_than_a_tenth_needs_the_number_and_the_reason(admin: PageClient, make: Maker) -> None:
    for number in range(3):
        make.person(f"社員 {number}", employee_number=f"C{number}", email=None)
    admin.get(upload(admin, "社員番号,氏名\nC0,社員 0\n".encode(), scope="everybody"))
    page = admin.submit({"leavers": "2"}, form="form[action$='/apply']", status=422)
    assert page.has("#reason-error")
    page = admin.submit({"leavers": "2", "reason": "The shop was sold"}, form="form[action$='/apply']")
    assert page.has(".notice-success")
    assert "The shop was sold" in admin.get("/administration/ledger").text("table")


def _planning(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return a list that will say of each planning whether it ran inside a transaction that writes."""
    seen: list[bool] = []
    depth: list[None] = []

    def run(work: Callable[[], Any]) -> Any:
        depth.append(None)
        try:
            return transaction_run(work)
        finally:
            depth.pop()

    def make_plan(*given: Any) -> Plan:
        seen.append(bool(depth))
        return planned(*given)

    transaction_run, planned = transaction.run, keeping.make_plan
    monkeypatch.setattr(transaction, "run", run)
    monkeypatch.setattr(keeping, "make_plan", make_plan)
    return seen


def test_people_who_changed_meanwhile_are_planned_anew(
    admin: PageClient, make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = admin.get(upload(admin, FILE.encode()))
    make.person("別の 人", employee_number="B1", email=None)
    in_transaction = _planning(monkeypatch)
    page = admin.submit(form="form[action$='/apply']")
    assert in_transaction == [True, False]  # once to apply, and not again while others wait
    assert page.has(".notice-warning")
    assert "別の 人" in admin.get(f"{page.address}?group=changed").text("[aria-labelledby=lines]")
    page = admin.submit(form="form[action$='/apply']")
    assert page.has(".notice-success")


def test_employment_and_leave_are_kept_shown_and_filtered(admin: PageClient, make: Maker) -> None:
    person = make.person("青木 花子")
    admin.get(f"/administration/people/{person.id}/edit")
    leave = {"leave_from": "2020-01-01", "leave_until": "2019-01-01"}
    admin.submit({"employment": Employment.DISPATCHED, "hired_on": "2019-04-01", **leave}, status=422)
    page = admin.submit({**leave, "leave_until": ""})
    assert "Dispatched worker" in page.text(".definitions")
    assert "1 April 2019" in page.text(".definitions")
    make.person("別の 人")
    for query in ("employment=dispatched", "status=leave"):
        assert "青木 花子" in admin.get(f"/administration/people?{query}").text("tbody")
        assert "別の 人" not in admin.page.text("tbody")
