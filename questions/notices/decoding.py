"""From a file's bytes, or what somebody pasted, to plain text. Libraries are loaded when needed, not before."""

import re
from typing import NamedTuple

from questions.notices.problems import Reason, Unreadable

LARGEST = 5_000_000
"""Bytes of a file or characters of a paste that are too many; a notice has some ten thousand."""

_ESCAPE_JIS = re.compile(rb"\x1b[$(][@BJI]")
_HTML = re.compile(r"\s{0,200}(?:<!doctype\s{1,20}html|<html[\s>]|<\?xml|<head[\s>]|<body[\s>])", re.IGNORECASE)
_SURE = 0.2
_TAGS = re.compile(
    r"<(?:/?(?:p|div|table|tr|td|li|ul|h[1-6]|section|article|main|span)|br)(?:\s[^<>]{0,300})?/?>", re.IGNORECASE
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s{0,5}=\s{0,5}[\"']?([A-Za-z0-9_\-]{3,20})", re.IGNORECASE)
# What UTF-8 looks like when it was read as Shift_JIS or Latin-1, and what is left of characters that were lost.
_GARBLED = re.compile(
    r"[縺繧繝譁蜿荳莠螟][\uff61-\uff9f・一-龥]|(?:[ãåæçèä][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œž])|\ufffd"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Decoded(NamedTuple):
    """A notice as text, and what it was: the name of an encoding, `html`, `docx` or `pdf`."""

    text: str
    form: str


def decode(data: bytes) -> Decoded:
    """Return the text of a file of any supported kind; raise Unreadable when there is none to be had."""
    if len(data) >= LARGEST:
        raise Unreadable(Reason.TOO_LARGE)
    if not data.strip():
        raise Unreadable(Reason.EMPTY)
    if data.startswith(b"%PDF-"):
        from questions.notices.documents import pdf_text  # noqa: PLC0415 - a large library, for PDFs only

        return Decoded(_checked(pdf_text(data)), "pdf")
    if data.startswith(b"PK\x03\x04"):
        from questions.notices.documents import word_text  # noqa: PLC0415 - a large library, for Word files only

        return Decoded(_checked(word_text(data)), "docx")
    text, encoding = _text_of(data)
    return _plain(text, encoding)


def decode_pasted(text: str) -> Decoded:
    """Return what somebody pasted as plain text, whether it was text or HTML."""
    if len(text) >= LARGEST:
        raise Unreadable(Reason.TOO_LARGE)
    return _plain(text, "pasted")


def _plain(text: str, form: str) -> Decoded:
    if looks_like_html(text):
        from questions.notices.html import text_of_html  # noqa: PLC0415 - a large library, for HTML only

        return Decoded(_checked(text_of_html(text)), "html")
    return Decoded(_checked(text), form)


def looks_like_html(text: str) -> bool:
    """Tell whether a text is HTML rather than text that speaks of a tag or two."""
    return bool(_HTML.match(text)) or len(_TAGS.findall(text[:20_000])) >= 4


def _checked(text: str) -> str:
    plain = (
        text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n").replace("\x00", "")
    )
    if not plain.strip():
        raise Unreadable(Reason.EMPTY)
    garbled = _GARBLED.findall(plain[:200_000])
    if len(garbled) > 3 and len(garbled) * 20 > min(len(plain), 200_000) / 3:
        first = _GARBLED.search(plain)
        raise Unreadable(Reason.MOJIBAKE, plain.count("\n", 0, first.start() if first else 0) + 1)
    return plain


def _text_of(data: bytes) -> tuple[str, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _strictly(data, "utf_16"), "utf-16"
    if _ESCAPE_JIS.search(data):
        return _strictly(data, "iso2022_jp"), "iso-2022-jp"
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as error:
        not_utf8 = error
    if b"\x00" in data[:4096]:
        raise Unreadable(Reason.NOT_TEXT)
    declared = _DECLARED.search(data[:4096])
    for name in _candidates(data, declared[1].decode("ascii") if declared else None):
        try:
            text = data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if _is_likely(text):
            return text, name
    raise Unreadable(*_why(data, not_utf8))


def _candidates(data: bytes, declared: str | None) -> list[str]:
    """Return encodings to try: what the page declares, what has the kana of Japanese, the detector's opinion."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - only for texts that are not UTF-8

    best = from_bytes(data[:100_000], cp_isolation=["cp932", "euc_jp", "cp1252"]).best()
    family = sorted(("cp932", "euc_jp"), key=lambda name: -_likelihood(data, name))
    sure = family[:1] if _likelihood(data, family[0]) > _SURE else []
    opinion = [best.encoding] if best else []
    return list(dict.fromkeys([*([declared] if declared else []), *sure, *opinion, *family]))


def _likelihood(data: bytes, encoding: str) -> float:
    """Return the share of kana among what is not ASCII; half-width kana and private characters count against it."""
    text = data[:200_000].decode(encoding, errors="replace")
    beyond = [each for each in text if each > "\x7f"]
    if not beyond:
        return 0.0
    good = sum(1 for each in beyond if "\u3041" <= each <= "\u30fe" or each in "、。・「」（）")
    bad = sum(1 for each in beyond if "\uff61" <= each <= "\uff9f" or each == "\ufffd" or "\ue000" <= each <= "\uf8ff")
    return (good - 2 * bad) / len(beyond)


def _is_likely(text: str) -> bool:
    beyond = sum(1 for each in text[:200_000] if each > "\x7f")
    odd = len(re.findall(r"[\uff61-\uff9f\ue000-\uf8ff\x80-\x9f]", text[:200_000]))
    return odd * 5 <= beyond and not _CONTROL.search(text[:200_000])


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(Reason.MIXED_ENCODINGS, data.count(b"\n", 0, error.start) + 1) from error


def _why(data: bytes, error: UnicodeDecodeError) -> tuple[Reason, int | None]:
    """Tell a file of several encodings, whose lines are each readable in one of them, from one of none."""
    line = data.count(b"\n", 0, error.start) + 1
    kinds = {_encoding_of_line(each) for each in data[:200_000].splitlines() if not each.isascii()}
    if None not in kinds and len(kinds) > 1:
        return Reason.MIXED_ENCODINGS, line
    return Reason.UNKNOWN_ENCODING, line


def _encoding_of_line(data: bytes) -> str | None:
    for name in ("utf_8", *sorted(("cp932", "euc_jp"), key=lambda name: -_likelihood(data, name))):
        try:
            data.decode(name)
        except UnicodeDecodeError:
            continue
        return name
    return None
