"""The ratios as a picture: a dot with its spread for each row, beside what must and should be reached."""

from collections.abc import Callable, Iterator, Sequence
from html import escape

from tests.bench.results import WORKS, Row

LEFT, RIGHT, WIDTH = 330, 70, 860
ROW, GAP, TOP, BOTTOM = 22, 30, 64, 44
Scale = Callable[[float], float]
INK, QUIET, KEPT, MISSED, PAPER = "#23272f", "#6b7280", "#1f6f54", "#b8321f", "#fffdf8"


def draw(rows: Sequence[Row]) -> str:
    """Return an SVG of the ratios, one group for each kind of work."""
    groups = [[row for row in rows if row.work is work] for work in WORKS]
    groups = [group for group in groups if group]
    height = TOP + sum(GAP + ROW * len(group) for group in groups) + BOTTOM
    highest = max([2.0, *(row.highest for row in rows)]) * 1.05
    parts = "\n".join(_parts(groups, highest, height))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="title" '
        f'font-family="system-ui, sans-serif" font-size="13" fill="{INK}">\n'
        f'<title id="title">Kyokun against the reference program</title>\n'
        f'<rect width="{WIDTH}" height="{height}" fill="{PAPER}"/>\n{parts}\n</svg>\n'
    )


def _parts(groups: Sequence[Sequence[Row]], highest: float, height: int) -> Iterator[str]:
    def at(ratio: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * ratio / highest, 1)

    yield _text(20, 26, "Kyokun against the reference program (1 = equal, less is better)", weight="600", size=16)
    yield _text(20, 46, "dot: median of the rounds; line: their spread; ▽ must, ▼ goal", fill=QUIET)
    base = height - BOTTOM + 8
    for tick in range(int(highest * 2) + 1):
        colour, width = (INK, 1.2) if tick == 2 else ("#d9d4c7", 0.8)
        yield _line(at(tick / 2), TOP - 4, at(tick / 2), base, colour, width=width)
        yield _text(at(tick / 2), base + 18, f"{tick / 2:g}", anchor="middle", fill=QUIET)
    y = float(TOP)
    for group in groups:
        yield _text(20, y + 18, group[0].work.title, weight="600")
        yield from _budget(group[0], at, y + 18)
        y += GAP
        for row in group:
            yield from _row(row, at, y + ROW / 2 - 4)
            y += ROW


def _budget(row: Row, at: Scale, y: float) -> Iterator[str]:
    for limit, sign in ((row.work.must, "▽"), (row.work.goal, "▼")):
        if limit is not None:
            yield _text(at(limit), y, sign, anchor="middle", size=11)


def _row(row: Row, at: Scale, y: float) -> Iterator[str]:
    colour = MISSED if row.verdict == "MISSED" else KEPT
    yield _text(LEFT - 14, y + 4, f"{row.database} {row.way.replace('_', ' ')}".strip(), anchor="end", fill=QUIET)
    yield _line(at(row.lowest), y, at(row.highest), y, colour, width=3)
    yield f'<circle cx="{at(row.ratio)}" cy="{y}" r="5" fill="{colour}"/>'
    yield _text(WIDTH - 20, y + 4, f"{row.ratio:.2f}", anchor="end", fill=colour, weight="600")


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, *, width: float) -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}" stroke-width="{width}"/>'


def _text(
    x: float, y: float, text: str, *, anchor: str = "start", fill: str = INK, weight: str = "", size: int = 13
) -> str:
    bold = f' font-weight="{weight}"' if weight else ""
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{fill}" font-size="{size}"{bold}>{escape(text)}</text>'
