"""The days on which a deputy stands in."""

from datetime import date
from typing import NamedTuple


class Period(NamedTuple):
    """From which day to which, both included."""

    first: date
    last: date
