"""Components alone: no application, no request, no globals but gettext."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from questions.text import LocalisedText
from tests.support.elements import Element, parse

Render = Callable[..., Element]


@pytest.fixture(scope="session")
def components() -> Environment:
    templates = Path(__file__).parents[3] / "templates"
    environment = Environment(
        loader=FileSystemLoader(templates), undefined=StrictUndefined, autoescape=True, extensions=["jinja2.ext.i18n"]
    )
    environment.install_null_translations(newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    environment.filters["text"] = lambda text: text.in_language("ja")
    environment.filters["markdown"] = _paragraph
    return environment


def _paragraph(text: LocalisedText) -> str:
    return text.in_language("ja")


@pytest.fixture
def render(components: Environment) -> Render:
    """Return a function that renders a template's source and parses it."""

    def _render(source: str, **context: Any) -> Element:
        return parse(components.from_string(source).render(**context))

    return _render
