"""The chapters of a long form: they fold, so that it can be taken in on a small screen."""

from typing import Any, NamedTuple


class Chapter(NamedTuple):
    """Fields that belong together, and a hint at what to write in them.

    One that is `settled` has values that mostly fit, and stands open otherwise.
    """

    name: str
    title: Any
    fields: tuple[str, ...]
    settled: bool = False
    hint: Any = ""


Chapters = tuple[Chapter, ...]


def with_field(chapters: Chapters, name: str, field: str) -> Chapters:
    """Return the chapters with another field at the end of the one called `name`."""
    return tuple(
        chapter._replace(fields=(*chapter.fields, field)) if chapter.name == name else chapter for chapter in chapters
    )
