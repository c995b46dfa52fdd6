"""Every text has its translation, and the translation says the same things."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Catalog

from tests.support import catalogues

PLACEHOLDER = re.compile(r"%\((\w+)\)([sdif])|%%")
TAG = re.compile(r"</?[a-z][^>]*>")

locales = pytest.mark.parametrize("locale", catalogues.LOCALES)


def as_tuple(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def translated(locale: str) -> Iterator[tuple[str, str]]:
    """Give each translated form beside the English text with all the placeholders: the last one."""
    for message in catalogues.read(locale):
        if message.id and message.string:
            for form in as_tuple(message.string):
                yield as_tuple(message.id)[-1], form


def texts(catalogue: Catalog) -> set[tuple[str, tuple[str, ...]]]:
    return {(message.context or "", as_tuple(message.id)) for message in catalogue if message.id}


def unequal(pattern: re.Pattern[str], locale: str) -> list[str]:
    return [
        f"{source!r} → {form!r}"
        for source, form in translated(locale)
        if form and sorted(pattern.findall(source)) != sorted(pattern.findall(form))
    ]


@locales
def test_the_catalogue_says_what_the_code_says(locale: str) -> None:
    said, kept = texts(catalogues.extracted()), texts(catalogues.read(locale))
    assert {"missing": said - kept, "stale": kept - said} == {"missing": set(), "stale": set()}


@locales
def test_nothing_is_untranslated(locale: str) -> None:
    assert list(catalogues.untranslated(locale)) == []


@locales
def test_placeholders_are_equal(locale: str) -> None:
    assert unequal(PLACEHOLDER, locale) == []


@locales
def test_tags_are_equal(locale: str) -> None:
    assert unequal(TAG, locale) == []


# Short English that another language says with different words elsewhere, and where alone it is used.
OF_ONE_ROOM = {
    "Decision": ("templates/overrides/", "training/evidence/"),
    "Decisions": (
        "templates/overrides/",
        "templates/campaigns/",
        "templates/team/",
        "templates/learning/",
        "training/evidence/",
    ),
    "What it is": ("templates/overrides/",),
}


def test_words_of_one_room_stand_in_no_other() -> None:
    found = {message.id: message.locations for message in catalogues.extracted() if message.id in OF_ONE_ROOM}
    assert {
        (words, file)
        for words, places in found.items()
        for file, _line in places
        if not file.startswith(OF_ONE_ROOM[str(words)])
    } == set()
