"""Rules on the case itself: what it rests on, whom it names, how long it takes, whether its languages agree."""

import re
from collections.abc import Iterator

from questions.fault import N_
from questions.lint import words
from questions.lint.finding import Flaw, ScenarioCase, StepCase, rule
from questions.lint.literature import READING_RATE, TRANSLATING
from questions.paths import paths
from questions.reading import SITTING_MINUTES, is_too_long, minutes_of_text, sitting_minutes
from questions.redaction.organisations import names_of, organisations_in
from questions.redaction.plain import plain
from questions.release import Bank
from questions.text import LocalisedText, texts_in


@rule(
    "missing-fact",
    StepCase,
    N_("A question without a fact"),
    N_("A question that rests on no fact of the real event is an opinion; nobody can check it."),
    is_needed=True,
)
def missing_fact(case: StepCase) -> Iterator[Flaw]:
    """Find questions without a fact, and facts that the incident does not list."""
    happened, incident = case.step.what_happened, case.bank.incidents.get(case.scenario.incident)
    if case.step.question and not happened:
        yield Flaw(N_("The question names no fact of what really happened."))
    listed = {fact.key for fact in incident.facts} if incident else set()
    for key in happened.facts if happened else []:
        if key not in listed:
            yield Flaw(N_("The incident lists no fact %(fact)s."), {"fact": key})


@rule(
    "missing-control",
    StepCase,
    N_("A question without a control"),
    N_("A question without a rule shows no gap: nobody can say what to train or to change after a wrong answer."),
    is_needed=True,
)
def missing_control(case: StepCase) -> Iterator[Flaw]:
    """Find questions without a control, and controls that the bank does not have."""
    if case.step.question and not case.step.controls:
        yield Flaw(N_("The question names no control."))
    for key in case.step.controls:
        if key not in case.bank.controls:
            yield Flaw(N_("The bank has no control %(control)s."), {"control": key})


REAL_NAME = N_("In play nobody's real name stands, so that no words are put into the mouth of a real organisation.")


def _named(texts: list[LocalisedText], own: str, bank: Bank) -> Iterator[Flaw]:
    """Yield the names of other incidents' organisations; those of the own one are for the redaction gate."""
    others = [incident for incident in bank.incidents.values() if incident.key != own]
    names = sorted({name for incident in others for name in names_of(incident)}, key=lambda name: (-len(name), name))
    for text in texts:
        for tag, said in text.root.items():
            if hit := next(organisations_in(plain(said), names), None):
                yield Flaw(N_("“%(name)s” is the name of a real organisation."), {"name": hit}, "", tag)


@rule("real-name-in-play", StepCase, N_("A real name in play"), REAL_NAME)
def real_name_in_step(case: StepCase) -> Iterator[Flaw]:
    """Find the name of a real organisation anywhere in a step but under what really happened."""
    texts = texts_in(case.step.model_copy(update={"what_happened": None}))
    yield from _named(texts, case.scenario.incident, case.bank)


@rule("real-name-in-title", ScenarioCase, N_("A real name before the first step"), REAL_NAME)
def real_name_in_head(case: ScenarioCase) -> Iterator[Flaw]:
    """Find the name of a real organisation in what stands before the first step."""
    texts = texts_in(case.scenario.model_copy(update={"steps": []}))
    yield from _named(texts, case.scenario.incident, case.bank)


@rule(
    "reading-load",
    ScenarioCase,
    N_("A sitting of more than ten minutes"),
    N_("A sitting of more than ten minutes is put off or broken off. It is counted at a careful reader's pace."),
    READING_RATE,
)
def reading_load(case: ScenarioCase) -> Iterator[Flaw]:
    """Find sittings whose longest way takes more than ten counted minutes."""
    if paths(case.scenario).are_too_many:
        return
    rules = {control.key: control.rule for control in case.bank.controls.values()}
    for tag in case.languages:
        minutes = sitting_minutes(case.scenario, rules, tag)
        if is_too_long(minutes):
            message = N_("This sitting takes %(minutes)s minutes; %(limit)d are the limit.")
            yield Flaw(message, {"minutes": f"{minutes:.1f}", "limit": SITTING_MINUTES}, "", tag)


LANGUAGE = N_("Everybody must decide the same thing on the same grounds, whatever language they read.")

MUCH_LONGER = 2.5
WORTH_COMPARING = 0.15
"""Minutes; below, a name or a greeting makes the difference."""


@rule("language-mismatch", StepCase, N_("Languages that do not agree"), LANGUAGE, TRANSLATING)
def language_mismatch_in_step(case: StepCase) -> Iterator[Flaw]:
    """Find texts that are missing, in the wrong language, or far shorter than in the other one."""
    yield from _mismatches(texts_in(case.step), case.languages)


@rule(
    "language-mismatch-in-title",
    ScenarioCase,
    N_("Languages that do not agree before the first step"),
    LANGUAGE,
    TRANSLATING,
)
def language_mismatch_in_head(case: ScenarioCase) -> Iterator[Flaw]:
    """Find such texts in what stands before the first step."""
    head = texts_in(case.scenario.model_copy(update={"steps": []}))
    yield from _mismatches(head, case.languages)


def _mismatches(texts: list[LocalisedText], tags: list[str]) -> Iterator[Flaw]:
    for tag in tags:
        if missing := [text for text in texts if text.missing([tag])]:
            message = N_("Texts missing in this language: %(count)d. The first one is “%(text)s”.")
            begun = next(iter(missing[0].root.values()))[:30]
            yield Flaw(message, {"count": len(missing), "text": begun}, "", tag)
    for text in texts:
        for tag, said in text.root.items():
            if _is_other_language(said, tag):
                yield Flaw(N_("“%(text)s” is written in another language."), {"text": said[:30]}, "", tag)
        if short := _much_shorter(text):
            message = N_("“%(text)s” says much less than in the other language.")
            yield Flaw(message, {"text": text.root[short][:30]}, "", short)


def _is_other_language(text: str, tag: str) -> bool:
    if words.is_japanese(tag):
        sentence = len(re.findall(r"(?<![\w@./-])[a-z]{2,}(?![\w@./])", text)) >= 4
        return sentence and not words.japanese(text)
    return tag.partition("-")[0] == "en" and words.japanese(text) * 2 > words.latin(text)


def _much_shorter(text: LocalisedText) -> str:
    """Return the language that says much less than another; empty when they say about as much."""
    minutes = {tag: minutes_of_text(said) for tag, said in text.root.items() if tag.partition("-")[0] in {"ja", "en"}}
    if len(minutes) < 2 or max(minutes.values()) < WORTH_COMPARING:
        return ""
    least = min(minutes, key=lambda tag: minutes[tag])
    return least if minutes[least] * MUCH_LONGER < max(minutes.values()) else ""
