"""Features that a process loads when somebody first needs them."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from flask import Flask

from training import create_app, late
from training.config import ROOT
from training.extensions import db

SERVES_LEARNERS = """
import sys
from training import create_app
app = create_app({"SQLALCHEMY_DATABASE_URI": "sqlite://", "SECRET_KEY": "x" * 40})
app.test_client().get("/nowhere")
print(*(name for name in sys.modules if name.startswith(("training.", "questions.", "segno", "typst"))))
"""


def test_a_process_that_serves_learners_loads_nothing_late() -> None:
    told = subprocess.run([sys.executable, "-c", SERVES_LEARNERS], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    loaded, rooms = told.stdout.split(), ("training.studio", "questions.notices", "segno", "typst")
    assert "training.learning.views" in loaded
    assert [
        name for name in loaded if name.startswith((*rooms, *(feature.module for feature in late.LATE.values())))
    ] == []


@pytest.fixture
def fresh(app: Flask) -> Iterator[late.Application]:
    """Return an application on the same database that has served a page and loaded nothing late."""
    another = create_app({**app.config, "SQLALCHEMY_ENGINE_OPTIONS": {}})
    another.test_client().get("/sign-in")
    yield another
    with another.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("room", sorted({room for feature in late.LATE.values() for room in feature.rooms}))
def test_its_address_leads_to_it_after_the_first_request(fresh: late.Application, room: str) -> None:
    response = fresh.test_client().get(f"/{room}/")
    assert response.status_code in {303, 404}
    assert {name for name, feature in late.LATE.items() if room in feature.rooms} <= set(fresh.blueprints)


def test_a_link_to_it_can_be_built_before_it_is_there(fresh: late.Application) -> None:
    with fresh.test_request_context():
        assert fresh.url_for("studio.list_cases", _anchor="top") == "/studio/#top"
        assert late.addresses(endpoint="team.show_people").bind("").build("team.show_people") == "/team/"
