"""The proof of one event: what it says, its way to the root of its seal, and what that seal says, signed."""

import json
import uuid

from questions.canonical import digest
from training import audit
from training.ledger import merkle, queries
from training.seals import statement_of

PROOF = "kyokun-ledger-proof/1"


class NotProven(Exception):
    """There is no proof of an event; the message says why."""


def proof_file(event_id: uuid.UUID) -> bytes:
    """Return the file that proves an event without the others to whoever has the public key; raise NotProven."""
    place = queries.places_of([event_id]).get(event_id)
    if place is None:
        raise NotProven("No seal holds this event.")
    seal, entries = queries.get_seal(place.seal), queries.list_entries(place.seal)
    position = next(index for index, entry in enumerate(entries) if entry.event_id == event_id)
    if entries[position].id is None:
        raise NotProven("The event was removed.")
    event = audit.content_bytes(entries[position])
    path = merkle.proof([merkle.leaf(entry.event_id, entry.sealed_sha256) for entry in entries], position)
    root = merkle.root_by_proof(merkle.leaf(event_id, digest(event)), position, seal.events, path)
    if root is None or root.hex() != seal.root_sha256:
        raise NotProven("The event or its seal is not as it was sealed. Run: flask --app training ledger verify")
    content = {
        "format": PROOF,
        "event": event.decode(),
        "position": position,
        "path": [step.hex() for step in path],
        "statement": statement_of(seal).decode(),
        "sha256": seal.sha256,
        "signature": seal.signature,
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()
