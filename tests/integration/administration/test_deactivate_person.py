"""Ending and restoring access, and resetting it."""

from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.administration import queries
from training.models import User, UserStatus


def status(client: PageClient, person: User) -> UserStatus:
    with client.app.app_context():
        return UserStatus(queries.get_person(person.id, "en").status)


def test_deactivating_asks_first_and_signs_out(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    person = make.person("青木 花子")
    elsewhere = PageClient(client.app).sign_in(person)
    elsewhere.get("/training/")
    page = client.sign_in(administrator, locale).get(f"/administration/people/{person.id}/deactivate")
    assert "青木 花子" in page.text("h1")
    assert status(client, person) is UserStatus.ACTIVE
    page = client.submit()
    assert page.has(".notice-success")
    assert status(client, person) is UserStatus.DEACTIVATED
    assert elsewhere.get("/training/").address.startswith("/sign-in")
    client.get(f"/administration/people/{person.id}/reactivate")
    client.submit()
    assert status(client, person) is UserStatus.INVITED


def test_nobody_deactivates_themselves(admin: PageClient, administrator: User) -> None:
    page = admin.get(f"/administration/people/{administrator.id}")
    assert not page.has("a[href$='/deactivate']")
    admin.get(f"/administration/people/{administrator.id}/deactivate")
    page = admin.submit(status=409)
    assert "yourself" in page.text(".error-summary")
    assert status(admin, administrator) is UserStatus.ACTIVE


def test_resetting_by_mail_takes_the_password_away(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    person = make.person()
    client.sign_in(administrator, locale).get(f"/administration/people/{person.id}/reset")
    page = client.submit({"channel": "mail"})
    assert page.has(".notice-success")
    assert status(client, person) is UserStatus.INVITED
    assert PageClient(client.app).sign_in(person).get("/training/").address.startswith("/sign-in")


def test_resetting_without_a_mailbox_prints_a_sheet(admin: PageClient, make: Maker) -> None:
    person = make.person(email=None, employee_number="A7")
    page = admin.get(f"/administration/people/{person.id}/reset")
    assert not page.has("input[value=mail]")
    page = admin.submit({"channel": "sheet"})
    assert "A7" in page.text(".invitation-sheet")
    assert page.has(".sheet-code")
    admin.get(f"/administration/people/{person.id}/reset")
    admin.submit({"channel": "mail"}, status=422)
