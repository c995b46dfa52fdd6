"""A shuffle that is the same on every machine and Python version, so that the order shown can be told later."""

import hashlib
from collections.abc import Sequence


def shuffled(keys: Sequence[str], seed: str, uid: str) -> list[str]:
    """Return `keys` in an order fixed by the attempt's `seed` and the question's `uid`."""
    return sorted(keys, key=lambda key: hashlib.sha256(f"{seed}\0{uid}\0{key}".encode()).digest())
