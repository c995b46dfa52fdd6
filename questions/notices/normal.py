"""Making a text comparable without moving a single code point, so that places found in one hold in the other."""

import string
import unicodedata

# Full-width and compatibility forms, Kangxi radicals (PDFs have them), half-width katakana, ideographic space.
_BLOCKS = ((0x2E80, 0x2FDF), (0x3000, 0x3001), (0xF900, 0xFB00), (0xFF01, 0xFFEF), (0x2460, 0x2474))
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d\u2500"
_WAVES = "\u301c\uff5e\u223c\u02dc\u2053"
_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"


def _table() -> dict[int, str]:
    table = {}
    for first, last in _BLOCKS:
        for code in range(first, last):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1 and plain != chr(code):
                table[code] = plain
    table.update({ord(each): "-" for each in _DASHES})
    table.update({ord(each): "~" for each in _WAVES})
    table.update({ord(each): " " for each in _SPACES})
    table.update({ord(each): "'" for each in "\u2018\u2019\u201b"})
    return table


_TABLE = _table()
_LOWER = dict(zip(map(ord, string.ascii_uppercase), string.ascii_lowercase, strict=True))


def fold(text: str) -> str:
    """Return `text` with half-width digits, letters and signs; every character stays at its place."""
    return text.translate(_TABLE)


def lower(folded: str) -> str:
    """Return a folded text in small letters; unlike str.lower, no character ever becomes two."""
    return folded.translate(_LOWER)
