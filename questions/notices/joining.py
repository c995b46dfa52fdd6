"""Two authors who corrected the same desk at once: what each changed is joined, entry by entry."""

from typing import NamedTuple

from questions.notices.desk import Desk, Entry, free_key


class Joined(NamedTuple):
    """The desk with both authors' changes; where they differ stands mine, and what the other wrote under its key."""

    desk: Desk
    theirs: dict[str, Entry]


def join(base: Desk, mine: Desk, theirs: Desk) -> Joined:
    """Join two desks that were made from the same one; an entry that only one of them took out goes."""
    was, ours, now = ({entry.key: entry for entry in desk.entries} for desk in (base, mine, theirs))
    entries: list[Entry] = []
    differing: dict[str, Entry] = {}
    for key, their in now.items():
        old, own = was.get(key), ours.get(key)
        if old is None or own in (old, their):
            entries.append(their)
        elif own is None:  # taken out here: it goes, unless the other one changed it
            entries += [their] if their != old else []
        else:
            entries.append(own)
            differing |= {key: their} if their != old else {}
    desk = theirs.model_copy(update={"entries": tuple(entries)})
    for key, own in ours.items():
        stays = own != was[key] and key not in now if key in was else own != now.get(key)
        desk = _with(desk, own) if stays else desk
    return Joined(desk, differing)


def renewed(first: Desk | None, present: Desk, fresh: Desk) -> Desk:
    """Return the desk after another reading: what authors made of the first one stays, what is new comes in.

    `first` is the desk as it was first laid out, as far as that is kept.
    """
    entries = first.entries if first else ()
    before, now = {entry.key for entry in entries}, {entry.key for entry in present.entries}
    later = [entry for entry in fresh.entries if entry.key in now - before]
    return join(present.model_copy(update={"entries": (*entries, *later)}), present, fresh).desk


def _with(desk: Desk, entry: Entry) -> Desk:
    free = entry.key not in {each.key for each in desk.entries}
    added = entry if free else entry.model_copy(update={"key": free_key(desk, entry.kind)})
    return desk.model_copy(update={"entries": (*desk.entries, added)})
