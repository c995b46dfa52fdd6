"""Reading bank files: YAML, languages side by side; every error with its file, its line and what is wrong."""

import re
from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from questions.fault import N_, Fault, SameKey, carried, fault
from questions.fileerrors import BrokenBank, FileError
from questions.folders import FOLDERS, SHIPPED
from questions.kinds import KINDS
from questions.loading import is_own_file, load, load_fast, plain
from questions.release import Bank
from questions.text import Document
from questions.validation import NO_LINES, fault_of

D = TypeVar("D", bound=Document)

_NO_FOLDER = N_("There is no folder named %(names)s in here.")
_OTHER_ENDING = N_("Files end in .yaml. Rename it to %(name)s.")
_OTHER_NAME = N_("The file should be named after its key, %(name)s.")
_MORE = N_("There may be more. Mend those above first.")
_EMPTY = N_("The file holds nothing yet. Write the document, or take the file out.")
_NO_FIELDS = N_("The file holds no fields. Write lines such as “name: value”.")
_UNKNOWN = N_("There is no field of this name here. Take it out.")
_UNKNOWN_NEAR = N_("There is no field of this name here. Did you mean %(name)s?")
_TWICE = N_("The key %(name)s stands twice. Rename one of the two.")

MOST_ERRORS = 200

EXPORTED = "# exported: sha256 "
"""Begins the line that says which document an exported file was made from."""


class Folder(NamedTuple, Generic[D]):
    """The documents of a folder by their keys, and what is wrong in the files that could not be read."""

    by_key: dict[str, D]
    errors: list[FileError]


def read_bank(folder: Path = SHIPPED) -> Bank:
    """Read all documents under `folder`; raise BrokenBank with every error of every file."""
    bank = Bank()
    errors: list[FileError] = []
    if not any((folder / name).is_dir() for name in FOLDERS):
        raise BrokenBank([FileError(folder, 1, fault(_NO_FOLDER, names=tuple(FOLDERS)))])
    for name, model in FOLDERS.items():
        found: Folder[Any] = read_folder(folder / name, model, MOST_ERRORS - len(errors))
        getattr(bank, name).update(found.by_key)
        errors += found.errors
        if len(errors) > MOST_ERRORS:
            break
    if errors:
        raise BrokenBank(errors)
    return bank


def read_folder(folder: Path, model: type[D], most: int = MOST_ERRORS) -> Folder[D]:
    """Read the documents that lie in a folder, a missing one holds none; after `most` errors it stops and says so."""
    found: dict[str, D] = {}
    errors = [
        FileError(path, 1, fault(_OTHER_ENDING, name=f"{path.stem}.yaml")) for path in sorted(folder.glob("*.yml"))
    ]
    for path in sorted(folder.glob("*.yaml")):
        if len(errors) >= most:
            return Folder(found, [*errors, FileError(path, 1, fault(_MORE))])
        try:
            document = read_document(path, model)
        except BrokenBank as broken:
            errors += broken.errors
            continue
        if path.stem != document.key:
            errors.append(FileError(path, 1, fault(_OTHER_NAME, name=f"{document.key}.yaml")))
        else:
            found[document.key] = document
    return Folder(found, errors)


def read_document(path: Path, model: type[D]) -> D:
    """Read one document; raise BrokenBank with every error of the file."""
    if (quick := load_fast(path)) is not None:
        with suppress(ValidationError):
            return model.model_validate(plain(path, quick))
    data = load(path)  # again, with the lines that its errors are told by
    try:
        return model.model_validate(plain(path, data))
    except ValidationError as error:
        raise BrokenBank(list(_located(path, data, error))) from error


def exported_as(folder: Path) -> dict[tuple[str, str], str]:
    """Map the folder and key of each exported file to the SHA-256 of the document that it was made from."""
    found = {}
    for name in FOLDERS:
        for path in sorted((folder / name).glob("*.yaml")):
            if sha256 := exported_sha256(path):
                found[name, path.stem] = sha256
    return found


def exported_sha256(path: Path) -> str | None:
    """Return the SHA-256 of the document that a file was exported from; None when it does not say."""
    if not is_own_file(path):
        return None
    with path.open(encoding="utf-8", errors="replace") as file:
        head = [file.readline(200) for _line in range(3)]
    said = next((line.removeprefix(EXPORTED).strip() for line in head if line.startswith(EXPORTED)), "")
    return said if re.fullmatch(r"[0-9a-f]{64}", said) else None


def _located(path: Path, data: Any, error: ValidationError) -> Iterator[FileError]:
    for detail in error.errors(include_url=False):
        line, place = _line(data, detail["loc"])
        wrong = fault_of(detail)
        if detail["type"] == "extra_forbidden":
            wrong = _unknown(str(detail["loc"][-1]))
        elif not detail["loc"] and wrong.sentence == NO_LINES:
            wrong = fault(_EMPTY if detail["input"] is None else _NO_FIELDS)
        elif isinstance(carried(detail), SameKey) and (twice := _twice(data)):
            line, wrong = twice[0], fault(_TWICE, name=twice[1])
        yield FileError(path, line, wrong, place)


def _unknown(name: str) -> Fault:
    near = get_close_matches(name, _field_names(), n=1)
    return fault(_UNKNOWN_NEAR, name=near[0]) if near else fault(_UNKNOWN)


@cache
def _field_names() -> frozenset[str]:
    """Return the names of all fields of all documents and their parts."""
    names: set[str] = set()
    waiting: list[Any] = [*FOLDERS.values(), *KINDS.values()]
    seen: set[int] = set()
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, type) and issubclass(part, BaseModel):
            names |= {field.alias or name for name, field in part.model_fields.items()}
            waiting += [field.annotation for field in part.model_fields.values()]
        waiting += get_args(part)
    return frozenset(names - {"root"})


def _twice(data: Any) -> tuple[int, str] | None:
    """Return the line and the name of the first key that stands twice in one list."""
    if isinstance(data, CommentedSeq):
        met = set()
        for item in data:
            key = item.get("key") if isinstance(item, CommentedMap) else None
            if isinstance(key, str) and key in met:
                return item.lc.key("key")[0] + 1, key
            met.add(key if isinstance(key, str) else None)
    inner = data.values() if isinstance(data, CommentedMap) else data if isinstance(data, CommentedSeq) else ()
    return next((found for item in inner if (found := _twice(item))), None)


def _line(data: Any, location: tuple[str | int, ...]) -> tuple[int, str]:
    """Return the line of the innermost part of `location` that is in the file, and its place in words."""
    line, place = 1, ""
    for part in location:
        if isinstance(data, CommentedMap) and part in data:
            line = data.lc.key(part)[0] + 1
        elif isinstance(data, CommentedSeq) and isinstance(part, int) and part < len(data):
            line = data.lc.item(part)[0] + 1
        elif isinstance(data, CommentedMap | CommentedSeq) and part == location[-1]:
            return line, f"{place}.{part}".lstrip(".")  # a missing field
        else:
            continue  # a step of pydantic's own, such as the name of a kind
        place = f"{place}[{part}]" if isinstance(part, int) else f"{place}.{part}".lstrip(".")
        data = data[part]
    return line, place
