"""Sets pages as accessible PDF (PDF/UA-1), with the fonts that come with the program."""

import importlib.util
import json
from collections.abc import Mapping
from pathlib import Path

_FONT_PACKAGES = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")


def typeset(template: Path, data: Mapping[str, object]) -> bytes:
    """Return the PDF of a Typst template, which reads `data` as JSON from its inputs."""
    import typst  # most processes never set a page, and it takes memory  # noqa: PLC0415

    pdf: bytes = typst.compile(
        template,
        font_paths=_font_folders(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards="ua-1",
    )
    return pdf


def _font_folders() -> list[Path]:
    folders: list[Path] = []
    for name in _FONT_PACKAGES:
        found = importlib.util.find_spec(name)
        if found is None or found.origin is None:
            raise RuntimeError(f"the font package {name} is not installed")
        folders.append(Path(found.origin).parent)
    return folders
