"""Files with notices, read without a database: the controls are those that ship."""

from typing import BinaryIO

from questions.notices.decoding import LARGEST, decode
from questions.notices.facts import Notice
from questions.notices.problems import Unreadable
from questions.notices.reader import read
from training.errors import Refused
from training.studio.desk.notices import why
from training.studio.desk.shipped import shipped_controls


def read_file(file: BinaryIO) -> Notice:
    """Return what a file says; raise Refused when it can't be read."""
    try:
        text = decode(file.read(LARGEST)).text
    except Unreadable as problem:
        raise Refused(why(problem)) from problem
    return read(text, [*shipped_controls().values()])
