"""Adding and changing a person through the pages."""

import uuid

from tests.factories.maker import Maker
from tests.support.client import PageClient
from training.administration import queries
from training.extensions import db
from training.models import PersonIdentity, Role, User, UserStatus
from training.pseudonyms import code_of

NEW = "/administration/people/new"


def test_a_person_is_added_and_can_be_invited(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    team = make.team()
    client.sign_in(administrator, locale).get(NEW)
    fields = {"name": "青木 花子", "email": "aoki@kyokun.example", "team": str(team.id), "roles": "author"}
    page = client.submit(fields)
    assert page.text("h1") == "青木 花子"
    assert page.has(".notice-success")
    assert "営業部" in page.text(".definitions")
    assert {"en": "Author", "ja": "作成者"}[locale] in page.text(".definitions")
    page = client.submit(form="form[action$='/people/invitations']")
    assert {"en": "By e-mail", "ja": "メール"}[locale] in page.text("table")


def test_mistakes_are_named_beside_their_fields(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    make.person(email="taken@kyokun.example", employee_number="A1")
    client.sign_in(administrator, locale).get(NEW)
    page = client.submit({"name": "", "email": "no address", "employee_number": "a@b"}, status=422)
    assert [error["id"] for error in page.all(".field-error")] == ["name-error", "email-error", "employee_number-error"]
    page = client.submit({"name": "B", "email": "", "employee_number": ""}, status=422)
    assert page.has("#email-error")
    page = client.submit({"name": "B", "email": "Taken@kyokun.example"}, status=422)
    assert page.has("#email-error")
    page = client.submit({"name": "B", "email": "", "employee_number": "A1"}, status=422)
    assert page.has("#employee_number-error")
    assert page.has(".error-summary a[href='#employee_number']")


def test_a_team_that_is_not_offered_is_refused(admin: PageClient) -> None:
    admin.get(NEW)
    page = admin.submit({"name": "B", "email": "b@kyokun.example", "team": str(uuid.uuid4())}, status=422)
    assert page.has("#team-error")


def test_changes_are_kept(admin: PageClient, make: Maker) -> None:
    person = make.person("青木 花子", email="aoki@kyokun.example", roles=[Role.AUTHOR], locale="en")
    admin.get(f"/administration/people/{person.id}/edit")
    assert admin.page.has("#roles input[value=author][checked]")
    page = admin.submit(
        {"name": "青木 華子", "roles": ["auditor"], "language": "ja", "email": "", "employee_number": "7"}
    )
    assert page.text("h1") == "青木 華子"
    with admin.app.app_context():
        row = queries.get_person(person.id, "en")
        assert (row.email, row.employee_number, row.locale) == (None, "7", "ja")
        assert queries.list_roles([person.id])[person.id] == [Role.AUDITOR]


def test_the_last_administrator_keeps_the_role(admin: PageClient, administrator: User) -> None:
    admin.get(f"/administration/people/{administrator.id}/edit")
    page = admin.submit({"roles": ["auditor"]}, status=422)
    assert "only active administrator" in page.text(".error-summary")
    with admin.app.app_context():
        assert queries.list_roles([administrator.id])[administrator.id] == [Role.ADMINISTRATOR]


def test_unknown_people_are_not_found(admin: PageClient) -> None:
    for page in ("", "/edit", "/deactivate", "/reactivate", "/reset"):
        admin.get(f"/administration/people/{uuid.uuid4()}{page}", 404)
    admin.get("/administration/people")
    for page in ("/edit", "/deactivate", "/reactivate", "/reset"):
        admin.post(f"/administration/people/{uuid.uuid4()}{page}", {"name": "x"}, status=404)


def test_a_person_page_shows_training_and_never_answers(
    client: PageClient, administrator: User, make: Maker, locale: str
) -> None:
    person = make.person("青木 花子", status=UserStatus.ACTIVE)
    make.assignment(person, due_in_days=-3)
    page = client.sign_in(administrator, locale).get(f"/administration/people/{person.id}")
    assert "研修" in page.text("[aria-labelledby=training] tbody")
    assert page.has(".status-overdue")


def test_an_erased_person_is_still_shown(admin: PageClient, make: Maker) -> None:
    person = make.person()

    def erase() -> None:
        db.session.delete(db.session.get_one(PersonIdentity, person.id))

    make.run(erase)
    page = admin.get(f"/administration/people/{person.id}")
    assert page.text("h1") == f"Former staff {code_of(person.id)}"
    admin.get(f"/administration/people/{person.id}/edit")
    admin.submit({"name": "x", "email": "x@kyokun.example"}, status=422)
