"""The first administrator of an empty installation."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests.support.client import PageClient
from training.extensions import db
from training.models import AuditEvent, Role, RoleGrant

PASSWORD = "green harbour lantern 7"  # noqa: S105  # of a test
GIVEN = ["setup", "--organisation", "みなと商店", "--name", "青木 涼"]


def test_asks_until_the_answers_are_good_and_lets_the_person_in(app: Flask, client: PageClient) -> None:
    answers = ["みなと商店", "青木 涼", "Ryo@Minato.example", "short", "short", PASSWORD, PASSWORD]
    result = app.test_cli_runner().invoke(args=["setup"], input="\n".join(answers) + "\n")
    assert result.exit_code == 0, result.output
    assert "Use at least 12 characters." in result.output
    assert PASSWORD not in result.output
    client.get("/sign-in")
    page = client.submit({"sign_in_name": "ryo@minato.example", "password": PASSWORD})
    assert page.address.startswith("/agreement")
    assert "みなと商店" in page.text("footer")
    with app.app_context():
        assert db.session.scalars(select(RoleGrant.role)).all() == [Role.ADMINISTRATOR]
        assert db.session.scalars(select(AuditEvent.action)).all() == ["accounts.set_up"]


def test_takes_everything_from_options(app: Flask, client: PageClient) -> None:
    options = ["--employee-number", "A001", "--language", "en", "--password", PASSWORD]
    result = app.test_cli_runner().invoke(args=[*GIVEN, *options])
    assert result.exit_code == 0, result.output
    client.get("/sign-in")
    page = client.submit({"sign_in_name": "a001", "password": PASSWORD})
    assert page.root["lang"] == "en"


def test_a_number_typed_full_width_signs_in(app: Flask, client: PageClient) -> None:
    result = app.test_cli_runner().invoke(args=[*GIVEN, "--employee-number", "Ａ００１", "--password", PASSWORD])
    assert result.exit_code == 0, result.output
    client.get("/sign-in")
    assert client.submit({"sign_in_name": "A001", "password": PASSWORD}).address.startswith("/agreement")


def test_refuses_when_there_is_an_administrator(app: Flask) -> None:
    options = [*GIVEN, "--email", "ryo@minato.example", "--password", PASSWORD]
    assert app.test_cli_runner().invoke(args=options).exit_code == 0
    result = app.test_cli_runner().invoke(args=options)
    assert result.exit_code == 1
    assert "already has an administrator" in result.output


def test_refuses_a_weak_password_from_an_option(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=[*GIVEN, "--email", "ryo@minato.example", "--password", "password1234"])
    assert result.exit_code == 1
    assert "easy to guess" in result.output


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--email", "ryo"], "not an e-mail address"),
        (["--employee-number", "ryo@minato.example"], "can't contain @"),
        (["--employee-number", "A001", "--time-zone", "Asia/Edo"], "not a time zone"),
    ],
    ids=["email", "number", "zone"],
)
def test_refuses_answers_with_which_nobody_could_go_on(app: Flask, options: list[str], said: str) -> None:
    result = app.test_cli_runner().invoke(args=[*GIVEN, *options, "--password", PASSWORD])
    assert result.exit_code == 1
    assert said in result.output
    with app.app_context():
        assert db.session.scalars(select(RoleGrant.role)).all() == []
