"""What somebody is called whose name was erased: the same everywhere, and different for everybody."""

import uuid

from flask_babel import gettext

DIGITS = 10
"""The last ones of an id are random; so many keep a hundred thousand leavers apart."""


def pseudonym(person_id: uuid.UUID) -> str:
    """Return what a person without a name is called in the language of the page."""
    return gettext("Former staff %(code)s", code=code_of(person_id))


def code_of(person_id: uuid.UUID) -> str:
    """Return what tells one pseudonym from another."""
    return person_id.hex[-DIGITS:]


def named(name: str | None, person_id: uuid.UUID) -> str:
    """Return the name, or the pseudonym where none is kept any more."""
    return name or pseudonym(person_id)
