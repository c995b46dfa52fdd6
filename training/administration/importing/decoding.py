"""From the bytes of a CSV file to text: what Excel and HR systems write, and nothing that is only half understood."""

import codecs
import re

from training.administration.importing.problems import Problem, Reason, UnreadableFile

LARGEST = 40_000_000
"""Bytes; a list of 100,000 people has ten to fifteen million."""
_MOST_NAMED = 20
_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-")
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fe]")
_ODD = re.compile("[\uff61-\uff9f\ue000-\uf8ff\ufffd]")


def decode(data: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 with its mark, Shift_JIS or EUC-JP; raise UnreadableFile."""
    if len(data) > LARGEST:
        raise UnreadableFile([Problem(Reason.TOO_LARGE, value=str(LARGEST // 1_000_000))])
    if data.startswith(_SPREADSHEETS):
        raise UnreadableFile([Problem(Reason.SPREADSHEET)])
    text = _decoded(data).removeprefix("\ufeff")
    if not text.strip():
        raise UnreadableFile([Problem(Reason.EMPTY)])
    return text


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _in_one(data, ["utf_16"])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        _refuse_mixed(data)
    return _in_one(data, sorted(("cp932", "euc_jp"), key=lambda name: -_likelihood(data, name)))


def _in_one(data: bytes, names: list[str]) -> str:
    lines: list[int] = []
    for name in names:
        try:
            return data.decode(name)
        except UnicodeDecodeError as error:
            lines.append(data.count(b"\n", 0, error.start) + 1)
    raise UnreadableFile([Problem(Reason.UNKNOWN_ENCODING, line=lines[0])])


def _refuse_mixed(data: bytes) -> None:
    """Raise UnreadableFile when some lines are UTF-8 and others are not: a name would be read wrongly, silently."""
    beyond = [(number, line) for number, line in enumerate(data.split(b"\n"), 1) if not line.isascii()]
    others = [number for number, line in beyond if not _is_utf8(line)]
    # By chance alone hardly a line of Shift_JIS is UTF-8 as well.
    if len(beyond) - len(others) > len(beyond) / 5:
        raise UnreadableFile([Problem(Reason.MIXED_ENCODINGS, line=number) for number in others[:_MOST_NAMED]])


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _likelihood(data: bytes, encoding: str) -> float:
    text = data[:200_000].decode(encoding, errors="replace")
    return len(_KANA.findall(text)) - 2 * len(_ODD.findall(text))
