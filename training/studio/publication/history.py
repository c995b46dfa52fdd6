"""What happened to a quiz: who saved what it is made of, who reviewed it, and what was published."""

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, and_, or_, select

from questions.pools import resolve
from questions.quiz import Quiz
from questions.release import Bank
from training import releases
from training.i18n import localised
from training.models import AuditEvent, PersonIdentity, Release, Review
from training.studio import queries
from training.studio.editing.scenarios import step_names
from training.studio.publication import release_queries
from training.studio.publication.comments import COMMENTED
from training.studio.publication.publishing import RELEASE_PUBLISHED
from training.studio.publication.reviews import APPROVED, ASKED, CHANGES_ASKED, REPLACED, WITHDRAWN
from training.studio.publication.writers import Name, documents_of
from training.studio.rows import DOCUMENT_SAVED

_KINDS: Mapping[str, Any] = {
    "quiz": _l("Saved the quiz “%(title)s”, edition %(edition)d"),
    "scenario": _l("Saved the scenario “%(title)s”, edition %(edition)d"),
    "incident": _l("Saved the incident “%(title)s”, edition %(edition)d"),
    "control": _l("Saved the control “%(title)s”, edition %(edition)d"),
}
_REVIEWS: Mapping[str, Any] = {
    ASKED.action: _l("Asked for a review of release %(number)d"),
    APPROVED.action: _l("Approved release %(number)d"),
    CHANGES_ASKED.action: _l("Asked for changes in release %(number)d"),
    WITHDRAWN.action: _l("Withdrew the review of release %(number)d"),
    REPLACED.action: _l("Handed in a later state of release %(number)d instead"),
    COMMENTED.action: _l("Commented in a review"),
}


class Line(NamedTuple):
    """An event: when, by whom (empty for the program), what, the steps it was about, and the page that shows more."""

    at: datetime
    by: str
    what: str
    steps: list[str]
    address: str


def select_events(quiz: Quiz, bank: Bank) -> Select[*tuple[Any, ...]]:
    """Return the statement for all that the ledger tells of a quiz and its documents, the latest first."""
    by_kind: dict[str, set[str]] = {}
    for kind, key in _names(quiz, bank):
        by_kind.setdefault(kind, set()).add(key)
    saved = [
        # The details are canonical JSON, so this is how the kind is written in every one of them.
        and_(AuditEvent.subject_id.in_(sorted(keys)), AuditEvent.details.contains(f'"kind":"{kind}"', autoescape=True))
        for kind, keys in by_kind.items()
    ]
    ids = [row.hex for model in (Release, Review) for row in release_queries.list_ids(model, quiz.key)]
    columns = (AuditEvent.id, AuditEvent.at, AuditEvent.actor_id, AuditEvent.action, AuditEvent.subject_id)
    known = AuditEvent.action.in_((RELEASE_PUBLISHED.action, *_REVIEWS))
    about = or_(
        and_(AuditEvent.action == DOCUMENT_SAVED.action, or_(*saved)), and_(known, AuditEvent.subject_id.in_(ids))
    )
    return (
        select(*columns, AuditEvent.details, PersonIdentity.display_name)
        .outerjoin(PersonIdentity, PersonIdentity.person_id == AuditEvent.actor_id)
        .where(about)
        .order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
    )


def lines(events: Sequence[Any], bank: Bank) -> list[Line]:
    """Return events as an author reads them."""
    return [_line(event, json.loads(event.details), bank) for event in events]


def _names(quiz: Quiz, bank: Bank) -> set[Name]:
    """Return the documents of a quiz, as it is now and as it was published last."""
    scenarios = [bank.scenarios[key] for key in quiz.scenario_keys if key in bank.scenarios]
    if len(scenarios) == len(quiz.scenario_keys):
        scenarios += resolve(quiz, bank.scenarios)[1]
    found: set[Name] = {("quiz", quiz.key), *(("scenario", scenario.key) for scenario in scenarios)}
    found |= {("incident", scenario.incident) for scenario in scenarios}
    found |= {("control", key) for scenario in scenarios for step in scenario.steps for key in step.controls}
    newest = queries.find_newest_release(quiz.key)
    return found | documents_of(releases.get(newest.id).document).keys() if newest else found


def _line(event: Any, details: dict[str, Any], bank: Bank) -> Line:
    by = event.display_name or ("" if event.actor_id is None else gettext("Somebody whose name is not kept any more"))
    if event.action == DOCUMENT_SAVED.action:
        return _saved(event, details, bank, by)
    subject = uuid.UUID(hex=event.subject_id)
    if event.action == RELEASE_PUBLISHED.action:
        what = gettext("Published release %(number)d", number=details["number"])
        return Line(event.at, by, what, [], url_for("studio.show_release", release_id=subject))
    what = str(_REVIEWS[event.action])
    steps = _steps(bank, details.get("scenario") or "", [details.get("step") or ""])
    number = {"number": details["number"]} if "number" in details else {}
    return Line(event.at, by, what % number, steps, url_for("studio.show_review", review_id=subject))


def _saved(event: Any, details: dict[str, Any], bank: Bank, by: str) -> Line:
    kind, key = details["kind"], event.subject_id
    shelf: Mapping[str, Any] = bank.quizzes if kind == "quiz" else getattr(bank, f"{kind}s")
    title = localised(shelf[key].title) if key in shelf else key
    what = str(_KINDS[kind]) % {"title": title, "edition": details["edition"]}
    steps = _steps(bank, key, details.get("steps", [])) if kind == "scenario" else []
    pages = {"quiz": "edit_quiz", "scenario": "show_scenario", "incident": "edit_incident", "control": "edit_control"}
    address = url_for(f"studio.{pages[kind]}", key=key) if key in shelf else ""
    return Line(event.at, by, what, steps, address)


def _steps(bank: Bank, scenario_key: str, keys: Sequence[str]) -> list[str]:
    scenario = bank.scenarios.get(scenario_key)
    names = step_names(scenario) if scenario else {}
    return [names.get(key, key) for key in keys if key]
