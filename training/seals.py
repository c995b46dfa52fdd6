"""What a seal of the ledger says, byte for byte, and the file in which its signed words are kept elsewhere."""

import base64
import json
from datetime import UTC, datetime
from typing import NamedTuple, Protocol

from questions.canonical import Json, canonical_bytes, digest

SEAL = "kyokun-ledger-seal/1"
HEAD = "kyokun-ledger-head/1"
NOTHING_BEFORE = "0" * 64
"""What the first seal names as its predecessor."""
LARGEST_HEAD = 20_000
MOST_EVENTS = 1000
"""So many events at most in one seal: a proof of one has ten hashes, and a seal is made within a blink."""

_PUBLIC_KEY_IN_DER = bytes.fromhex("302a300506032b6570032100")
"""What stands before the 32 bytes of an Ed25519 key (RFC 8410); so no page needs the library that signs."""


class Stated(Protocol):
    """The columns of a seal that its statement is made from."""

    @property
    def number(self) -> int: ...

    @property
    def previous_sha256(self) -> str: ...

    @property
    def root_sha256(self) -> str: ...

    @property
    def events(self) -> int: ...

    @property
    def events_total(self) -> int: ...

    @property
    def first_at(self) -> datetime | None: ...

    @property
    def last_at(self) -> datetime | None: ...

    @property
    def sealed_at(self) -> datetime: ...

    @property
    def public_key(self) -> str: ...

    @property
    def next_key(self) -> str | None: ...

    @property
    def reason(self) -> str | None: ...


class Sealed(Stated, Protocol):
    """A whole seal, as a row or an object has it: what is stated, its hash and its signature."""

    @property
    def sha256(self) -> str: ...

    @property
    def signature(self) -> str: ...


class BadHead(Exception):
    """A file is no signed head; the message says why."""


class Head(NamedTuple):
    """A signed head that was kept elsewhere; nothing of it is checked but its form."""

    number: int
    sealed_at: str
    sha256: str
    public_key: str
    statement: bytes
    signature: bytes


def moment(at: datetime | None) -> str | None:
    """Write a moment as statements do: UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else None


def statement_of(seal: Stated) -> bytes:
    """Return what a seal says: canonical JSON (RFC 8785). Its SHA-256 names the seal, and it is what is signed."""
    said: dict[str, Json] = {
        "type": SEAL,
        "number": seal.number,
        "previous": seal.previous_sha256,
        "root": seal.root_sha256,
        "events": seal.events,
        "total": seal.events_total,
        "first_at": moment(seal.first_at),
        "last_at": moment(seal.last_at),
        "sealed_at": moment(seal.sealed_at),
        "public_key": seal.public_key,
        "next_public_key": seal.next_key,
        "reason": seal.reason,
    }
    return canonical_bytes(said)


def head_file(seal: Sealed) -> bytes:
    """Return the file that holds a seal's statement and signature, to be kept elsewhere."""
    content = {
        "format": HEAD,
        "statement": statement_of(seal).decode(),
        "sha256": seal.sha256,
        "signature": seal.signature,
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def read_head(data: bytes) -> Head:
    """Return the head that a file holds; raise BadHead."""
    if len(data) > LARGEST_HEAD:
        raise BadHead("it is far too long")
    try:
        content = json.loads(data)
        statement = content["statement"].encode()
        said = json.loads(statement)
        formats = (content["format"], said["type"])
        found = Head(
            number=int(said["number"]),
            sealed_at=str(said["sealed_at"]),
            sha256=digest(statement),
            public_key=str(said["public_key"]),
            statement=statement,
            signature=bytes.fromhex(content["signature"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadHead("it does not hold what such a file holds") from error
    if formats != (HEAD, SEAL):
        raise BadHead(f"its format is {formats[0]} with {formats[1]}, which this version does not know")
    if content.get("sha256") != found.sha256:
        raise BadHead("its statement does not have the SHA-256 that stands beside it, so it was damaged or changed")
    return found


def head_name(seal: Stated) -> str:
    """Return what the file of a signed head is called."""
    return f"kyokun-ledger-head-{seal.number:06}.json"


def pem_of(public_key: str) -> str:
    """Return a public key as other programs read it (PEM)."""
    coded = base64.b64encode(_PUBLIC_KEY_IN_DER + bytes.fromhex(public_key)).decode()
    return f"-----BEGIN PUBLIC KEY-----\n{coded}\n-----END PUBLIC KEY-----\n"
