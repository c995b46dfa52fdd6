"""Which steps an incident suggests, why, and what they say once its facts fill their slots."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, get_args

from pydantic import BaseModel

from questions.drafts.filling import Filling
from questions.drafts.known import Known
from questions.drafts.origin import Draft
from questions.drafts.pattern import Day, Pattern, Stage, slots_in
from questions.drafts.unfinished import words_digest
from questions.incident import Incident
from questions.scenario import Step
from questions.text import Key, LocalisedText

_STAGES, _DAYS = list(Stage), get_args(Day)


class Why(NamedTuple):
    """Why a step is proposed: the incident's topics, controls, facts and gaps that its pattern asks for."""

    topics: list[Key]
    controls: list[Key]
    facts: list[Key]
    gaps: dict[str, int]


class Proposal(NamedTuple):
    """A step that an incident suggests, not stored anywhere yet."""

    pattern: Pattern
    step: Step
    why: Why


def propose(incident: Incident, patterns: Iterable[Pattern], controls: Mapping[Key, Key]) -> list[Proposal]:
    """List the steps whose patterns fit, in the order of the story.

    `controls` says under which key a bank has, or can bring in, what a pattern calls by its own.
    """
    known = Known(incident)
    found = [
        Proposal(pattern, draft_step(pattern, known, controls), why)
        for pattern in patterns
        if (why := _why(pattern, known))
    ]
    return sorted(found, key=lambda each: (_STAGES.index(each.pattern.stage), _day(each.pattern), each.pattern.key))


def _day(pattern: Pattern) -> int:
    """Return where the day of a pattern stands among those of an incident; behind them where it names none."""
    return _DAYS.index(pattern.moment.on) if pattern.moment.on else len(_DAYS)


def _why(pattern: Pattern, known: Known) -> Why | None:
    when, incident = pattern.when, known.incident
    topics = [topic for topic in incident.topics if topic in when.topics]
    controls = [control for control in incident.controls if control in when.controls]
    said = known.says(when.words) if when.words else []
    needed = [known.values.get(name) for name in when.facts]
    if said is None or None in needed or (when.country and when.country != incident.country):
        return None
    if (when.topics or when.controls) and not topics and not controls:
        return None
    used = [name for name in dict.fromkeys((*when.facts, *slots_in(pattern.what_happened))) if name in known.values]
    gaps = {name: int(known.values[name].texts["en"]) for name in used if name.startswith("days_")}
    facts = [*said, *(key for value in needed if value for key in value.facts)]
    return Why(topics, controls, list(dict.fromkeys(facts)), gaps)


def draft_step(pattern: Pattern, known: Known, controls: Mapping[Key, Key], uid: str = "") -> Step:
    """Return the step that a pattern proposes, with what each of its sentences rests on.

    It practises those of the pattern's controls that `controls` leads to and no others; else its author chooses.
    """
    filling = Filling(known)
    day = known.values.get(pattern.moment.on or "")
    data: dict[str, Any] = {
        "key": pattern.key,
        "moment": {"label": filling.text(pattern.moment.label), "date": day.day if day else None},
        "controls": list(dict.fromkeys(controls[key] for key in pattern.controls if key in controls)),
        "barrier": pattern.barrier,
        "look_back": pattern.look_back,
    }
    data |= {name: _filled(getattr(pattern, name), filling) for name in ("role", "story", "exhibits", "question")}
    data["what_happened"] = filling.what_happened(pattern.what_happened, pattern.cites)
    data["tomorrow"] = _filled(pattern.tomorrow, filling)
    data["question"] |= {"uid": uid or pattern.question.uid, "family": pattern.question.family or pattern.key}
    step = Step.model_validate(data)
    draft = Draft(pattern=pattern.key, sentences=filling.cited, sha256=words_digest(step))
    return step.model_copy(update={"draft": draft})


def _filled(value: Any, filling: Filling) -> Any:
    if isinstance(value, LocalisedText):
        return filling.text(value)
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        return {field.alias or name: _filled(getattr(value, name), filling) for name, field in fields.items()}
    if isinstance(value, list):
        return [_filled(item, filling) for item in value]
    return value
