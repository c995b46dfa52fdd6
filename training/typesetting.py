"""Sets pages as accessible PDF (PDF/UA-1), with the fonts that come with the program."""

import importlib.util
import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_FONT_PACKAGES = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")
STAND_IN = "〓"
"""What Japanese printers set for a sign that they have no type for."""
_ROUNDS = 5
_FAR = (
    r"[\u{104}-\u{10b}\u{114}-\u{119}\u{11c}-\u{127}\u{12c}-\u{142}\u{145}-\u{146}\u{149}-\u{14b}\u{150}-\u{151}"
    r"\u{154}-\u{167}\u{16e}-\u{191}\u{193}-\u{19f}\u{1a2}-\u{1ae}\u{1b1}-\u{1cc}\u{1dd}-\u{1f7}\u{1fa}-\u{24f}"
    r"\u{1e00}-\u{1e3d}\u{1e40}-\u{1e9f}]"
)
"""Letters such as Ž and ğ, which the Japanese fonts have in parts only and would put together askew."""
_PART = r"[\p{Latin}\p{M}’'.-]*"
_ABSENT = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed with font')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def typeset(template: Path, data: Mapping[str, object]) -> bytes:
    """Return the PDF of a Typst template, which reads `data` as JSON from its inputs.

    Names and texts are whatever people type, so there may be signs that no font has: they are set as `STAND_IN`.
    """
    import typst  # most processes never set a page, and it takes memory  # noqa: PLC0415

    for _round in range(_ROUNDS):  # what remains may be shaped in another way, and be absent only then
        try:
            return _compiled(template, data)
        except typst.TypstError as error:
            absent = _absent_in(error)
            if not absent:
                raise
            data = _exchanged(data, absent)
    return _compiled(template, data)


def _compiled(template: Path, data: object) -> bytes:
    import typst  # see above  # noqa: PLC0415

    pdf: bytes = typst.compile(
        template,
        font_paths=_font_folders(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False), "far": f"{_PART}{_FAR}{_PART}"},
        pdf_standards="ua-1",
    )
    return pdf


def _absent_in(error: Any) -> dict[int, str]:
    """Map the signs that no font has to what is set in their place; whatever leaves no trace is left out."""
    found = "".join(_ESCAPED.sub(_unescaped, text) for text in _ABSENT.findall(str(error.diagnostic)))
    return {ord(sign): "" if unicodedata.category(sign)[0] in "CM" else STAND_IN for sign in found}


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16))


def _exchanged(data: Any, signs: Mapping[int, str]) -> Any:
    """Return data with other signs in each of its texts."""
    if isinstance(data, str):
        return data.translate(signs)
    if isinstance(data, Mapping):
        return {key: _exchanged(value, signs) for key, value in data.items()}
    return [_exchanged(value, signs) for value in data] if isinstance(data, list | tuple) else data


def _font_folders() -> list[Path]:
    folders: list[Path] = []
    for name in _FONT_PACKAGES:
        found = importlib.util.find_spec(name)
        if found is None or found.origin is None:
            raise RuntimeError(f"the font package {name} is not installed")
        folders.append(Path(found.origin).parent)
    return folders
