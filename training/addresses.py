"""Addresses that a visitor may be sent to."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from werkzeug.datastructures import MultiDict

_LONGEST = 4_000
_LONGEST_QUERY = 2_000
"""Servers refuse longer addresses; what does not fit is left out, field by field."""
_NOT_KEPT = {"csrf_token", "next", "language", "shown"}


def local_path(address: str | None, otherwise: str) -> str:
    """Return `address` when it is a path on this site, with or without a query; else `otherwise`."""
    if not address or len(address) > _LONGEST or not address.startswith("/") or address.startswith("//"):
        return otherwise
    # Browsers read a backslash as a slash and drop control characters, so that "/\\host" leads away.
    if "\\" in address or any(ord(sign) < 0x20 or ord(sign) == 0x7F for sign in address):
        return otherwise
    try:
        parts = urlsplit(address)
    except ValueError:
        return otherwise
    return otherwise if parts.scheme or parts.netloc else address


def with_fields(address: str, fields: MultiDict[str, str]) -> str:
    """Return `address` with the half-filled fields in its query, in place of fields of the same name there."""
    parts = urlsplit(address)
    filled = fields.keys() - _NOT_KEPT
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in filled]
    query = urlencode(kept)
    for name, value in fields.items(multi=True):
        longer = "&".join(filter(None, (query, urlencode([(name, value)]))))
        if name in filled and len(longer) <= _LONGEST_QUERY:
            query = longer
    return urlunsplit(("", "", parts.path, query, parts.fragment))
