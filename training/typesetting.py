"""Sets pages as accessible PDF (PDF/UA-1), with the fonts that come with the program.

Typst starts threads at its first page, and a process with threads can't be forked any more: whoever is forked from it
waits for threads that it does not have, at its first page. The processes that serve fork each other (`sharing.py`), so
each page is set by a program of its own, which is this file.
"""

import importlib.util
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_FONT_PACKAGES = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")
_SECONDS = 60
"""No page takes so long; else somebody would wait for ever."""
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
    asked = json.dumps([str(template), data], ensure_ascii=False).encode()
    command = [sys.executable, "-I", __file__]  # -I: the modules beside this file are no modules for it
    done = subprocess.run(command, input=asked, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603  # ours
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace"))
    return done.stdout


def _set(template: Path, data: Any) -> bytes:
    import typst  # only the program of its own has it  # noqa: PLC0415

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


if __name__ == "__main__":
    _template, _data = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(_set(Path(_template), _data))
