"""Certificates as PDF, made when they are asked for and kept nowhere."""

from pathlib import Path

from training.typesetting import typeset

_TEMPLATE = Path(__file__).with_name("certificate.typ")


def render_certificate(data: dict[str, str]) -> bytes:
    """Return an accessible PDF (PDF/UA-1) of a certificate.

    `data`: title, name, statement, quiz, release, date, organisation, number, stamp, demonstration, language.
    """
    return typeset(_TEMPLATE, data)
