"""E-mail addresses."""

import re
from collections.abc import Iterator

_AT = r" ?(?:@|[\[(<【](?:at|アット(?:マーク)?)[\])>】]|アットマーク|[☆★]) ?"
_LOCAL = r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}"
_END_OF_DOMAIN = "(?:[A-Za-z]{2,24}|xn--[A-Za-z0-9-]{1,59}|みんな|コム|ストア)"
_LABEL = r"(?:[^\W_]|-){1,63}"
# Latin letters first, so that words behind a domain are no part of it; 。 is a dot only where no other dot stands.
_ADDRESS = re.compile(
    rf"{_LOCAL}{_AT}(?P<domain>(?:[A-Za-z0-9-]{{1,63}}\.){{1,8}}[A-Za-z]{{2,24}}"
    rf"|(?:{_LABEL}\.){{1,8}}{_END_OF_DOMAIN}|(?:{_LABEL}。){{1,8}}{_END_OF_DOMAIN})",
    re.IGNORECASE,
)
# RFC 2606 and 6761, and the names that the registry of .jp keeps for examples.
_MADE_UP = re.compile(
    r"(?:^|\.)(?:example|test|invalid|localhost|example\.(?:com|net|org|edu)|example[0-9]?\.(?:[a-z]{2}\.)?jp)$"
)


def addresses_in(text: str) -> Iterator[str]:
    """Yield the e-mail addresses of a plain text, but for those that can belong to nobody."""
    for found in _ADDRESS.finditer(text):
        if not is_made_up(found["domain"]):
            yield found[0]


def is_made_up(domain: str) -> bool:
    """Tell whether a domain is one of those that are kept free for examples."""
    return bool(_MADE_UP.search(domain.lower().replace("。", ".")))
