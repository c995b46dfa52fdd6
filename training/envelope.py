"""Sealed envelopes: what a visitor carries for the program through a page, and only the program can read or make."""

import base64
import json
import zlib
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import current_app

from questions.canonical import Json, canonical_bytes
from training import clock
from training.config import LARGEST_REQUEST
from training.sizes import takes

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

LIFETIME = timedelta(hours=24)
LONGEST = 2_700_000
"""Characters of a sealed envelope: any form that is taken fits, even when nothing of it can be compressed."""

carries_envelope = takes(LARGEST_REQUEST + LONGEST)
"""Lets a view take forms that are longer than others by the envelope in them."""

_PURPOSE = b"kyokun/envelope/2"


def seal(content: Json) -> str | None:
    """Return `content` in an envelope, or None when it does not fit into one."""
    try:
        data = canonical_bytes(content)
    except (UnicodeError, ValueError):  # a lone surrogate
        return None
    sealed = _rings()[0].encrypt_at_time(zlib.compress(data), _now()).decode()
    return sealed if len(sealed) <= LONGEST else None


def unseal(envelope: str | None) -> Json:
    """Return what an envelope holds; None when it is not ours, was changed, or is older than a day."""
    if not envelope or len(envelope) > LONGEST or not envelope.isascii():
        return None
    from cryptography.fernet import InvalidToken  # as below  # noqa: PLC0415

    for ring in _rings():
        try:
            data = ring.decrypt_at_time(envelope.encode(), int(LIFETIME.total_seconds()), _now())
        except InvalidToken:
            continue
        content: Json = json.loads(zlib.decompress(data))
        return content
    return None


def _now() -> int:
    return int(clock.now().timestamp())


def _rings() -> "list[Fernet]":
    secrets = [current_app.config["SECRET_KEY"], *current_app.config["SECRET_KEY_FALLBACKS"]]
    return [_key_of(secret) for secret in secrets]


@lru_cache(maxsize=8)
def _key_of(secret: str) -> "Fernet":
    # Only a form that outlived its sign-in needs it, and it takes 3 MB of each process.
    from cryptography.fernet import Fernet  # noqa: PLC0415
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF  # noqa: PLC0415

    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
