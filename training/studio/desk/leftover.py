"""What was typed on a desk whose notice was removed meanwhile: it becomes an incident, or goes back to the notice."""

import uuid

from questions.notices.desk import Desk, Entry
from questions.notices.leftover import bring_over, in_own_words
from training.studio.desk import reading
from training.studio.desk.queries import hold


def paste_again(
    fresh: reading.Fresh, head: reading.Head, desk: Desk, actor_id: uuid.UUID
) -> tuple[uuid.UUID, list[Entry]]:
    """Lay the notice anew with an author's entries; return its id and the entries that the text does not say."""
    notice_id = reading.paste(fresh, head.title, head.address, actor_id)
    present = hold(notice_id)
    brought = bring_over(present.desk, desk.entries, present.row.source_text)
    reading.store(present.row, brought.desk, actor_id)
    return notice_id, brought.left_out


def lay_alone(desk: Desk, head: reading.Head, actor_id: uuid.UUID) -> uuid.UUID:
    """Store an author's entries in our own words instead of the notice's, and return the id of that."""
    resting = in_own_words(desk.entries, head.language)
    return reading.lay(resting.text, resting.desk, head, actor_id)
