"""Reading bank files: YAML, languages side by side; every error with its file, its line and what is wrong."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from questions.control import Control
from questions.incident import Incident
from questions.quiz import Quiz
from questions.release import Bank
from questions.scenario import Scenario
from questions.text import Document

D = TypeVar("D", bound=Document)

SHIPPED = Path(__file__).parent / "bank"
LARGEST_FILE = 1_000_000

FOLDERS: dict[str, type[Document]] = {
    "controls": Control,
    "incidents": Incident,
    "scenarios": Scenario,
    "quizzes": Quiz,
}


@dataclass(frozen=True)
class FileError:
    """What is wrong in a bank file, and where; lines count from 1."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class BrokenBank(Exception):
    """Bank files can't be read; `errors` lists every one."""

    def __init__(self, errors: list[FileError]) -> None:
        super().__init__("\n".join(map(str, errors)))
        self.errors = errors


def read_bank(folder: Path = SHIPPED) -> Bank:
    """Read all documents under `folder`; raise BrokenBank with every error of every file."""
    bank, errors = Bank(), []
    if not any((folder / name).is_dir() for name in FOLDERS):
        raise BrokenBank([FileError(folder, 1, f"no folder named {', '.join(FOLDERS)} is in here")])
    for name, model in FOLDERS.items():
        documents: dict[str, Any] = getattr(bank, name)
        for path in sorted((folder / name).glob("*.yaml")):
            try:
                document = read_document(path, model)
            except BrokenBank as broken:
                errors += broken.errors
                continue
            if path.stem != document.key:
                errors.append(FileError(path, 1, f"the file should be named after its key, {document.key}.yaml"))
            documents[document.key] = document
    if errors:
        raise BrokenBank(errors)
    return bank


def read_document(path: Path, model: type[D]) -> D:
    """Read one document; raise BrokenBank with every error of the file."""
    data = _load(path)
    try:
        return model.model_validate(_plain(data))
    except ValidationError as error:
        raise BrokenBank(list(_located(path, data, error))) from error


def _load(path: Path) -> Any:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BrokenBank([FileError(path, 1, f"the file is larger than {LARGEST_FILE // 1000} kB")])
        return YAML(typ="rt", pure=True).load(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise BrokenBank([FileError(path, 1, f"the file is not UTF-8: {error.reason}")]) from error
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BrokenBank([FileError(path, line, f"this is not valid YAML: {error.problem}")]) from error
    except YAMLError as error:
        raise BrokenBank([FileError(path, 1, f"this is not valid YAML: {error}")]) from error


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, str) else value


def _located(path: Path, data: Any, error: ValidationError) -> Iterator[FileError]:
    for detail in error.errors(include_url=False):
        line, place = _line(data, detail["loc"])
        message = detail["msg"].removeprefix("Value error, ")
        yield FileError(path, line, f"{place}: {message}" if place else message)


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
