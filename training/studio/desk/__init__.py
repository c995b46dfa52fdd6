"""From a notice to an incident and to proposed steps.

What reads notices and proposes steps takes memory that most web processes never need, so a part of this package is
loaded when it is first used: elsewhere the package is imported as a whole (`from training.studio import desk`).
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from training.studio.desk import (
        drafts,
        entries,
        file_errors,
        files,
        forms,
        left_form,
        leftover,
        notices,
        proposals,
        queries,
        reading,
        shipped,
        shown,
    )

__all__ = [
    "drafts",
    "entries",
    "file_errors",
    "files",
    "forms",
    "left_form",
    "leftover",
    "notices",
    "proposals",
    "queries",
    "reading",
    "shipped",
    "shown",
]


def __getattr__(name: str) -> ModuleType:
    """Load a part."""
    if name not in __all__:
        raise AttributeError(name)
    return import_module(f"{__name__}.{name}")
