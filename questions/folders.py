"""Where bank files lie: one folder for each kind of document."""

from pathlib import Path

from pydantic import BaseModel

from questions.control import Control
from questions.incident import Incident
from questions.quiz import Quiz
from questions.scenario import Scenario
from questions.text import Document

SHIPPED = Path(__file__).parent / "bank"

FOLDERS: dict[str, type[Document]] = {
    "controls": Control,
    "incidents": Incident,
    "scenarios": Scenario,
    "quizzes": Quiz,
}


def kind_of(model: type[BaseModel]) -> str:
    """Return the word for a kind of document: control, incident, scenario or quiz."""
    return model.__name__.lower()


FOLDER_OF: dict[str, str] = {kind_of(model): folder for folder, model in FOLDERS.items()}
"""The folder of each kind of document."""
