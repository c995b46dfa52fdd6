"""The tree of hashes of RFC 6962: one digest for an ordered list, and short proofs that something stands in it."""

import hashlib
import uuid
from collections.abc import Sequence

_LEAF, _NODE = b"\x00", b"\x01"


def leaf(event_id: uuid.UUID, content_sha256: str) -> bytes:
    """Return the hash of one event's leaf: over its id (16 bytes) and the SHA-256 of its content (32 bytes)."""
    return hashlib.sha256(_LEAF + event_id.bytes + bytes.fromhex(content_sha256)).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the digest of the whole list; of an empty one, that of nothing."""
    if not leaves:
        return hashlib.sha256().digest()
    level = list(leaves)
    while len(level) > 1:
        # Joining neighbours level by level, with an odd last one carried up, builds the tree that RFC 6962 defines.
        pairs = [_node(level[first], level[first + 1]) for first in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) - len(level) % 2 :]
    return level[0]


def proof(leaves: Sequence[bytes], position: int) -> list[bytes]:
    """Return the hashes that lead from the leaf at `position` to the root (RFC 6962, section 2.1.1)."""
    if not 0 <= position < len(leaves):
        raise IndexError(position)
    if len(leaves) == 1:
        return []
    cut = _cut(len(leaves))
    if position < cut:
        return [*proof(leaves[:cut], position), root(leaves[cut:])]
    return [*proof(leaves[cut:], position - cut), root(leaves[:cut])]


def root_by_proof(found: bytes, position: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Return the root that a proof leads to from one leaf of a list of `size`; None when the proof can't be one."""
    if not 0 <= position < size:
        return None
    node, last = position, size - 1
    for sibling in path:
        if last == 0:
            return None
        if node % 2 or node == last:
            found = _node(sibling, found)
            while node % 2 == 0 and node:
                node, last = node // 2, last // 2
        else:
            found = _node(found, sibling)
        node, last = node // 2, last // 2
    return found if last == 0 else None


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(_NODE + left + right).digest()


def _cut(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)
