"""Reads of the studio: documents as they are now, their editions, and what rests on them."""

from training.studio.queries.documents import (
    Edited,
    find_document,
    get_document,
    hold_document,
    hold_quizzes,
    hold_row,
    hold_rows,
    list_dates,
    list_keys,
    map_editions,
    map_imported,
    read,
)
from training.studio.queries.editions import (
    Save,
    find_edition,
    find_removal,
    is_published,
    list_first_editions,
    list_said,
    list_saves,
    map_editions_of,
    next_edition,
)
from training.studio.queries.older import count_older, list_older, list_older_in
from training.studio.queries.releases import NewestRelease, find_newest_release, map_newest_releases
from training.studio.queries.whole_bank import load_bank

__all__ = [
    "Edited",
    "NewestRelease",
    "Save",
    "count_older",
    "find_document",
    "find_edition",
    "find_newest_release",
    "find_removal",
    "get_document",
    "hold_document",
    "hold_quizzes",
    "hold_row",
    "hold_rows",
    "is_published",
    "list_dates",
    "list_first_editions",
    "list_keys",
    "list_older",
    "list_older_in",
    "list_said",
    "list_saves",
    "load_bank",
    "map_editions",
    "map_editions_of",
    "map_imported",
    "map_newest_releases",
    "next_edition",
    "read",
]
