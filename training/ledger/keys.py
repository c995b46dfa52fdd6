"""The private key that signs seals: one line in a file that only its owner reads, or in a setting.

Only what seals needs it. Pages, mails and checks do with public keys, which stand in the seals.
"""

import base64
import os
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from flask import current_app

_OWNER_ONLY = 0o600


class KeyMissing(Exception):
    """The key that the last seal names is not at hand; the message says what to do."""

    def __init__(self) -> None:
        super().__init__(
            "The key that the chain asks for is neither in LEDGER_KEY nor in the file of the key, so nothing is "
            "sealed. Put it back from where it is kept beside the backups. If it is lost, begin with a new one: "
            'flask --app training ledger change-key --lost "why"'
        )


class KeySet(Exception):
    """A new key can't be made here, since LEDGER_KEY holds the keys."""

    def __init__(self) -> None:
        super().__init__(
            "LEDGER_KEY is set, so the new key comes from there: make one with 'flask --app training ledger new-key', "
            "put it before the present one, separated by a space, on every machine that seals, and try again."
        )


def public_of(key: Ed25519PrivateKey) -> str:
    """Return the public half of a key as seals name it: 32 bytes in hexadecimal."""
    return key.public_key().public_bytes_raw().hex()


def is_signed(public_key: str, statement: bytes, signature: str) -> bool:
    """Tell whether a statement carries the signature of that public key."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), statement)
    except (InvalidSignature, ValueError):
        return False
    return True


def new_line() -> str:
    """Return a new private key as a setting or file holds it."""
    return _line(Ed25519PrivateKey.generate())


def signing_key(wanted: str | None) -> Ed25519PrivateKey:
    """Return the key whose public half is `wanted`, or for the first seal any; raise KeyMissing."""
    if wanted is None:
        keys = _given()
        return keys[0] if keys else _kept_or_made(_file())
    for key in _given() or _kept():
        if public_of(key) == wanted:
            return key
    raise KeyMissing


def own_public_keys() -> set[str]:
    """Return the public halves of the keys that lie here; none on a machine that does not seal."""
    return {public_of(key) for key in _given() or _kept()}


def following_key(present: str) -> Ed25519PrivateKey:
    """Return the key that is to follow `present`: the first of the setting, or one that waits beside the file.

    Raise KeySet when the setting holds no other.
    """
    given = _given()
    if given:
        if public_of(given[0]) == present:
            raise KeySet
        return given[0]
    return _kept_or_made(_waiting())


def take_over(*, keep_former: bool = False) -> None:
    """Let the key that waits beside the file become the file's; the former one is needed no more, or kept aside."""
    if _given() or not _waiting().exists():
        return
    if keep_former and _file().exists():
        _file().replace(_file().with_name(_file().name + ".former"))
    _waiting().replace(_file())


def _given() -> list[Ed25519PrivateKey]:
    return [_key(line) for line in current_app.config["LEDGER_KEY"].split()]


def _kept() -> list[Ed25519PrivateKey]:
    # A change that broke off after its seal left the new key beside the file, and it is the wanted one already.
    return [_key(path.read_text(encoding="ascii").strip()) for path in (_file(), _waiting()) if path.exists()]


def _file() -> Path:
    return Path(current_app.config["LEDGER_KEY_FILE"])


def _waiting() -> Path:
    return _file().with_name(_file().name + ".next")


def _kept_or_made(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        with os.fdopen(
            os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _OWNER_ONLY), "w", encoding="ascii"
        ) as file:
            file.write(new_line() + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            # Of two that make one at once, the first wins, and its file is whole when it appears.
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return _key(path.read_text(encoding="ascii").strip())


def _line(key: Ed25519PrivateKey) -> str:
    return base64.urlsafe_b64encode(key.private_bytes_raw()).decode()


def _key(line: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(base64.urlsafe_b64decode(line))
