"""Every pair of colours that meets on a page keeps WCAG's contrast, on paper and in the dark."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part)) for part in TOKENS.split("prefers-color-scheme: dark")
)
SURFACES = ("paper", "sheet", "sunk")

TEXT = [
    *((text, surface) for text in ("ink", "ink-soft", "shu", "red") for surface in SURFACES),
    *((text, f"{text}-wash") for text in ("green", "blue", "amber", "red", "grey", "shu")),
    *(("ink", f"{wash}-wash") for wash in ("green", "blue", "amber", "red", "grey", "shu")),
    ("green", "sheet"),
    ("amber", "sheet"),
    ("on-ink", "ink"),
    ("on-seal", "seal"),
    ("sheet", "red"),
]
EDGES = [
    *((edge, surface) for edge in ("edge", "focus") for surface in SURFACES),
    *((mark, "sheet") for mark in ("green", "blue", "amber", "shu")),
    ("focus", "shu-wash"),
]


def luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    darker, lighter = sorted((luminance(first), luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "surface"), TEXT)
def test_text_is_readable(scheme: dict[str, str], text: str, surface: str) -> None:
    assert contrast(scheme[text], scheme[surface]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "surface"), EDGES)
def test_controls_and_marks_are_visible(scheme: dict[str, str], edge: str, surface: str) -> None:
    assert contrast(scheme[edge], scheme[surface]) >= 3


def test_both_schemes_name_the_same_colours() -> None:
    assert set(LIGHT) == set(DARK)
