"""From a file to plain data: safe YAML of a bounded size, however its aliases unfold."""

import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from questions.fault import N_, Fault, Sentence, fault
from questions.fileerrors import BrokenBank, FileError

LARGEST_FILE = 1_000_000
MOST_PARTS = 50_000
MOST_CHARACTERS = 5 * LARGEST_FILE
DEEPEST = 40

_DEEP = re.compile(r"(?:[\[{][ \t\r\n]*){60}|^(?:- ?|\? ?){60}|^ {300}", re.MULTILINE)
"""What the parser would take minutes for, at the size that a file may have."""

_STUMBLED = (AttributeError, KeyError, TypeError)
"""What the parser raises where an alias repeats what is not read to its end."""

_UNREADABLE = (YAMLError, RecursionError, ValueError, *_STUMBLED)

_TOO_DEEP = N_("The parts are nested too deeply. Such a file never needs this.")
_NO_FILE = N_("This is a link or no file at all. Put the file itself here.")
_TOO_LARGE = N_("The file is larger than %(size)s kB. Split it into documents.")
_CLOSED = N_("The file can't be opened: %(reason)s")
_NOT_UTF_8 = N_("The file is not UTF-8. Save it as UTF-8.")
_AROUND_ITSELF = N_("An *alias stands inside of what it repeats. Write out what it repeats.")
_UNFOLDS = N_(
    "The file unfolds to more than %(parts)s parts, or more than %(depth)s inside each other. Write out what its "
    "*aliases repeat."
)
_IN_QUOTES = N_("This is not valid YAML (%(problem)s). Put the value into quotes.")
_SIGN = N_("This is not valid YAML (%(problem)s). Put a text that begins with this character into quotes.")

_OF_PARSER: Mapping[str, Sentence] = {
    "mapping values are not allowed": N_(
        "This is not valid YAML (%(problem)s). Put a text that contains a colon into quotes."
    ),
    "could not find expected ':'": N_(
        "This is not valid YAML (%(problem)s). Write “name: value”, with a space behind the colon."
    ),
    "found character '\\t'": N_("This is not valid YAML (%(problem)s). Indent with spaces, not with tabs."),
    "found character '`'": _SIGN,
    "found character '@'": _SIGN,
    "found duplicate key": N_(
        "This is not valid YAML (%(problem)s). A name can stand only once here. Take one of them out."
    ),
    "but found another document": N_(
        "This is not valid YAML (%(problem)s). A file holds one document. Put the second into a file of its own."
    ),
    "expected <block end>": N_(
        "This is not valid YAML (%(problem)s). Look at the indentation of this line and of the one above."
    ),
    "found undefined alias": N_("This is not valid YAML (%(problem)s). There is no &anchor of this name above."),
    "": N_("This is not valid YAML (%(problem)s). Look at this line and at the one above."),
}
"""What to do by words of the parser, which tells nothing but words."""


def load_fast(path: Path) -> Any:
    """Return what a file holds, in a tenth of the time of `load` but without lines; None when anything is wrong."""
    text = _text(path)
    if _DEEP.search(text):
        return None
    try:
        return YAML(typ="safe").load(text)
    except _UNREADABLE:
        return None


def load(path: Path) -> Any:
    """Return what a YAML file holds, with its lines; raise BrokenBank when it is none that can be read."""
    text = _text(path)
    if deep := _DEEP.search(text):
        raise _broken(path, text.count("\n", 0, deep.start()) + 1, fault(_TOO_DEEP))
    try:
        return YAML(typ="rt", pure=True).load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _broken(path, line, _not_yaml(str(error.problem))) from error
    except YAMLError as error:
        raise _broken(path, 1, _not_yaml(" ".join(str(error).split()))) from error
    except RecursionError as error:
        raise _broken(path, 1, fault(_TOO_DEEP)) from error
    except _STUMBLED as error:
        raise _broken(path, 1, fault(_AROUND_ITSELF)) from error
    except ValueError as error:  # a number or a date that YAML promises and Python refuses
        raise _broken(path, 1, fault(_IN_QUOTES, problem=str(error))) from error


def is_own_file(path: Path) -> bool:
    """Tell whether a path is a file in its folder: links lead elsewhere, pipes and devices never end."""
    return stat.S_ISREG(path.lstat().st_mode)


def _text(path: Path) -> str:
    try:
        if not is_own_file(path):
            raise _broken(path, 1, fault(_NO_FILE))
        if path.stat().st_size > LARGEST_FILE:
            raise _broken(path, 1, fault(_TOO_LARGE, size=LARGEST_FILE // 1000))
        data = path.read_bytes()
    except OSError as error:
        raise _broken(path, 1, fault(_CLOSED, reason=str(error.strerror))) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _broken(path, line, fault(_NOT_UTF_8)) from error


def _not_yaml(problem: str) -> Fault:
    sign = next(sign for sign in _OF_PARSER if sign in problem)
    return fault(_OF_PARSER[sign], problem=problem)


def plain(path: Path, data: Any) -> Any:
    """Return `data` as plain maps, lists and values; raise BrokenBank when its aliases unfold to too much."""
    left, characters = MOST_PARTS, MOST_CHARACTERS

    def unfold(value: Any, depth: int) -> Any:
        nonlocal left, characters
        left -= 1
        characters -= len(value) if isinstance(value, str) else 0
        if min(left, characters) < 0 or depth > DEEPEST:
            raise _broken(path, _line_of_anchor(path), fault(_UNFOLDS, parts=MOST_PARTS, depth=DEEPEST))
        if isinstance(value, dict):
            return {str(key): unfold(item, depth + 1) for key, item in value.items()}
        if isinstance(value, list):
            return [unfold(item, depth + 1) for item in value]
        return str(value) if isinstance(value, str) else value

    return unfold(data, 0)


def _line_of_anchor(path: Path) -> int:
    text = path.read_text(encoding="utf-8-sig")
    found = re.search(r"(?<![\w&])&[\w-]+", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _broken(path: Path, line: int, wrong: Fault) -> BrokenBank:
    return BrokenBank([FileError(path, line, wrong)])
