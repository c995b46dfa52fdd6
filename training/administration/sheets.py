"""Invitation sheets: one page of paper for each person, in the language of that person."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta

from flask import current_app, render_template, url_for
from flask_babel import force_locale
from markupsafe import Markup

from training import clock
from training.accounts.service import INVITATION_LASTS
from training.administration.queries import SheetPerson

People = Sequence[SheetPerson]


def draw(people: People, codes: Mapping[uuid.UUID, str]) -> list[Markup]:
    """Return the sheets, each with its own one-time code."""
    return [_draw(person, codes[person.id]) for person in people]


def _draw(person: SheetPerson, code: str) -> Markup:
    with force_locale(person.locale):
        return Markup(  # a template's own, escaped output  # noqa: S704  # nosec B704
            render_template(
                "administration/sheet.html",
                person=person,
                code=code,
                address=current_app.config["SITE_URL"] + url_for("accounts.show_code"),
                # The code ends within the last day; nobody should rely on the minute.
                last_day=clock.now() + INVITATION_LASTS - timedelta(days=1),
            )
        )
