"""What is wrong in bank files: every error with its file, its line and what to do."""

from dataclasses import dataclass
from pathlib import Path

from questions.fault import Fault


@dataclass(frozen=True)
class FileError:
    """What is wrong in a bank file, and where; lines count from 1, `place` leads to a field."""

    path: Path
    line: int
    fault: Fault
    place: str = ""
    remedy: str = ""
    """What to do in the files, where the fault itself does not say it."""

    @property
    def message(self) -> str:
        """Return what is wrong at which place, in English."""
        told = f"{self.place}: {self.fault}" if self.place else str(self.fault)
        return f"{told.rstrip('.')}. {self.remedy}" if self.remedy else told

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class BrokenBank(Exception):
    """Bank files can't be read; `errors` lists every one."""

    def __init__(self, errors: list[FileError]) -> None:
        super().__init__("\n".join(map(str, errors)))
        self.errors = errors
