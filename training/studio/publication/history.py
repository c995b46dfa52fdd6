"""What happened to a quiz: who saved what it is made of, who reviewed it, and what was published."""

import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask import url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select

from questions.pools import resolve
from questions.quiz import Quiz
from questions.release import Bank
from training import pseudonyms
from training.i18n import localised
from training.studio.editing.pages import edition_of, page_of
from training.studio.editing.scenarios import step_names
from training.studio.publication import earlier, edition_queries
from training.studio.publication.comments import COMMENTED
from training.studio.publication.reviews import APPROVED, ASKED, CHANGES_ASKED, REPLACED, WITHDRAWN
from training.studio.publication.writers import Name

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
_OF_SCENARIO = (edition_queries.SAVED, "scenario")


class Line(NamedTuple):
    """An event: when, by whom (empty for the program), what, which steps, and the page that shows more."""

    at: datetime
    by: str
    what: str
    note: str
    address: str


def names_of(quiz: Quiz, bank: Bank) -> set[Name]:
    """Return the documents of a quiz, as it is now and as it ever was published."""
    scenarios = [bank.scenarios[key] for key in quiz.scenario_keys if key in bank.scenarios]
    if len(scenarios) == len(quiz.scenario_keys):
        scenarios += resolve(quiz, bank.scenarios)[1]
    found: set[Name] = {("quiz", quiz.key), *(("scenario", scenario.key) for scenario in scenarios)}
    found |= {("incident", scenario.incident) for scenario in scenarios}
    found |= {("control", key) for scenario in scenarios for step in scenario.steps for key in step.controls}
    return found | set(edition_queries.list_released(quiz.key))


def select_events(quiz: Quiz, names: set[Name]) -> Select[*tuple[Any, ...]]:
    """Return the statement for all that happened to a quiz and its documents, the latest first."""
    return edition_queries.select_history(quiz.key, names, _REVIEWS)


def lines(events: Sequence[Any], bank: Bank) -> list[Line]:
    """Return events as an author reads them."""
    saves = [(event.subject, event.number) for event in events if (event.action, event.kind) == _OF_SCENARIO]
    editions = earlier.map_editions(saves)
    kept = edition_queries.list_kept([(one.kind, one.subject) for one in events if one.action == edition_queries.SAVED])
    return [_line(event, bank, editions, kept) for event in events]


def _line(event: Any, bank: Bank, editions: earlier.Editions, kept: Collection[tuple[str, str, int]]) -> Line:
    by = "" if event.actor_id is None else pseudonyms.named(event.display_name, event.actor_id)
    if event.action == edition_queries.SAVED:
        line = _saved(event, bank, by, editions)
        is_readable = bool(line.address) and (event.kind, event.subject, event.number) in kept
        return line._replace(address=edition_of(event.kind, event.subject, event.number)) if is_readable else line
    subject, number = uuid.UUID(hex=event.subject), event.number
    if event.action == edition_queries.PUBLISHED:
        what = gettext("Published release %(number)d", number=number)
        return Line(event.at, by, what, "", url_for("studio.show_release", release_id=subject))
    details, what = json.loads(event.details), str(_REVIEWS[event.action])
    note = _steps(bank, details.get("scenario") or "", [details.get("step") or ""])
    return Line(event.at, by, what % {"number": number}, note, url_for("studio.show_review", review_id=subject))


def _saved(event: Any, bank: Bank, by: str, editions: earlier.Editions) -> Line:
    kind, key = event.kind, event.subject
    shelf = bank.of_kind(kind)
    title = localised(shelf[key].title) if key in shelf else key
    what = str(_KINDS[kind]) % {"title": title, "edition": event.number}
    turns = earlier.turns_of(editions, key, event.number) if kind == "scenario" else None
    note = _steps(bank, key, json.loads(event.details or "[]")) if kind == "scenario" else ""
    if turns:
        note = _told(turns)
    elif kind == "scenario" and event.details is None:
        note = gettext("Which steps changed is not recorded.")
    address = page_of(kind, key) if key in shelf else ""
    return Line(event.at, by, what, note, address)


def _told(turns: earlier.Turns) -> str:
    """Say in words what a save did to the steps."""
    said = [
        (gettext("Steps added: %(names)s", names=" / ".join(turns.added)), turns.added),
        (gettext("Steps taken out: %(names)s", names=" / ".join(turns.removed)), turns.removed),
        (gettext("Steps changed: %(names)s", names=" / ".join(turns.changed)), turns.changed),
    ]
    return gettext(" · ").join(text for text, names in said if names)


def _steps(bank: Bank, scenario_key: str, keys: Sequence[str]) -> str:
    scenario = bank.scenarios.get(scenario_key)
    names = step_names(scenario) if scenario else {}
    said = " / ".join(names.get(key, key) for key in keys if key)
    return gettext("Steps: %(names)s", names=said) if said else ""
