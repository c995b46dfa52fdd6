"""Migrations and the desk of notices are there where they are used, and take no memory where other pages are served."""

import os
import subprocess
import sys

import pytest

SERVE = """
import sys
from training import create_app
create_app().test_client().get("/sign-in")
on_demand = {"alembic", "flask_migrate", "mako", "lxml", "docx", "pypdf", "charset_normalizer"}
on_demand |= {"ruamel", "questions.notices.reader", "questions.notices.desk", "questions.drafts.proposing"}
desk = {name for name in sys.modules if name.startswith("training.studio.desk.")}
print(sorted(desk | (on_demand & sys.modules.keys())))
"""


def run(database_url: str, *arguments: str) -> str:
    environment = {**os.environ, "DATABASE_URL": database_url, "SECRET_KEY": "x"}
    done = subprocess.run(  # noqa: S603  # our own program
        [sys.executable, *arguments], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_the_command_line_knows_the_migrations(database_url: str) -> None:
    assert "(head)" in run(database_url, "-m", "flask", "--app", "training", "db", "current")


@pytest.mark.parametrize("test_database", ["sqlite"], indirect=True)  # no database loads them
def test_a_page_is_served_without_them(database_url: str) -> None:
    assert run(database_url, "-c", SERVE).strip() == "[]"
