"""Which documents have aged, and why."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from flask_babel import gettext, ngettext

from questions.control import Control
from questions.folders import FOLDER_OF
from questions.incident import Incident
from questions.lint import Finding
from questions.quiz import Quiz
from questions.release import Bank
from questions.scenario import Scenario
from training import clock, dates, formatting
from training.studio.editing.pages import page_of
from training.studio.editing.scenarios import step_names
from training.studio.upkeep.ended import find_ended
from training.studio.upkeep.queries import map_approved

LONG = timedelta(days=365)
"""So long a document stays right by itself: laws, systems and people change."""

Name = tuple[str, str]
"""The word for a kind of document, and a key."""


class Why(StrEnum):
    """Why a document has aged, the gravest first."""

    ENDED = "ended"
    OLDER = "older"
    UNREAD = "unread"


class Reason(NamedTuple):
    """Why a document has aged, in words, with the page to mend it on."""

    why: Why
    text: str
    address: str


class Stale(NamedTuple):
    """A document that has aged."""

    kind: str
    document: Control | Incident | Scenario | Quiz
    reasons: list[Reason]

    @property
    def folder(self) -> str:
        """Return the folder of its kind, as addresses name it."""
        return FOLDER_OF[self.kind]

    @property
    def whys(self) -> set[Why]:
        """Return why it has aged."""
        return {reason.why for reason in self.reasons}


def find_stale(bank: Bank, saved: Mapping[Name, datetime], older: Mapping[Name, int]) -> list[Stale]:
    """Return what has aged, the gravest first, of documents that were saved then and hold so many older texts."""
    reasons: dict[Name, list[Reason]] = defaultdict(list)
    for finding in find_ended(bank, dates.today()):
        kind, _space, key = finding.place.document.partition(" ")
        reasons[kind, key].append(_ended(finding, bank))
    for (kind, key), number in older.items():
        text = ngettext(
            "%(num)d translation is older than its source", "%(num)d translations are older than their sources", number
        )
        reasons[kind, key].append(Reason(Why.OLDER, text, page_of(kind, key)))
    for (kind, key), at in _unread(saved, map_approved()):
        text = gettext("Nobody has changed or reviewed it since %(date)s.", date=formatting.day(at))
        reasons[kind, key].append(Reason(Why.UNREAD, text, page_of(kind, key)))
    found = [Stale(kind, bank.of_kind(kind)[key], why) for (kind, key), why in reasons.items()]
    return sorted(found, key=lambda one: (min([*Why].index(why) for why in one.whys), one.kind, one.document.key))


def _unread(saved: Mapping[Name, datetime], approved: Mapping[Name, datetime]) -> Iterator[tuple[Name, datetime]]:
    """Yield what was neither saved nor found right for long, and when it was last."""
    now = clock.now()
    for name, at in sorted(saved.items()):
        latest = max(at, approved.get(name, at))
        if now - latest > LONG:
            yield name, latest


def _ended(finding: Finding, bank: Bank) -> Reason:
    kind, _space, key = finding.place.document.partition(" ")
    text, step = gettext(finding.message) % dict(finding.values), finding.place.step
    if step:
        text = gettext("%(step)s: %(text)s", step=step_names(bank.scenarios[key])[step], text=text)
    return Reason(Why.ENDED, text, page_of(kind, key, step))
