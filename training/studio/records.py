"""Where each kind of document is kept while it is edited."""

from questions.control import Control
from questions.incident import Incident
from questions.quiz import Quiz
from questions.scenario import Scenario
from questions.text import Document
from training.models import ControlRecord, DocumentRecord, IncidentRecord, QuizDraft, ScenarioDraft

RECORDS: dict[type[Document], type[DocumentRecord]] = {
    Control: ControlRecord,
    Incident: IncidentRecord,
    Scenario: ScenarioDraft,
    Quiz: QuizDraft,
}
