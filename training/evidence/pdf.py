"""Certificates as PDF, made when they are asked for and kept nowhere."""

import importlib.util
import json
from pathlib import Path

_TEMPLATE = Path(__file__).with_name("certificate.typ")
_FONT_PACKAGES = ("noto_cjk_sans_jp_regular", "noto_cjk_sans_jp_bold")


def render_certificate(data: dict[str, str]) -> bytes:
    """Return an accessible PDF (PDF/UA-1) of a certificate.

    `data`: title, name, statement, quiz, release, date, organisation, number, stamp, demonstration, language.
    """
    import typst  # most processes never set a certificate, and it takes memory  # noqa: PLC0415

    pdf: bytes = typst.compile(
        _TEMPLATE,
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
