"""What is wrong in an organisation's own files, said to authors in their language."""

import re
from functools import cache
from typing import Any, NamedTuple

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from questions.fileerrors import FileError
from training.studio import messages

_SENTENCES: dict[str, Any] = {
    "the file holds nothing yet; write the document, or take the file out": _l(
        "The file holds nothing yet. Write the document, or take the file out."
    ),
    "the file holds no fields; write lines such as `name: value`": _l(
        "The file holds no fields. Write lines such as “name: value”."
    ),
    "bank files end in .yaml; rename it to {name}": _l("Files end in .yaml. Rename it to %(name)s."),
    "the file should be named after its key, {name}": _l("The file should be named after its key, %(name)s."),
    "there may be more; mend those above first": _l("There may be more. Mend those above first."),
    "this field is required; add it": _l("This field is required. Add it."),
    "there is no field of this name here; did you mean {name}?": _l(
        "There is no field of this name here. Did you mean %(name)s?"
    ),
    "there is no field of this name here; take it out": _l("There is no field of this name here. Take it out."),
    "this is no whole number; write figures only": _l("This is no whole number. Write figures only."),
    "this is no number; write figures, such as 0.5": _l("This is no number. Write figures, such as 0.5."),
    "write true or false here": _l("Write true or false here."),
    "this is no text; put a number or a date into quotes": _l("This is no text. Put a number or a date into quotes."),
    "this is no list; begin each of its lines with a hyphen": _l(
        "This is no list. Begin each of its lines with a hyphen."
    ),
    "lines such as `name: value` are needed here": _l("Lines such as “name: value” are needed here."),
    "the field kind is required here; add it": _l("The field “kind” is required here. Add it."),
    "use lower-case letters and figures, joined by hyphens, such as mis-send": _l(
        "Please use lower-case letters and figures, joined by hyphens, such as mis-send."
    ),
    "write a day as 2019-05-09": _l("Please write a day, such as 2022-04-01."),
    "write a web address that begins with https://": _l("Please write a web address that begins with https://."),
    "write the two capital letters of the country, such as JP": _l(
        "Please write the two capital letters of the country, such as JP."
    ),
    "write q- and six to 32 lower-case letters or figures, such as q-7f3a91": _l(
        "Write q- and six to 32 lower-case letters or figures, such as q-7f3a91."
    ),
    "the smallest possible number is {limit}": _l("The smallest possible number is %(limit)s."),
    "the largest possible number is {limit}": _l("The largest possible number is %(limit)s."),
    "the number must be larger than {limit}": _l("The number must be larger than %(limit)s."),
    "use at least {limit} characters": _l("Please use at least %(limit)s characters."),
    "use at most {limit} characters": _l("Please use at most %(limit)s characters."),
    "at least {limit} must be listed here": _l("At least %(limit)s must be filled in here."),
    "at most {limit} can be listed here": _l("At most %(limit)s are possible here."),
    "no folder named {names} is in here": _l("There is no folder named %(names)s in here."),
    "“{given}” is not possible here; possible are {known}; did you mean {near}?": _l(
        "“%(given)s” is not possible here. Possible are %(known)s. Did you mean %(near)s?"
    ),
    "“{given}” is not possible here; possible are {known}": _l(
        "“%(given)s” is not possible here. Possible are %(known)s."
    ),
    "the real name, {slot}, may stand only in what happened": _l(
        "The real name, %(slot)s, may stand only in what happened."
    ),
    "there is no slot {slot}; known are {known}": _l("There is no slot %(slot)s. Known are %(known)s."),
    "two {things} have the same key: {name}; rename one of them": _l(
        "The key %(name)s stands twice. Rename one of the two."
    ),
    "the file is not UTF-8: {reason}; save it as UTF-8": _l("The file is not UTF-8. Save it as UTF-8."),
    "the file is larger than {size} kB; split it into documents": _l(
        "The file is larger than %(size)s kB. Split it into documents."
    ),
    "the file can't be opened: {reason}": _l("The file can't be opened: %(reason)s"),
    "this is a link or no file at all; put the file itself here": _l(
        "This is a link or no file at all. Put the file itself here."
    ),
    "the parts are nested too deeply; a bank file never needs this": _l(
        "The parts are nested too deeply. Such a file never needs this."
    ),
    "the file unfolds to more than {number} parts, or more than {depth} inside each other; "
    "write out what its *aliases repeat": _l("The file unfolds to too much. Write out what its *aliases repeat."),
    "an *alias stands inside of what it repeats; write out what it repeats": _l(
        "An *alias stands inside of what it repeats. Write out what it repeats."
    ),
    # What the parser of YAML found; its own words stay as they are.
    "this is not valid YAML: {problem}; put a text that contains a colon into quotes": _l(
        "This is not valid YAML (%(problem)s). Put a text that contains a colon into quotes."
    ),
    "this is not valid YAML: {problem}; write `name: value`, with a space behind the colon": _l(
        "This is not valid YAML (%(problem)s). Write “name: value”, with a space behind the colon."
    ),
    "this is not valid YAML: {problem}; indent with spaces, not with tabs": _l(
        "This is not valid YAML (%(problem)s). Indent with spaces, not with tabs."
    ),
    "this is not valid YAML: {problem}; put a text that begins with this character into quotes": _l(
        "This is not valid YAML (%(problem)s). Put a text that begins with this character into quotes."
    ),
    "this is not valid YAML: {problem}; a name can stand only once here; take one of them out": _l(
        "This is not valid YAML (%(problem)s). A name can stand only once here. Take one of them out."
    ),
    "this is not valid YAML: {problem}; look at the indentation of this line and of the one above": _l(
        "This is not valid YAML (%(problem)s). Look at the indentation of this line and of the one above."
    ),
    "this is not valid YAML: {problem}; there is no &anchor of this name above": _l(
        "This is not valid YAML (%(problem)s). There is no &anchor of this name above."
    ),
    "this is not valid YAML: {problem}; a file holds one document; put the second into a file of its own": _l(
        "This is not valid YAML (%(problem)s). A file holds one document. Put the second into a file of its own."
    ),
    "this is not valid YAML: {problem}; put the value into quotes": _l(
        "This is not valid YAML (%(problem)s). Put the value into quotes."
    ),
    "this is not valid YAML: {problem}": _l(
        "This is not valid YAML (%(problem)s). Look at this line and at the one above."
    ),
}
_PLACE = re.compile(r"([A-Za-z_][\w.\[\]-]*): (?=\S)")


class Told(NamedTuple):
    """An error in a file, in the language of the page: where it is and what to do."""

    file: str
    line: int
    place: str
    message: str


def tell(error: FileError) -> Told:
    """Say what is wrong in a file; a sentence that is not known is quoted."""
    found = _PLACE.match(error.message)
    place = found[1] if found else ""
    sentence = error.message[found.end() :] if found else error.message
    said = _of_sentence(sentence) or messages.of_sentence(sentence)
    return Told(error.path.name, error.line, place, said or gettext("Something is wrong: %(words)s", words=sentence))


@cache
def _patterns() -> list[tuple[re.Pattern[str], Any]]:
    return [(messages.pattern_of(sentence), message) for sentence, message in _SENTENCES.items()]


def _of_sentence(sentence: str) -> str:
    for pattern, message in _patterns():
        if found := pattern.fullmatch(sentence):
            return str(message) % found.groupdict() if found.groupdict() else str(message)
    return ""
