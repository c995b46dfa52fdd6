"""The signed part of an invitation's address: made from its id, kept nowhere."""

import base64
import binascii
import hashlib
import uuid

from flask import current_app
from itsdangerous import BadSignature, Signer


def invitation_token(invitation_id: uuid.UUID) -> str:
    """Return the token that opens an invitation."""
    return _signer().sign(base64.urlsafe_b64encode(invitation_id.bytes).rstrip(b"=")).decode()


def read_invitation_token(token: str) -> uuid.UUID | None:
    """Return the invitation that a token was made for, with the present secret or an earlier one; None if forged."""
    try:
        return uuid.UUID(bytes=base64.urlsafe_b64decode(_signer().unsign(token.encode()) + b"=="))
    except (BadSignature, binascii.Error, ValueError):
        return None


def _signer() -> Signer:
    keys = [*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"]]
    return Signer(keys, salt="kyokun.invitation", digest_method=hashlib.sha256)
