"""Rules on options: nothing but the case tells which one is right, and each is worth thinking about."""

from collections.abc import Iterator
from itertools import combinations
from os.path import commonprefix
from statistics import median

from questions.fault import N_
from questions.lint import phrases, words
from questions.lint.choices import Choice, Choices, alternatives, choices, items
from questions.lint.finding import Flaw, StepCase, rule
from questions.lint.literature import FEEDBACK, FLAWED_ITEMS, GUIDELINES, THREE_OPTIONS

LONGER = 1.15
"""So much longer than every other is seen at a glance."""

LEAST_MORE = {"ja": 3, "en": 6}

FEWEST, MOST = 3, 5
THIN = 0.4
"""An option of less than this share of what is usual beside it looks like a filler."""

SHORT_FEEDBACK = 0.5
FEEDBACK_WORTH_COMPARING = {"ja": 40, "en": 80}


def _least(table: dict[str, int], tag: str) -> int:
    return table["ja" if words.is_japanese(tag) else "en"]


@rule(
    "key-longest",
    StepCase,
    N_("The right option is the longest"),
    N_("People who do not know the answer choose the longest option, and writers tend to make the right one longest."),
    GUIDELINES,
    FLAWED_ITEMS,
)
def key_longest(case: StepCase) -> Iterator[Flaw]:
    """Find a right option that is longer than all others."""
    for shown in choices(case.step.question):
        right = min(shown.right, key=lambda choice: words.length(choice.text))
        key, longest = words.length(right.text), max(words.length(rival.text) for rival in shown.rivals)
        if key > longest * LONGER and key - longest >= _least(LEAST_MORE, shown.language):
            message = N_("The right option is longer than all others: %(right)d letters against at most %(other)d.")
            yield Flaw(message, {"right": key, "other": longest}, right.key, shown.language)


SHAPE = N_("An option of another shape than its rivals stands out, and a clever guesser takes it without the story.")


@rule("key-shape", StepCase, N_("The right option has another shape"), SHAPE, GUIDELINES)
def key_shape(case: StepCase) -> Iterator[Flaw]:
    """Find one right option that begins, ends or is built otherwise than all others, which are alike."""
    for shown in choices(case.step.question):
        if len(shown.right) == 1 and len(shown.rivals) > 1:
            yield from _shape(shown, shown.right[0])


def _shape(shown: Choices, key: Choice) -> Iterator[Flaw]:
    tag = shown.language
    rivals = [rival.text for rival in shown.rivals]
    alike = _opening_alike(rivals, tag)
    if alike and not _begins(key.text, alike, tag):
        message = N_("All other options begin with words like “%(opening)s”; the right one does not.")
        yield Flaw(message, {"opening": alike}, key.key, tag)
    endings = {words.ending(text, tag) for text in rivals}
    if len(endings) == 1 and words.ending(key.text, tag) not in endings:
        yield Flaw(N_("The right option ends in another grammatical form than all others."), {}, key.key, tag)
    counts = {words.parts(text, tag) for text in rivals}
    if len(counts) == 1 and (own := words.parts(key.text, tag)) > (other := counts.pop()):
        message = N_("The right option joins more ideas than all others: %(own)d against %(other)d.")
        yield Flaw(message, {"own": own, "other": other}, key.key, tag)


def _opening_alike(rivals: list[str], tag: str) -> str:
    """Return what all rivals begin with: in Japanese the same characters, else a word or kind of word."""
    if words.is_japanese(tag):
        begun = commonprefix(rivals)  # noqa: RUF071  # these are no paths; characters are what is compared
        return begun if len(begun) >= 2 else ""
    firsts = {words.first_word(text) for text in rivals}
    if len(firsts) == 1:
        return firsts.pop()
    kinds = {words.opening(text) for text in rivals}
    return kinds.pop() if len(kinds) == 1 else ""


def _begins(text: str, alike: str, tag: str) -> bool:
    if words.is_japanese(tag):
        return text.startswith(alike[:2])
    return words.first_word(text) == alike or words.opening(text) == (words.opening(alike) or alike)


@rule(
    "absolutes",
    StepCase,
    N_("Words without exception"),
    N_("Words without exception give an option away: hardly anything at work is true always or never."),
    GUIDELINES,
)
def absolutes(case: StepCase) -> Iterator[Flaw]:
    """Find words without exception in options."""
    for shown in choices(case.step.question):
        for choice in shown.all:
            if hit := phrases.ABSOLUTES.search(words.unquoted(choice.text), shown.language):
                message = N_("The word “%(word)s” allows no exception.")
                yield Flaw(message, {"word": hit[0]}, choice.key, shown.language)


@rule(
    "all-of-the-above",
    StepCase,
    N_("Options that point at others"),
    N_(
        "Anyone who sees two right options takes “all of the above” without knowing the third; “none” hides the "
        "right one."
    ),
    GUIDELINES,
)
def all_of_the_above(case: StepCase) -> Iterator[Flaw]:
    """Find options that only point at other options."""
    for shown in choices(case.step.question):
        for choice in shown.all:
            if phrases.ABOVE.search(choice.text, shown.language):
                message = N_("This option only points at the others; they are shuffled besides.")
                yield Flaw(message, {}, choice.key, shown.language)


@rule(
    "duplicate-options",
    StepCase,
    N_("Options that say the same"),
    N_("Two options that mean the same can't both be right, so a guesser strikes them out."),
    GUIDELINES,
)
def duplicate_options(case: StepCase) -> Iterator[Flaw]:
    """Find options, items or segments that say the same, but for words that mean nothing."""
    listed = items(case.step.question)
    for tag in words.languages([text for _key, text in listed]):
        for (first, one), (second, other) in combinations(listed, 2):
            if words.gist(one.in_language(tag), tag) == words.gist(other.in_language(tag), tag):
                message = N_("This says the same as %(other)s.")
                yield Flaw(message, {"other": first}, second, tag)


@rule(
    "implausible-options",
    StepCase,
    N_("Options that nobody would choose"),
    N_("An option that nobody would take is no option; three good ones are better than four with a filler."),
    GUIDELINES,
    THREE_OPTIONS,
)
def implausible_options(case: StepCase) -> Iterator[Flaw]:
    """Find wrong options that look like fillers or jokes."""
    for shown in choices(case.step.question):
        usual = median(words.length(choice.text) for choice in shown.all)
        for choice in shown.rivals:
            if phrases.FILLERS.search(choice.text, shown.language):
                yield Flaw(N_("Hardly anybody would choose this."), {}, choice.key, shown.language)
            elif phrases.JOKES.search(choice.text, shown.language):
                yield Flaw(N_("This sounds like a joke or a shout."), {}, choice.key, shown.language)
            elif words.length(choice.text) < usual * THIN:
                yield Flaw(N_("This is much shorter than the options beside it."), {}, choice.key, shown.language)


@rule(
    "option-count",
    StepCase,
    N_("Too few or too many options"),
    N_("Two options are guessed too easily; more than a few good ones are rarely found and only take time to read."),
    THREE_OPTIONS,
)
def option_count(case: StepCase) -> Iterator[Flaw]:
    """Find a choice of one between two options or between more than five."""
    count = alternatives(case.step.question)
    if count and not FEWEST <= count <= MOST:
        yield Flaw(N_("There are %(count)d options; three to five are good."), {"count": count})


@rule(
    "unequal-feedback",
    StepCase,
    N_("Feedback that explains less"),
    N_("Feedback that explains is worth about ten times a bare right or wrong, after every option and not only one."),
    FEEDBACK,
)
def unequal_feedback(case: StepCase) -> Iterator[Flaw]:
    """Find feedback that is a verdict, or far shorter than that of the other options."""
    for shown in choices(case.step.question):
        lengths = {choice.key: words.length(choice.feedback) for choice in shown.all}
        for choice in shown.all:
            others = median(lengths[key] for key in lengths if key != choice.key)
            if phrases.VERDICTS.search(choice.feedback, shown.language):
                message = N_("The feedback begins with a verdict; say what the choice leads to, and why.")
                yield Flaw(message, {}, choice.key, shown.language)
            elif others >= _least(FEEDBACK_WORTH_COMPARING, shown.language) and (
                lengths[choice.key] < others * SHORT_FEEDBACK
            ):
                message = N_(
                    "The feedback is much shorter than that of the other options: %(own)d letters to %(other)d."
                )
                yield Flaw(message, {"own": lengths[choice.key], "other": int(others)}, choice.key, shown.language)
