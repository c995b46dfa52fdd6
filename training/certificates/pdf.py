"""Certificates as PDF, made when they are asked for and kept nowhere."""

import uuid
from io import BytesIO
from pathlib import Path

from training.typesetting import typeset

_TEMPLATE = Path(__file__).with_name("certificate.typ")


def file_name(cause_id: uuid.UUID) -> str:
    """Return what the file of a certificate is called; many lie in one folder."""
    return f"certificate-{cause_id.hex[-8:]}.pdf"


def render_certificate(data: dict[str, str]) -> bytes:
    """Return an accessible PDF (PDF/UA-1) of a certificate.

    `data` is what `document.content` says; its link is there as a QR code, too.
    """
    return typeset(_TEMPLATE, {**data, "drawn": _drawn(data["link"])})


def _drawn(link: str) -> str:
    """Return the QR code of an address as SVG; the page around it is its quiet zone."""
    import segno  # most processes never draw one  # noqa: PLC0415

    drawn = BytesIO()
    segno.make_qr(link, error="m").save(drawn, kind="svg", border=0, dark="#1f2328")
    return drawn.getvalue().decode()
