"""What the answer to an objection would show to learners though nobody may be named in it."""

import uuid

from questions.redaction.gate import Sort, event_of, in_words, joined
from training import releases
from training.studio import queries


def list_exposed(words: str, release_id: uuid.UUID) -> list[tuple[Sort, str]]:
    """List what these words expose of the incidents behind a release, and of anybody."""
    named, document = queries.map_named(), releases.get(release_id).document
    events = [
        event_of(one, named.people.get(one.key, ()), named.parties.get(one.key, ())) for one in document.incidents
    ]
    return in_words(words, joined(events))
