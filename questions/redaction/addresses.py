"""E-mail addresses."""

import re
from collections.abc import Iterator

_AT = r" ?(?:@|\[at\]|\(at\)|<at>|【at】|[☆★]) ?"
_ADDRESS = re.compile(
    rf"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{{1,64}}{_AT}(?P<domain>(?:[A-Za-z0-9-]{{1,63}}\.){{1,8}}[A-Za-z]{{2,24}})",
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
    return bool(_MADE_UP.search(domain.lower()))
