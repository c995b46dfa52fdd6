"""What is wrong in an organisation's own files, said to authors in their language."""

from typing import NamedTuple

from questions.fileerrors import FileError
from training.studio import messages


class Told(NamedTuple):
    """An error in a file, in the language of the page: where it is and what to do."""

    file: str
    line: int
    place: str
    message: str


def tell(error: FileError) -> Told:
    """Say what is wrong in a file."""
    return Told(error.path.name, error.line, error.place, messages.of_fault(error.fault))
