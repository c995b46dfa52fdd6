"""Rules on what is asked: one decision, asked positively, in words that do not point at the answer."""

from collections.abc import Iterator

from questions.fault import N_
from questions.lint import phrases, words
from questions.lint.choices import choices
from questions.lint.finding import Flaw, StepCase, rule
from questions.lint.literature import GUIDELINES, HINDSIGHT, TRANSFER
from questions.text import LocalisedText


@rule(
    "negative-stem",
    StepCase,
    N_("A question with a negation"),
    N_("People overlook a “not” in the question and then answer the opposite of what they know."),
    GUIDELINES,
)
def negative_stem(case: StepCase) -> Iterator[Flaw]:
    """Find a question asked with a negation; what it quotes does not count."""
    for text, tag in _prompts(case):
        if hit := phrases.NEGATIONS.search(words.unquoted(text), tag):
            yield Flaw(N_("The question is asked with a negation: “%(words)s”."), {"words": hit[0]}, "", tag)


@rule(
    "slogans",
    StepCase,
    N_("A slogan in place of a decision"),
    N_("A slogan asks for agreement, not for a decision; practice in deciding is what carries over to work."),
    TRANSFER,
)
def slogans(case: StepCase) -> Iterator[Flaw]:
    """Find questions, and advice for tomorrow, that could stand in any poster."""
    advice = [case.step.tomorrow] if case.step.tomorrow else []
    for text, tag in [*_prompts(case), *_each(advice)]:
        if hit := phrases.SLOGANS.search(words.unquoted(text), tag):
            message = N_("“%(words)s” is a slogan; ask for a decision, or name one thing to do.")
            yield Flaw(message, {"words": hit[0]}, "", tag)


@rule(
    "stem-key-overlap",
    StepCase,
    N_("A word of the question in the right option alone"),
    N_("A word of the question that comes back in the right option alone points at it."),
    GUIDELINES,
)
def stem_key_overlap(case: StepCase) -> Iterator[Flaw]:
    """Find words that the question shares with the right option and with no other."""
    prompts = {tag: text for text, tag in _prompts(case)}
    for shown in choices(case.step.question):
        tag = shown.language
        if len(shown.right) != 1 or tag not in prompts:
            continue
        key = shown.right[0]
        shared = [term for term in words.terms(prompts[tag], tag) if words.has(term, key.text, tag)]
        alone = [term for term in shared if not any(words.has(term, rival.text, tag) for rival in shown.rivals)]
        if alone:
            message = N_("Of all options only the right one repeats “%(word)s” from the question.")
            yield Flaw(message, {"word": sorted(alone)[0]}, key.key, tag)


@rule(
    "hindsight",
    StepCase,
    N_("Hindsight"),
    N_("Anyone who knows the end believes that it could be seen coming, and no longer decides with what is known now."),
    HINDSIGHT,
)
def hindsight(case: StepCase) -> Iterator[Flaw]:
    """Find words that know the end, in the moment or the question of a step that does not look back."""
    if case.step.look_back:
        return
    prompt = [case.step.question.prompt] if case.step.question else []
    for text, tag in _each([case.step.moment.label, case.step.story, *prompt]):
        if hit := phrases.HINDSIGHT.search(words.unquoted(text), tag):
            message = N_("“%(words)s” looks back, but this step does not say that it does.")
            yield Flaw(message, {"words": hit[0]}, "", tag)


def _prompts(case: StepCase) -> list[tuple[str, str]]:
    return _each([case.step.question.prompt]) if case.step.question else []


def _each(texts: list[LocalisedText]) -> list[tuple[str, str]]:
    return [(text, tag) for localised in texts for tag, text in localised.root.items()]
