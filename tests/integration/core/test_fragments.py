"""Fragments are drawn once for each part and language, and never for another part."""

from typing import NamedTuple

import pytest
from flask import Flask
from flask_babel import force_locale
from jinja2 import DictLoader

from training import fragments


class Part(NamedTuple):
    """Something published."""

    text: str


@pytest.fixture(autouse=True)
def template(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.jinja_env, "loader", DictLoader({"piece.html": "{{ get_locale() }} {{ text }}"}))
    fragments.forget()


def test_a_part_is_drawn_once_in_each_language(app: Flask) -> None:
    part = Part("a")
    with app.test_request_context():
        for tag in ("ja", "en"):
            with force_locale(tag):
                assert fragments.fragment("piece.html", part, text="<a>") == f"{tag} &lt;a&gt;"
                assert fragments.fragment("piece.html", part, text="drawn anew") == f"{tag} &lt;a&gt;"


def test_equal_parts_are_different_parts(app: Flask) -> None:
    first, second = Part("a"), Part("a")
    with app.test_request_context(), force_locale("en"):
        assert fragments.fragment("piece.html", first, text="1") == "en 1"
        assert fragments.fragment("piece.html", second, text="2") == "en 2"


def test_only_so_much_is_kept(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "KEPT_CHARACTERS", 3 * len("en 0"))
    parts = [Part(str(number)) for number in range(5)]
    with app.test_request_context():
        for part in parts:
            fragments.fragment("piece.html", part, text=part.text)
    assert [kept.part for kept in fragments._kept.values()] == parts[2:]
