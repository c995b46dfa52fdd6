"""One-time codes of printed sheets: 80 bits in Crockford's base 32, read by people, typed with forgiveness."""

import hashlib
import re
import secrets

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 16
_GROUP = 4
_MISREAD = str.maketrans("OILoil", "011011")


def new_code() -> str:
    """Return a fresh code in groups, as printed."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return "-".join(letters[first : first + _GROUP] for first in range(0, _LENGTH, _GROUP))


def read_code(typed: str) -> str | None:
    """Return the 16 characters of a typed code, whatever its case, spaces and dashes; None when it can't be one."""
    letters = re.sub(r"[\s\-‐‑–—−ー]", "", _half_width(typed)).translate(_MISREAD).upper()
    return letters if len(letters) == _LENGTH and set(letters) <= set(_ALPHABET) else None


def _half_width(text: str) -> str:
    """Turn full-width letters and digits, which Japanese keyboards write, into plain ones."""
    return "".join(chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign for sign in text)


def code_digest(letters: str) -> str:
    """Return what is kept of a code; 80 random bits need no slow hash."""
    return hashlib.sha256(letters.encode("ascii")).hexdigest()
