"""What still keeps a draft from being published: nobody has edited it, or a placeholder stands in it."""

from collections.abc import Collection, Iterator
from typing import Any

from pydantic import BaseModel

from questions.canonical import canonical_bytes, digest
from questions.drafts.placeholders import placeholders
from questions.fault import N_, Fault, Quoted, fault
from questions.scenario import Scenario, Step
from questions.text import NEUTRAL, LocalisedText

_AS_PROPOSED = N_(
    "This step is still as it was proposed. Edit it, so that it fits the case and the people who will meet it."
)
_TO_DECIDE = N_("Here is something left to decide: %(text)s")
_NOT_WORDS = {
    *("key", "uid", "family", "retired", "next", "draft", "kept_on_purpose"),
    *("controls", "facts", "barrier", "look_back", "alone"),
}


def words_digest(step: Step) -> str:
    """Return a SHA-256 over what a step says and how it is marked, however spaces and languages are laid out."""
    return digest(canonical_bytes(_said(step)))


def as_proposed(step: Step) -> bool:
    """Tell whether a step still says what was proposed, word for word."""
    return step.draft is not None and step.draft.sha256 == words_digest(step)


def obstacles_in(scenario: Scenario, languages: Collection[str]) -> Iterator[tuple[str, Fault]]:
    """Yield (step key, what is unfinished there in some languages); no key: in what stands before the first step."""
    head = scenario.model_copy(update={"steps": []})
    yield from (("", left) for left in to_decide(head, languages))
    for step in scenario.steps:
        if as_proposed(step):
            yield step.key, fault(_AS_PROPOSED)
        yield from ((step.key, left) for left in to_decide(step, languages))


def to_decide(part: object, languages: Collection[str]) -> Iterator[Fault]:
    """Yield a fault for each placeholder that learners of these languages would see in a part of a document."""
    shown = {*languages, NEUTRAL}
    return (fault(_TO_DECIDE, text=Quoted(each.text)) for each in placeholders(part) if each.language in shown)


def _said(value: Any) -> Any:
    if isinstance(value, LocalisedText):
        neutral = value.root.get(NEUTRAL)
        texts = {"ja": neutral, "en": neutral} if neutral else value.root
        return {tag: " ".join(text.split()) for tag, text in texts.items() if text}
    if isinstance(value, BaseModel):
        named = {name: _said(getattr(value, name)) for name in type(value).model_fields if name not in _NOT_WORDS}
        return {name: said for name, said in named.items() if said not in (None, [], "", {})}
    if isinstance(value, list | tuple):
        return [_said(item) for item in value]
    return value
