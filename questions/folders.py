"""Where bank files lie: one folder for each kind of document."""

from pathlib import Path

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
