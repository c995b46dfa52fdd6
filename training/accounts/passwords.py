"""Passwords: which ones are refused, and how they are kept (Argon2id). Hash and verify outside transactions."""

import secrets
import unicodedata
from collections.abc import Iterable
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import lazy_gettext as _l

from training.accounts.common_passwords import is_common
from training.errors import FieldError

MINIMUM_LENGTH = 12
MAXIMUM_LENGTH = 200
"""Enough for any sentence; longer input would only cost time to hash."""

SHORTEST_OWN_WORD = 4
"""Shorter names and numbers occur in good passwords by chance."""

_hasher = PasswordHasher()


def check_password(password: str, own_words: Iterable[str], field: str = "password") -> None:
    """Raise FieldError when `password` is too short, too long, common, or made of the person's own data."""
    length = len(_normal(password))
    if length < MINIMUM_LENGTH:
        raise FieldError(field, _l("Use at least %(number)d characters.", number=MINIMUM_LENGTH))
    if length > MAXIMUM_LENGTH:
        raise FieldError(field, _l("Use at most %(number)d characters.", number=MAXIMUM_LENGTH))
    if is_common(password):
        raise FieldError(
            field, _l("This password is easy to guess. Several words that do not belong together do well.")
        )
    if _is_own(password, own_words):
        raise FieldError(
            field, _l("Your name, e-mail address or employee number is easy to guess. Choose something else.")
        )


def _is_own(password: str, own_words: Iterable[str]) -> bool:
    """Tell whether little is left of `password` once the person's own words are taken out."""
    rest = _normal(password).casefold()
    for word in sorted(_parts(own_words), key=len, reverse=True):
        rest = rest.replace(word, "")
    taken = len(_normal(password)) - len(rest)
    return taken > 0 and len(rest) < MINIMUM_LENGTH // 2


def _parts(own_words: Iterable[str]) -> set[str]:
    whole = {_normal(word).casefold() for word in own_words}
    pieces = {piece for word in whole for piece in word.replace("@", " ").replace(".", " ").split()}
    return {part for part in whole | pieces if len(part) >= SHORTEST_OWN_WORD}


def _normal(password: str) -> str:
    """Return one form of what keyboards and input methods write in several (full-width letters, combined accents)."""
    return unicodedata.normalize("NFKC", password)


def hash_password(password: str) -> str:
    """Return the Argon2id hash to keep."""
    return _hasher.hash(_normal(password))


def verify_password(secret_hash: str | None, password: str) -> bool:
    """Tell whether `password` has this hash; without a hash, take the same time and say no."""
    try:
        return _hasher.verify(secret_hash or _hash_of_nobody(_hasher), _normal(password)) and bool(secret_hash)
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(secret_hash: str) -> bool:
    """Tell whether the hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(secret_hash)


@cache
def _hash_of_nobody(hasher: PasswordHasher) -> str:
    return hasher.hash(secrets.token_hex())
