"""Removing a document that was never published and that nothing else needs."""

import uuid
from collections.abc import Iterator

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, update

from questions.canonical import digest
from questions.control import Control
from questions.folders import kind_of
from questions.incident import Incident
from questions.quiz import Quiz
from questions.release import Bank
from questions.scenario import Scenario
from questions.text import Document
from training import audit
from training.errors import Refused
from training.extensions import db
from training.i18n import localised
from training.models import DocumentEdition, NoticeRecord, OlderText
from training.studio import queries, service
from training.studio.publication import review_queries

DOCUMENT_REMOVED = audit.declare("document.removed", "document", "kind", "edition", "sha256")

_PUBLISHED = _l("It stands in a published release. What people answered points to it, so it stays.")


def list_obstacles(document: Document, bank: Bank) -> list[str]:
    """Return why a document has to stay: what was published of it, and what else rests on it."""
    found = [str(_PUBLISHED)] if queries.is_published(document) else []
    return [*found, *_users(document, bank)]


def remove(model: type[Document], key: str, edition: int, actor_id: uuid.UUID) -> None:
    """Remove a document and what its editions said; who saved each stays known, and the key is free again.

    Raises Refused when something rests on it, else EditedMeanwhile unless `edition` is the present one.
    """
    # Nothing may be published meanwhile that rests on the document.
    queries.hold_quizzes()
    row = queries.hold_row(model, key)
    if list_obstacles(queries.read(model, row.document), queries.load_bank()):
        raise Refused(_l("Something rests on it by now, so it was not removed."))
    if row.edition != edition:
        raise service.EditedMeanwhile
    kind = kind_of(model)
    if model is Incident:
        db.session.execute(update(NoticeRecord).where(NoticeRecord.incident_key == key).values(incident_key=None))
    db.session.execute(delete(OlderText).where(OlderText.kind == kind, OlderText.document_key == key))
    editions = (DocumentEdition.kind == kind) & (DocumentEdition.document_key == key)
    db.session.execute(update(DocumentEdition).where(editions).values(document=None))
    audit.record(DOCUMENT_REMOVED, key, actor_id, kind=kind, edition=edition, sha256=digest(row.document.encode()))
    db.session.delete(row)
    db.session.flush()


def _users(document: Document, bank: Bank) -> Iterator[str]:
    """Yield a sentence for each thing that names the document."""
    if isinstance(document, Quiz):
        if review_queries.is_under_way(document.key):
            yield gettext("A review of it is under way. Withdraw that first.")
    elif isinstance(document, Scenario):
        for quiz in bank.quizzes.values():
            if document.key in quiz.scenario_keys:
                yield gettext("The quiz “%(title)s” contains it.", title=localised(quiz.title))
    elif isinstance(document, Incident):
        for scenario in bank.scenarios.values():
            if scenario.incident == document.key:
                yield gettext("The scenario “%(title)s” is about it.", title=localised(scenario.title))
    elif isinstance(document, Control):
        yield from _users_of_control(document.key, bank)


def _users_of_control(key: str, bank: Bank) -> Iterator[str]:
    for incident in bank.incidents.values():
        if key in incident.controls:
            yield gettext("The incident “%(title)s” names it.", title=localised(incident.title))
    for scenario in bank.scenarios.values():
        if any(key in step.controls for step in scenario.steps):
            yield gettext("The scenario “%(title)s” practises it.", title=localised(scenario.title))
    for quiz in bank.quizzes.values():
        if any(key in draw.controls for draw in quiz.draws.values()):
            yield gettext("The quiz “%(title)s” draws questions by it.", title=localised(quiz.title))
