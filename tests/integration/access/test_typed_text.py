"""Whatever was typed into any form is there again after a sign-in that had ended, and nothing was stored meanwhile."""

from collections.abc import Iterator
from io import BytesIO
from random import Random
from typing import NamedTuple

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.routing import Rule
from werkzeug.test import encode_multipart

from tests.factories.maker import Maker
from tests.factories.passwords import PASSWORD, give_password
from tests.integration.access.own import BUTTONS, MARKING, World, world_of
from tests.integration.access.table import ALLOWED, EVERYBODY, SIGNED_IN
from tests.support.attempt_model import STEPS
from tests.support.client import PageClient
from tests.support.elements import Element, parse
from tests.support.page import Page
from tests.support.statements import StatementCounter
from training.extensions import db
from training.models import PersonIdentity, Role, User

NOT_TYPED = "".join(f":not([type={kind}])" for kind in ("hidden", "checkbox", "radio", "password", "submit", "file"))
TEXT = f"textarea[name], input[name]{NOT_TYPED}"
LIST = "select[name]:not([name*='-'])"
FILLED = f"main :is({TEXT}, input[name][checked])"
UNPROCESSABLE = 422
WITH_TEXT = {
    "administration.add_manager",
    "administration.add_person",
    "administration.add_tag",
    "administration.add_team",
    "administration.change_control",
    "administration.change_person",
    "administration.change_retention",
    "administration.change_settings",
    "administration.change_tag",
    "administration.change_team",
    "administration.hold_leaver",
    "campaigns.add_people",
    "campaigns.preview_audience",
    "campaigns.change_name",
    "campaigns.preview_campaign",
    "campaigns.preview_due",
    "campaigns.preview_rhythm",
    "deputies.name_of",
    "deputies.name_own",
    "learning.contest_answer",
    "studio.add_comments",
    "overrides.check_class",
    "overrides.give_extension",
    "overrides.give_exemptions",
    "overrides.give_extensions",
    "overrides.give_override",
    "overrides.give_own_extensions",
    "overrides.take_back",
    "overrides.take_own_back",
    "reminders.change_plan",
    "reminders.change_rules",
    "reports.write_texts",
    "studio.ask_for_review",
    "studio.check_marking",
    "studio.check_ruling",
    "studio.create_control",
    "studio.create_incident",
    "studio.create_notice",
    "studio.create_quiz",
    "studio.create_scenario",
    "studio.create_step",
    "studio.declare_alone",
    "studio.save_control",
    "studio.save_incident",
    "studio.save_notice",
    "studio.save_quiz",
    "studio.save_scenario",
    "studio.save_step",
    "studio.take_proposals",
}


class Sent(NamedTuple):
    """A form of a page, what is typed into it, and what is picked in it."""

    role: str
    page: str
    action: str
    typed: dict[str, str]
    picked: dict[str, str]

    @property
    def fields(self) -> dict[str, str]:
        """Return all of it."""
        return self.typed | self.picked


@pytest.fixture
def world(app: Flask, make: Maker) -> World:
    return world_of(app, make)


def pages(app: Flask, world: World) -> Iterator[tuple[str, str]]:
    """Yield the address of each page that somebody has to sign in for, with such a role."""
    for rule in app.url_map.iter_rules():
        if "GET" in (rule.methods or ()) and ALLOWED[rule.endpoint] != EVERYBODY:
            roles = ALLOWED[rule.endpoint]
            yield "employee" if roles == SIGNED_IN else min(roles), address_of(world, rule)
    yield "employee", f"/training/attempts/{world.ids['attempt_id']}/first-a/{STEPS[1]}"  # nobody objected to it yet


def address_of(world: World, rule: Rule) -> str:
    return world.address(rule) if rule.arguments else rule.rule


def endpoint_of(app: Flask, address: str) -> str:
    return str(app.url_map.bind("").match(address.partition("?")[0].partition("#")[0], "POST")[0])


def typed_into(form: Element) -> dict[str, str]:
    names = [field["name"] for field in form.select(TEXT)]
    return {name: f"書きかけの文 {number}" for number, name in enumerate(names)}


def picked_in(form: Element) -> dict[str, str]:
    """Pick the last of every list; those of rows decide what else their row has."""
    return {field["name"]: field.select("option")[-1]["value"] for field in form.select(LIST)}


def forms(app: Flask, client: PageClient, world: World) -> dict[str, Sent]:
    """Map endpoints to a form with room for text that leads to them, found on the pages themselves."""
    found: dict[str, Sent] = {}
    for role, address in pages(app, world):
        response = client.sign_in(world.people[role]).flask_client.get(address)
        text = response.text if response.mimetype == "text/html" else ""
        response.close()
        for form in parse(text).select("main form[method=post]"):
            action, typed = form["action"], typed_into(form)
            if typed and not form.select("input[type=password]"):  # a password goes into no envelope
                found.setdefault(endpoint_of(app, action), Sent(role, address, action, typed, picked_in(form)))
    assert set(found) == WITH_TEXT
    return found


def selector(action: str) -> str:
    return f'main form[action="{action}"]'


def is_there_again(client: PageClient, sent: Sent) -> bool:
    """Tell whether everything that was typed and picked stands in the fields of the form it was sent with."""
    form = client.page.root.select_one(selector(sent.action))
    fields = form.select(TEXT) if form else []
    shown = {field["name"]: str(field.get("value") or field.get_text()).strip() for field in fields}
    for listed in form.select(LIST) if form else []:
        shown[listed["name"]] = (listed.select("option[selected]") or listed.select("option"))[0]["value"]
    return sent.fields.items() <= shown.items() and client.page.has(".notice-warning")


@pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)  # no database is asked
def test_a_page_of_an_earlier_sign_in_is_shown_again(
    app: Flask, client: PageClient, world: World, count_statements: StatementCounter
) -> None:
    wrong = []
    for endpoint, sent in forms(app, client, world).items():
        client.sign_in(world.people[sent.role]).get(sent.page)
        with client.flask_client.session_transaction() as session:
            session.pop("csrf_token")  # as a new sign-in does in another tab
        with count_statements() as counted:
            client.submit(sent.fields | BUTTONS.get(endpoint, {}), form=selector(sent.action), status=UNPROCESSABLE)
        if not is_there_again(client, sent) or counted.writes:
            wrong.append((endpoint, client.page.status, counted.writes))
    assert wrong == []


@pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)  # proving a password is slow
def test_a_form_sent_after_its_sign_in_is_filled_in_after_the_next(
    app: Flask, client: PageClient, make: Maker, world: World, count_statements: StatementCounter
) -> None:
    for role in ("employee", "manager", "administrator"):
        give_password(make, world.people[role])
    wrong = []
    for endpoint, sent in forms(app, client, world).items():
        client.sign_in(world.people[sent.role]).get(sent.page)
        end_sign_in(client)
        client.submit(sent.fields | BUTTONS.get(endpoint, {}), form=selector(sent.action), status=403)
        with count_statements() as counted:
            sign_in(client, name_of(app, world.people[sent.role]), UNPROCESSABLE)
        written = [statement for statement in counted.writes if "sign_in_throttle" not in statement]
        if not is_there_again(client, sent) or written:
            wrong.append((endpoint, client.page.status, written))
    assert wrong == []


class Confirmation(NamedTuple):
    """A page that asks once more before something is done: how it is come to, and the form on it that does it."""

    page: str
    typed: dict[str, str]
    form: str


CONFIRMATIONS = {
    "campaigns.launch_campaign": Confirmation(
        "/campaigns/new", {"name": "秋の研修", "people": "", "everyone": "y"}, "/launch"
    ),
    "studio.correct_marking": Confirmation(
        MARKING, {"decision": "full_marks", "reason": "二通りに読める設問でした。"}, "/ruling"
    ),
    "studio.rule": Confirmation(
        "/studio/contests/<contest>", {"decision": "stands", "reason": "本文から一つに決まります。"}, "/ruling"
    ),
}


@pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)  # no database is asked
@pytest.mark.parametrize("way", ["another tab", "an ended sign-in"])
@pytest.mark.parametrize("endpoint", CONFIRMATIONS)
def test_what_waits_for_its_confirmation_is_there_again(
    app: Flask, client: PageClient, make: Maker, world: World, count_statements: StatementCounter,
    *, endpoint: str, way: str,
) -> None:  # fmt: skip
    page, typed, action = CONFIRMATIONS[endpoint]
    administrator = world.people["administrator"]
    give_password(make, administrator)
    client.sign_in(administrator).get(page.replace("<contest>", world.ids["contest_id"]))
    typed = typed | ({"people": name_of(app, world.people["employee"])} if "people" in typed else {})
    client.submit(typed, form="main form[method=post]")
    confirm = f"main form[action$='{action}']"
    assert endpoint_of(app, client.page.all(confirm)[0]["action"]) == endpoint
    with count_statements() as counted:
        if way == "another tab":
            with client.flask_client.session_transaction() as session:
                session.pop("csrf_token")
            client.submit(form=confirm, status=UNPROCESSABLE)
        else:
            end_sign_in(client)
            client.submit(form=confirm, status=403)
            sign_in(client, name_of(app, administrator), UNPROCESSABLE)
    assert client.page.has(".notice-warning")
    shown = {field["name"]: str(field.get("value") or field.get_text()) for field in client.page.all(FILLED)}
    assert typed.items() <= {name: text.strip() for name, text in shown.items()}.items()
    assert [statement for statement in counted.writes if "sign_in_throttle" not in statement] == []


def test_it_can_be_sent_then(app: Flask, client: PageClient, make: Maker, world: World, locale: str) -> None:
    administrator = world.people["administrator"]
    give_password(make, administrator)
    client.sign_in(administrator, locale).get("/administration/teams/new")
    end_sign_in(client)
    client.submit({"name": "広報部"}, status=403)
    sign_in(client, name_of(app, administrator), UNPROCESSABLE)
    assert client.page.root["lang"] == locale
    assert not client.page.has(".error-summary")
    client.submit()
    assert client.page.has(".notice-success")
    assert client.page.text("h1") == "広報部"


def test_as_much_as_is_ever_taken_is_there_again(app: Flask, client: PageClient, make: Maker, world: World) -> None:
    author = world.people["administrator"]
    give_password(make, author)
    told = "".join(Random(1).choices([chr(0x4E00 + number) for number in range(2_000)], k=180_000))  # noqa: S311
    client.sign_in(author).get("/studio/incidents/new")
    end_sign_in(client)
    client.submit({"summary-ja": told}, form="form.studio-form", status=403)
    sign_in(client, name_of(app, author), UNPROCESSABLE)
    box = client.page.one("textarea[name=summary-ja]")
    assert box.get_text() == told


def test_nobody_else_sees_it(app: Flask, client: PageClient, make: Maker, world: World) -> None:
    other = make.person("別の管理者", roles=[Role.ADMINISTRATOR])
    give_password(make, other)
    client.sign_in(world.people["administrator"]).get("/administration/teams/new")
    stale = client.page
    end_sign_in(client)
    client.submit({"name": "広報部"}, status=403)
    assert "広報部" not in client.page.body
    sign_in(client, name_of(app, other), 200)
    assert client.page.address == "/training/"
    assert "広報部" not in client.page.body
    client.page = stale
    client.submit({"name": "広報部"}, status=400)
    assert "広報部" not in client.page.body


def test_a_form_that_is_not_ours_is_not_kept(app: Flask, client: PageClient, world: World) -> None:
    client.sign_in(world.people["administrator"])
    client.post("/administration/teams/new", {"name": "広報部", "csrf_token": "x"}, 400)
    end_sign_in(client)
    client.post("/administration/teams/new", {"name": "広報部", "csrf_token": "x"})
    assert client.page.address == "/sign-in"
    assert not client.page.all("input[name=envelope][value]:not([value=''])")


def test_a_button_of_an_ended_sign_in_does_nothing(
    app: Flask, client: PageClient, make: Maker, world: World, count_statements: StatementCounter
) -> None:
    administrator = world.people["administrator"]
    give_password(make, administrator)
    client.sign_in(administrator).get("/administration/people")
    end_sign_in(client)
    client.submit({"person": world.ids["person_id"]}, form="form[action$=sheets]", status=403)
    with count_statements() as counted:
        sign_in(client, name_of(app, administrator), 200)
    assert [statement for statement in counted.writes if "invitation" in statement] == []


def end_sign_in(client: PageClient) -> None:
    with client.flask_client.session_transaction() as session:
        session.clear()


def sign_in(client: PageClient, name: str, status: int) -> None:
    client.submit({"sign_in_name": name, "password": PASSWORD}, status=status)


def name_of(app: Flask, person: User) -> str:
    with app.app_context():
        return str(db.session.get_one(PersonIdentity, person.id).email)


def test_a_long_notice_is_there_again_and_a_file_to_be_chosen_again(
    app: Flask, client: PageClient, make: Maker, world: World
) -> None:
    author = world.people["administrator"]
    give_password(make, author)
    told = "2021年4月10日、お客様のメールアドレスが流出した可能性があることが判明しました。" * 26_000
    token = client.sign_in(author, "ja").get("/studio/notices/new").one("input[name=csrf_token]")["value"]
    end_sign_in(client)
    fields = {"text": told, "csrf_token": token, "file": FileStorage(BytesIO(b"2021"), "notice.txt")}
    boundary, body = encode_multipart(fields)
    kind = f'multipart/form-data; boundary="{boundary}"'
    sent = client.flask_client.post("/studio/notices/new", data=body, content_type=kind)
    client.page = Page(sent.status_code, "/studio/notices/new", sent.text, dict(sent.headers))
    for _page in range(2):
        assert any("もう一度選んで" in notice.get_text() for notice in client.page.all(".notice-warning"))
        if not client.page.has("textarea"):
            sign_in(client, name_of(app, author), UNPROCESSABLE)
    assert client.page.one("textarea[name=text]").get_text().strip() == told
