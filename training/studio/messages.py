"""What is wrong with a document, said to authors in their language."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from questions.redaction.gate import Sort
from questions.redaction.publication import MESSAGES
from training import kinds
from training.forms.pieces import visible
from training.studio import vocabulary

_GENERAL = _l("This could not be read. Please check it.")

_BY_TYPE: dict[str, Any] = {
    "int_parsing": _l("Please write a whole number."),
    "int_from_float": _l("Please write a whole number."),
    "int_parsing_size": _l("This number is too large."),
    "float_parsing": _l("Please write a number, such as 0.5."),
    "finite_number": _l("Please write a number, such as 0.5."),
    "bool_parsing": _l("Something is either ticked or not."),
    "literal_error": _l("Please choose one from the list."),
    "enum": _l("Please choose one from the list."),
    "date_from_datetime_parsing": _l("Please write a day, such as 2022-04-01."),
    "date_parsing": _l("Please write a day, such as 2022-04-01."),
}

_BY_LIMIT: dict[str, tuple[str, Any]] = {
    "greater_than_equal": ("ge", _l("The smallest possible number is %(limit)s.")),
    "less_than_equal": ("le", _l("The largest possible number is %(limit)s.")),
    "greater_than": ("gt", _l("The number must be larger than %(limit)s.")),
    "string_too_long": ("max_length", _l("Please use at most %(limit)s characters.")),
    "too_short": ("min_length", _l("At least %(limit)s must be filled in here.")),
    "too_long": ("max_length", _l("At most %(limit)s are possible here.")),
}

_BY_FIELD: dict[str, Any] = {
    "address": _l("Please write a web address that begins with https://."),
    "country": _l("Please write the two capital letters of the country, such as JP."),
}

_KEY = _l("Please use lower-case letters and figures, joined by hyphens, such as mis-send.")

_SENTENCES: dict[str, Any] = {
    # Documents
    "valid_until lies before valid_from": _l("The last day lies before the first one."),
    "two sources or two facts have the same key": _l("Two sources or two facts have the same short name."),
    "fact {fact} names the source {source}, which is not listed": _l(
        "The fact %(fact)s names the source %(source)s, which is not listed."
    ),
    "the timeline names facts that are not listed: {facts}": _l(
        "The timeline names facts that are not listed: %(facts)s"
    ),
    "two steps have the same key": _l("Two steps have the same short name."),
    "step {step} leads to {target}, which is not a step of this scenario": _l(
        "The step %(step)s leads to %(target)s, which is not a step of this scenario any more."
    ),
    "two questions have the same uid": _l("Two questions have the same identifier."),
    "a text needs at least one language": _l("Please write this in at least one language."),
    "{tag} is not a language tag such as 'ja' or 'en'": _l("The language %(tag)s is not known."),
    "the text for {tag} is empty": _l("The text for the language %(tag)s is empty."),
    "the character {character} can't be used in a text": _l(
        "The invisible character %(character)s can't be used in a text. It is taken out below; please check the text "
        "and save again."
    ),
    "a text may have at most {number} characters": _l("A text may have at most %(number)s characters."),
    "write a date as 2019, 2019-05 or 2019-05-09": _l("Please write a date as 2019, 2019-05 or 2019-05-09."),
    "schema_version {version} is newer than this program understands": _l(
        "This was written by a newer version of the program."
    ),
    "two options have the same key": _l("Two options have the same short name."),
    # Publication
    "the same scenario stands twice": _l("The same scenario stands here twice."),
    "there is no scenario {key}": _l("There is no scenario %(key)s."),
    "there is no incident {key}": _l("There is no incident %(key)s."),
    "there is no control {key}": _l("There is no control %(key)s."),
    "a section is either a scenario or a draw": _l(
        "A sitting is either a scenario or a draw: choose a scenario, or fill in the draw, but not both."
    ),
    "{asked} questions are asked for, but only {possible} fit that nothing else in this quiz asks": _l(
        "%(asked)s questions are to be drawn, but only %(possible)s fit that nothing else in this quiz asks."
    ),
    "no question is left to draw on the control {name}": _l(
        "The draw asks for the control %(name)s, but no question on it may be asked alone and stands outside the "
        "scenarios of this quiz."
    ),
    "no question is left to draw on the topic {name}": _l(
        "The draw asks for the topic %(name)s, but no question on it may be asked alone and stands outside the "
        "scenarios of this quiz."
    ),
    "no question is left to draw for {name}": _l(
        "The draw asks for questions for %(name)s, but none of them may be asked alone and stands outside the "
        "scenarios of this quiz."
    ),
    "no question is left to draw from the set of twins {name}": _l(
        "The draw asks for the set of twins %(name)s, but none of them may be asked alone and stands outside the "
        "scenarios of this quiz."
    ),
    "the question is retired; take the step out or put another question in its place": _l(
        "The question is retired. Take the step out, or put another question in its place."
    ),
    "a step that may be asked alone needs a question that is marked": _l(
        "A step that may be asked alone needs a question that is marked."
    ),
    "a step that may be asked alone can't lead to different steps": _l(
        "A step that may be asked alone can't lead to different steps."
    ),
    "no step is marked, so nobody could pass or fail": _l("No step asks a question, so nobody could pass or fail."),
    "its question uid is also that of {step}": _l("Its question has the same identifier as that of %(step)s."),
    "its question is a twin of that of {step}, and both would be asked": _l(
        "Its question is a twin of that of %(step)s, and every attempt would ask both. Take one of them out, or put "
        "another question in its place."
    ),
    "what happened names facts that the incident does not list: {facts}": _l(
        "“What really happened” names facts that the incident does not list: %(facts)s"
    ),
    "a question needs what really happened, with at least one fact": _l(
        "A question needs “What really happened”, with at least one fact."
    ),
    "the step is still as it was proposed; edit it first": _l(
        "This step is still as it was proposed. Edit it, so that it fits the case and the people who will meet it."
    ),
    "a placeholder is left: {text}": _l("Here is something left to decide: %(text)s"),
    "a question needs feedback to its answers": _l("A question needs feedback to its answers."),
    "the feedback “{text}” says nothing": _l("The feedback “%(text)s” says nothing."),
    "a question needs at least one control": _l("A question needs at least one control."),
    "no {language} text beside “{beginning}”": _l("The text “%(beginning)s” is missing in the language %(language)s."),
    "there are more than {number} ways through this scenario; join some branches": _l(
        "There are more than %(number)s ways through this scenario. Please join some branches."
    ),
    "this way comes back to {step}: {way}": _l("This way comes back to the step %(step)s: %(way)s"),
    "this way misses the marked step {steps}: {way}": _l(
        "This way misses the step %(steps)s, which is marked: %(way)s"
    ),
    "no way leads to the step {step}": _l("No way leads to the step %(step)s."),
}


_EXPOSED = {
    Sort.PERSON: _l(
        "“%(words)s” (%(language)s) is the name of a person. Take it out, or keep it on purpose and say why."
    ),
    Sort.EMAIL: _l(
        "“%(words)s” (%(language)s) is an e-mail address that somebody may have. Take it out, or keep it on purpose "
        "and say why."
    ),
    Sort.TELEPHONE: _l(
        "“%(words)s” (%(language)s) is a telephone number that somebody may have. Take it out, or keep it on purpose "
        "and say why."
    ),
    Sort.ACCOUNT: _l(
        "“%(words)s” (%(language)s) is the number of a card, an account or a person. Take it out, or keep it on "
        "purpose and say why."
    ),
    Sort.PLACE: _l(
        "“%(words)s” (%(language)s) is the address of a house. Take it out, or keep it on purpose and say why."
    ),
    Sort.ORGANISATION: _l(
        "“%(words)s” (%(language)s) is the name of the real organisation. Take it out, or keep it on purpose "
        "and say why."
    ),
}
_SENTENCES |= {MESSAGES[sort]: told for sort, told in _EXPOSED.items()}


def pattern_of(sentence: str) -> re.Pattern[str]:
    """Return what a sentence of the bank looks like; its {parts} are groups."""
    parts = re.split(r"\{(\w+)\}", sentence)
    shapes = [f"(?P<{part}>.+?)" if number % 2 else re.escape(part) for number, part in enumerate(parts)]
    return re.compile("".join(shapes), re.DOTALL)


@cache
def _patterns() -> list[tuple[re.Pattern[str], Any]]:
    sentences = _SENTENCES | kinds.complaints()
    return [(pattern_of(sentence), message) for sentence, message in sentences.items()]


def of_sentence(sentence: str, names: Mapping[str, str] | None = None) -> str | None:
    """Return what the bank says about a document in the language of this page, or None when it is not known.

    `names` says what an author calls the steps or facts that the bank knows by their keys.
    """
    for pattern, message in _patterns():
        if found := pattern.fullmatch(sentence):
            parts = {part: _named(value, names or {}) for part, value in found.groupdict().items()}
            return str(message) % parts if parts else str(message)
    return None


def _named(value: str, names: Mapping[str, str]) -> str:
    pieces = re.split(r"( → |, )", value)
    return "".join(visible(names.get(piece) or vocabulary.language_name(piece)) for piece in pieces)


def of_problem(sentence: str, names: Mapping[str, str] | None = None) -> str:
    """Return what stands in the way of publication, in the language of this page."""
    return of_sentence(sentence, names) or gettext("Something is wrong here: %(sentence)s", sentence=sentence)


def of_error(error: Mapping[str, Any]) -> str:
    """Return what pydantic found, in the language of this page."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        return of_sentence(error["msg"].removeprefix("Value error, ")) or str(_GENERAL)
    if kind == "string_pattern_mismatch":
        names = [part for part in error["loc"] if isinstance(part, str)]
        return str(_BY_FIELD.get(names[-1] if names else "", _KEY))
    if kind in _BY_LIMIT:
        name, message = _BY_LIMIT[kind]
        return str(message) % {"limit": context.get(name, "")}
    return str(_BY_TYPE.get(kind, _GENERAL))


def beside(error: Mapping[str, Any], label: object) -> str:
    """Return what pydantic found in a field, with the field's name, so that a summary can be understood alone."""
    if error["type"] == "missing":
        return gettext("Please fill in “%(field)s”.", field=label)
    return gettext("%(field)s: %(message)s", field=label, message=of_error(error))
