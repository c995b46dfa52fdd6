"""What an incident tells that slots ask for: days, numbers, data and who noticed, each with the facts that say so."""

import datetime
import re
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from questions.drafts.pattern import Words
from questions.drafts.signs import LAW, SIGNS, is_about
from questions.incident import Fact, Incident, TimelineEntry
from questions.notices import phrases
from questions.notices.facts import Role
from questions.notices.phrases import Both
from questions.text import Key, LocalisedText

_PERIODS = {
    "days_until_noticed": ("began_on", "noticed_on"),
    "days_until_stopped": ("began_on", "stopped_on"),
    "days_until_told": ("began_on", "told_on"),
    "days_until_reported": ("noticed_on", "reported_on"),
}


class Value(NamedTuple):
    """What fills a slot in each language, the facts that it rests on, and a day in its normal form."""

    texts: Both
    facts: tuple[Key, ...]
    day: str = ""


class Known:
    """The slots that the facts of an incident fill."""

    def __init__(self, incident: Incident) -> None:
        self.incident = incident
        self._entries = sorted(incident.timeline, key=lambda entry: entry.date.ljust(10, "~"))

    @cached_property
    def values(self) -> dict[str, Value]:
        """Map slots to their values; what no fact says is left out."""
        found = {f"{name}_on": self._day(name) for name in SIGNS}
        found["began_on"] = self._began()
        found |= {name: _days(found[since], found[until]) for name, (since, until) in _PERIODS.items()}
        impact = self.incident.impact
        found |= {"people": self._count(impact.people), "records": self._count(impact.records)}
        found |= {"data": self._data(), "noticed_by": self._noticed_by()}
        return {name: value for name, value in found.items() if value}

    @cached_property
    def events(self) -> list[Fact]:
        """The facts, those about the law left out; all of them where there are no others."""
        events = [fact for fact in self.incident.facts if not is_about(LAW, fact.text)]
        return events or self.incident.facts

    def citing(self, words: Words) -> list[Fact]:
        """List the events that say one of some words."""
        return [fact for fact in self.events if words.occur_in(fact.text)]

    def says(self, words: Words) -> list[Key] | None:
        """Return the facts that say one of some words; None where neither they nor the summary do."""
        facts = [fact.key for fact in self.citing(words)]
        around = (self.incident.title, self.incident.summary, *(cause.text for cause in self.incident.causes))
        return facts if facts or any(map(words.occur_in, around)) else None

    def _day(self, name: str) -> Value | None:
        for entry in self._entries:
            facts = [self.incident.fact(key) for key in entry.facts]
            about = [fact.key for fact in facts if is_about(SIGNS[name], fact.text) and not is_about(LAW, fact.text)]
            if about or (is_about(SIGNS[name], entry.text) and not is_about(LAW, entry.text) and facts):
                return _on(entry, about or entry.facts)
        return None

    def _began(self) -> Value | None:
        entries = [entry for entry in self._entries if entry.facts and not is_about(LAW, entry.text)]
        said = [entry for entry in entries if entry.text.says(phrases.HAPPENED[Role.OCCURRED]["ja"])]
        first = next(iter(said or entries), None)
        return _on(first, first.facts) if first else None

    def _count(self, number: int | None) -> Value | None:
        if not number:
            return None
        shown = f"{number:,}"
        forms = [shown, str(number), *([f"{number // 10_000}万"] if number % 10_000 == 0 else [])]
        pattern = re.compile("|".join(rf"(?<![\d,]){re.escape(form)}(?![\d,]*\d)" for form in forms))
        facts = self._facts(lambda text: any(pattern.search(said) for said in text.root.values()))
        return Value({"ja": shown, "en": shown}, facts) if facts else None

    def _data(self) -> Value | None:
        names = [phrases.DATA[data] for data in self.incident.impact.data_types]
        facts = self._facts(
            lambda text: any(name[tag] in text.root.get(tag, "") for name in names for tag in ("ja", "en"))
        )
        joined = {"ja": "、".join(name["ja"] for name in names), "en": ", ".join(name["en"] for name in names)}
        return Value(joined, facts) if facts else None

    def _noticed_by(self) -> Value | None:
        about = [fact for fact in self.incident.facts if is_about(SIGNS["noticed"], fact.text)]
        for fact in about:
            for name in phrases.PARTIES.values():
                if name["ja"] in fact.text.root.get("ja", "") or name["en"] in fact.text.root.get("en", ""):
                    return Value(name, (fact.key,))
        return None

    def _facts(self, fits: Callable[[LocalisedText], bool]) -> tuple[Key, ...]:
        return tuple(fact.key for fact in self.incident.facts if fits(fact.text) and not is_about(LAW, fact.text))


def _on(entry: TimelineEntry, facts: list[Key]) -> Value:
    day = phrases.day(entry.date)
    before = "on" if len(entry.date) == 10 else "in"
    return Value({**day, "en": f"{before} {day['en']}"}, tuple(facts), entry.date)


def _days(since: Value | None, until: Value | None) -> Value | None:
    """Return the days from one to the other, where both are known to the day and one is before the other."""
    if not since or not until or len(since.day) < 10 or len(until.day) < 10:
        return None
    days = (datetime.date.fromisoformat(until.day) - datetime.date.fromisoformat(since.day)).days
    facts = tuple(dict.fromkeys((*since.facts, *until.facts)))
    return Value({"ja": str(days), "en": str(days)}, facts) if days > 0 else None
