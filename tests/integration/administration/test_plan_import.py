"""The pages of an import: from a file to a plan, applied or discarded, and undone."""

import io

import pytest

from tests.factories.maker import Maker
from tests.support.client import PageClient
from tests.support.statements import StatementCounter
from training.administration.forms import imports
from training.administration.importing.example import example
from training.extensions import db
from training.models import PeopleImport, PersonIdentity, User

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
    told = {"en": "was undone", "ja": "元に戻されました"}[locale]
    assert told not in page.text("main")
    client.get(f"{page.address}/undo")
    page = client.submit()
    assert {"en": "Undone", "ja": "元に戻し済み"}[locale] in page.text(".definitions")
    assert told in page.text("main")
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
