"""What was checked already in this run of the tests, by any of its processes."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

Key = tuple[str, ...]


class Seen:
    """A set that only grows; processes that name the same folder share it, and only one of them adds a key."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.known: set[Key] = set()

    def new(self, keys: Iterable[Key]) -> set[Key]:
        """Add `keys` and return those that nobody had added before."""
        unknown = set(keys) - self.known
        self.known |= unknown
        return {key for key in unknown if self._make(key)}

    def add(self, *key: str) -> bool:
        """Add one key and tell whether nobody had added it before."""
        return bool(self.new([key]))

    def has(self, *key: str) -> bool:
        """Tell whether somebody added a key."""
        return key in self.known or self._file(key).exists()

    def _file(self, key: Key) -> Path:
        return self.folder / hashlib.sha256("\0".join(key).encode()).hexdigest()

    def _make(self, key: Key) -> bool:
        try:
            self._file(key).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True
