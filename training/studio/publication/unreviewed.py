"""What a release would hold that the files it came with do not say: work of the studio, for somebody to review."""

from typing import Any

from questions.canonical import Json
from questions.folders import FOLDERS, kind_of
from questions.pools import resolve
from questions.quiz import ReleaseDocument
from questions.release import Bank
from questions.text import Document
from training.studio.publication.writers import Name, documents_of

_OF_AUTHORS: dict[str, Any] = {"kept_on_purpose": True, "steps": {"__all__": {"kept_on_purpose", "draft"}}}
"""What no release holds, so that nobody has to review it."""


def list_unreviewed(release: ReleaseDocument, bank: Bank, files: Bank) -> list[str]:
    """List kind and key of what goes into `release`, compiled from `bank`, and is not word for word in `files`.

    What `files` would have drawn from, and `bank` does not any more, counts too.
    """
    drawn = resolve(release.quiz, {**bank.scenarios, **files.scenarios})[1]
    names = documents_of(release).keys() | {(kind_of(type(scenario)), scenario.key) for scenario in drawn}
    now, then = _said_in(bank, names), _said_in(files, names)
    return [f"{kind} {key}" for kind, key in sorted(names) if now.get((kind, key)) != then.get((kind, key))]


def _said_in(bank: Bank, names: set[Name]) -> dict[Name, Json]:
    """Map names to whole documents: of a scenario that is drawn from, a release holds a part."""
    parts: list[Document] = [part for folder in FOLDERS for part in getattr(bank, folder).values()]
    named = {(kind_of(type(part)), part.key): part for part in parts}
    return {name: part.model_dump(mode="json", exclude=_OF_AUTHORS) for name, part in named.items() if name in names}
