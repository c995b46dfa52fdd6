"""Canonical bytes of a document (RFC 8785) and their digest: what is published, hashed and kept."""

import hashlib
import json
from typing import Any

import rfc8785
from pydantic import BaseModel

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None


def canonical_bytes(value: BaseModel | Json) -> bytes:
    """Return the RFC 8785 form of a document or of plain JSON data, in UTF-8."""
    data = value.model_dump(mode="json", by_alias=True, exclude_none=True) if isinstance(value, BaseModel) else value
    return rfc8785.dumps(data)


def plain(document: BaseModel) -> Any:
    """Return a document as the JSON data that its canonical bytes say."""
    return json.loads(canonical_bytes(document))


def digest(data: bytes) -> str:
    """Return the SHA-256 of `data` in lower-case hexadecimal (64 characters)."""
    return hashlib.sha256(data).hexdigest()
