"""The chapters of a long form: they fold, so that it can be taken in on a small screen."""

from typing import Any, NamedTuple


class Chapter(NamedTuple):
    """Fields that belong together. One that is `settled` has values that mostly fit, and stands open otherwise."""

    name: str
    title: Any
    fields: tuple[str, ...]
    settled: bool = False
