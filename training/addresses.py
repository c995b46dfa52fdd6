"""Addresses that a visitor may be sent to, and those that stand on paper and in mails."""

from urllib.parse import urlsplit

from flask import current_app

from training import late

_LONGEST = 4_000


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


def address_of(endpoint: str, **values: object) -> str:
    """Return the full address of a page; works outside a request."""
    site = urlsplit(current_app.config["SITE_URL"])
    urls = late.addresses(endpoint=endpoint).bind(site.netloc, script_name=site.path or "/", url_scheme=site.scheme)
    return urls.build(endpoint, values, force_external=True)
