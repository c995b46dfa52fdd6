"""Two authors who corrected the same desk at once: what each changed is joined, entry by entry."""

from typing import NamedTuple

from questions.aligning import parts_of
from questions.canonical import plain
from questions.merging import Choice, merge
from questions.notices.desk import Desk, Entry, free_key


class Joined(NamedTuple):
    """The desk with both authors' changes; where they differ stands mine, and what the other wrote under its key."""

    desk: Desk
    theirs: dict[str, Entry]


def join(base: Desk, mine: Desk, theirs: Desk) -> Joined:
    """Join two desks that were made from the same one; what one took out goes, unless the other changed it."""
    editions = plain(base), plain(_renamed(base, mine, theirs)), plain(theirs)
    changed = {clash.place: Choice("theirs") for clash in merge(*editions).clashes if clash.mine is None}
    joined = merge(*editions, changed)
    differing = {name for clash in joined.clashes if clash.theirs is not None for name in parts_of(clash.place)[1:2]}
    return Joined(
        Desk.model_validate(joined.value), {each.key: each for each in theirs.entries if each.key in differing}
    )


def renewed(first: Desk | None, present: Desk, fresh: Desk) -> Desk:
    """Return the desk after another reading: what authors made of the first one stays, what is new comes in.

    `first` is the desk as it was first laid out, as far as that is kept.
    """
    entries = first.entries if first else ()
    before, now = {entry.key for entry in entries}, {entry.key for entry in present.entries}
    later = [entry for entry in fresh.entries if entry.key in now - before]
    return join(present.model_copy(update={"entries": (*entries, *later)}), present, fresh).desk


def _renamed(base: Desk, mine: Desk, theirs: Desk) -> Desk:
    """Return mine with other keys for what both added: each numbers its own entries, so a key tells nothing."""
    was, now = ({entry.key: entry for entry in desk.entries} for desk in (base, theirs))
    taken = mine.model_copy(update={"entries": (*theirs.entries, *mine.entries)})
    entries: list[Entry] = []
    for entry in mine.entries:
        own = entry
        if entry.key not in was and now.get(entry.key, entry) != entry:
            own = entry.model_copy(update={"key": free_key(taken, entry.kind)})
            taken = taken.model_copy(update={"entries": (*taken.entries, own)})
        entries.append(own)
    return mine.model_copy(update={"entries": tuple(entries)})
