"""What drawings of the ways through a case share: each step has a row, as high as its name beside the drawing."""

from typing import NamedTuple

ROW = 48
TOP = 24


class Line(NamedTuple):
    """A way from one step to another; `kind` says how it is drawn, in static/css/case-map.css and storyboard.css."""

    kind: str
    path: str


def middle(row: int) -> int:
    """Return how far down a row, from 0, has its middle."""
    return row * ROW + TOP
