"""Commands of accounts."""

import unicodedata
from collections.abc import Mapping

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import force_locale

from training import config, transaction
from training.accounts import passwords, setup
from training.errors import DomainError, FieldError
from training.forms.validators import is_email
from training.schema import upgrade

_QUESTION = f"Password (at least {passwords.MINIMUM_LENGTH} characters)"


@click.command("setup")
@click.option("--organisation", prompt="Name of the organisation", help="Shown on every page.")
@click.option("--name", prompt="Your name", help="Name of the first administrator.")
@click.option("--email", default="", help="E-mail address to sign in with.")
@click.option("--employee-number", default="", help="Employee number to sign in with.")
@click.option("--language", type=click.Choice([*config.LANGUAGES]), default=None, help="Else DEFAULT_LOCALE.")
@click.option("--time-zone", default="", help="For example Asia/Tokyo.")
@click.option("--password", envvar="KYOKUN_PASSWORD", default="", help="Better: leave it out and be asked for it.")
@with_appcontext
def set_up(password: str, **answers: str) -> None:
    """Build the database and make the first administrator of an empty installation."""
    upgrade()
    first = _first_administrator(answers)
    own_words = [word for word in (first.display_name, first.email, first.employee_number) if word]
    with force_locale("en"):
        try:
            setup.check_empty()
            secret_hash = _asked_hash(password, own_words)
            transaction.run(lambda: setup.set_up(first, secret_hash))
        except DomainError as error:
            raise click.ClickException(str(error.message)) from error
    name = first.email or first.employee_number
    click.echo(f"Done. Sign in as {name} on {current_app.config['SITE_URL']}")


def _first_administrator(answers: Mapping[str, str]) -> setup.FirstAdministrator:
    email, number = _plain(answers["email"]).lower(), _plain(answers["employee_number"])
    if not email and not number:
        typed = _plain(click.prompt("E-mail address or employee number to sign in with"))
        email, number = (typed.lower(), "") if "@" in typed else ("", typed)
    if email and not is_email(email):
        raise click.ClickException(f"{email!r} is not an e-mail address such as name@example.co.jp.")
    if "@" in number:
        raise click.ClickException("An employee number can't contain @. Give an e-mail address with --email.")
    zone = answers["time_zone"] or current_app.config["BABEL_DEFAULT_TIMEZONE"]
    if not config.is_time_zone(zone):
        raise click.ClickException(f"{zone!r} is not a time zone such as Asia/Tokyo.")
    return setup.FirstAdministrator(
        organisation=answers["organisation"].strip(),
        display_name=answers["name"].strip(),
        email=email or None,
        employee_number=number or None,
        locale=answers["language"] or current_app.config["BABEL_DEFAULT_LOCALE"],
        time_zone=zone,
    )


def _plain(text: str) -> str:
    # As signing in reads it: full-width letters and digits mean the same.
    return unicodedata.normalize("NFKC", text).strip()


def _asked_hash(given: str, own_words: list[str]) -> str:
    """Return the hash of a password that is good enough: the given one, else one asked for until it is."""
    while True:
        password = given or click.prompt(_QUESTION, hide_input=True, confirmation_prompt=True)
        try:
            passwords.check_password(password, own_words)
        except FieldError as error:
            if given:
                raise
            click.echo(str(error.message))
        else:
            return passwords.hash_password(password)
