"""What the page of an import shows: its groups with their numbers, and the lines of one of them."""

import uuid
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from flask_sqlalchemy.pagination import Pagination

from training.administration.importing import keeping, queries, undoing, words
from training.administration.importing.plan import IDLE, deactivates_many
from training.errors import NotFound
from training.models import ImportState, LineGroup, PeopleImport
from training.paging import paginate


class Shown(NamedTuple):
    """An import, the lines of the group that is looked at, and what can be done with it."""

    row: PeopleImport
    counts: Counter[str]
    group: str
    page: Pagination | None
    lines: list[words.LineShown]
    uninvited: int
    reachable: bool

    @property
    def groups(self) -> list[tuple[str, int]]:
        """Return the groups that have lines, those to look at first first."""
        return [(group, self.counts[group]) for group in words.GROUPS if self.counts[group]]

    @property
    def unused(self) -> list[str]:
        """Return the headings of columns that are not used."""
        return keeping.unused_of(self.row)

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has decided about it."""
        return self.row.state is ImportState.PLANNED

    @property
    def is_braked(self) -> bool:
        """Tell whether applying it asks for the number of leavers."""
        return deactivates_many(self.counts[LineGroup.LEAVER], self.counts["present"])

    @property
    def changes_something(self) -> bool:
        """Tell whether applying it would write anything."""
        return any(number for group, number in self.groups if group not in IDLE)

    @property
    def can_be_undone(self) -> bool:
        """Tell whether what it changed is still kept."""
        return undoing.can_be_undone(self.row)


def show(import_id: uuid.UUID, arguments: Mapping[str, str]) -> Shown:
    """Return what the page of an import shows."""
    row = queries.get_import(import_id)
    counts = keeping.counts_of(row)
    group = arguments.get("group") or next((name for name in words.GROUPS if counts[name]), LineGroup.UNCHANGED)
    if group not in words.GROUPS:
        raise NotFound
    page, lines = None, []
    if row.state is ImportState.PLANNED:
        page = paginate(queries.select_lines(import_id, [LineGroup(group)]))
        lines = [words.line_shown(line) for line in page.items]
    elif row.state is ImportState.UNDONE:
        page = paginate(queries.select_not_restored(import_id))
    uninvited = queries.count_uninvited(import_id) if row.state is ImportState.APPLIED else 0
    reachable = bool(uninvited and queries.list_reachable(import_id, 1))
    return Shown(row, counts, str(group), page, lines, uninvited, reachable)
