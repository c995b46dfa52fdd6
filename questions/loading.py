"""From a file to plain data: safe YAML of a bounded size, however its aliases unfold."""

import re
import stat
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

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

_TOO_DEEP = "the parts are nested too deeply; a bank file never needs this"

_REMEDIES = {
    "mapping values are not allowed": "put a text that contains a colon into quotes",
    "could not find expected ':'": "write `name: value`, with a space behind the colon",
    "found character '\\t'": "indent with spaces, not with tabs",
    "found character '`'": "put a text that begins with this character into quotes",
    "found character '@'": "put a text that begins with this character into quotes",
    "found duplicate key": "a name can stand only once here; take one of them out",
    "but found another document": "a file holds one document; put the second into a file of its own",
    "expected <block end>": "look at the indentation of this line and of the one above",
    "found undefined alias": "there is no &anchor of this name above",
}


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
        raise _broken(path, text.count("\n", 0, deep.start()) + 1, _TOO_DEEP)
    try:
        return YAML(typ="rt", pure=True).load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise _broken(path, line, _yaml_message(str(error.problem))) from error
    except YAMLError as error:
        raise _broken(path, 1, _yaml_message(" ".join(str(error).split()))) from error
    except RecursionError as error:
        raise _broken(path, 1, _TOO_DEEP) from error
    except _STUMBLED as error:
        raise _broken(path, 1, "an *alias stands inside of what it repeats; write out what it repeats") from error
    except ValueError as error:  # a number or a date that YAML promises and Python refuses
        raise _broken(path, 1, f"this is not valid YAML: {error}; put the value into quotes") from error


def is_own_file(path: Path) -> bool:
    """Tell whether a path is a file in its folder: links lead elsewhere, pipes and devices never end."""
    return stat.S_ISREG(path.lstat().st_mode)


def _text(path: Path) -> str:
    try:
        if not is_own_file(path):
            raise _broken(path, 1, "this is a link or no file at all; put the file itself here")
        if path.stat().st_size > LARGEST_FILE:
            raise _broken(path, 1, f"the file is larger than {LARGEST_FILE // 1000} kB; split it into documents")
        data = path.read_bytes()
    except OSError as error:
        raise _broken(path, 1, f"the file can't be opened: {error.strerror}") from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _broken(path, line, f"the file is not UTF-8: {error.reason}; save it as UTF-8") from error


def _yaml_message(problem: str) -> str:
    remedy = next((remedy for sign, remedy in _REMEDIES.items() if sign in problem), "")
    return f"this is not valid YAML: {problem}" + (f"; {remedy}" if remedy else "")


def plain(path: Path, data: Any) -> Any:
    """Return `data` as plain maps, lists and values; raise BrokenBank when its aliases unfold to too much."""
    left, characters = MOST_PARTS, MOST_CHARACTERS

    def unfold(value: Any, depth: int) -> Any:
        nonlocal left, characters
        left -= 1
        characters -= len(value) if isinstance(value, str) else 0
        if min(left, characters) < 0 or depth > DEEPEST:
            raise _broken(path, _line_of_anchor(path), _UNFOLDS)
        if isinstance(value, dict):
            return {str(key): unfold(item, depth + 1) for key, item in value.items()}
        if isinstance(value, list):
            return [unfold(item, depth + 1) for item in value]
        return str(value) if isinstance(value, str) else value

    return unfold(data, 0)


_UNFOLDS = (
    f"the file unfolds to more than {MOST_PARTS} parts, or more than {DEEPEST} inside each other; "
    "write out what its *aliases repeat"
)


def _line_of_anchor(path: Path) -> int:
    text = path.read_text(encoding="utf-8-sig")
    found = re.search(r"(?<![\w&])&[\w-]+", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _broken(path: Path, line: int, message: str) -> BrokenBank:
    return BrokenBank([FileError(path, line, message)])
