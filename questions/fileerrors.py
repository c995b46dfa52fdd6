"""What is wrong in bank files: every error with its file, its line and what to do."""

from dataclasses import dataclass
from pathlib import Path


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
