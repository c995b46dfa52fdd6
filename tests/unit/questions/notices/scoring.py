"""Comparing what was read from a notice with what a person wrote down for it beforehand."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from questions.control import Control
from questions.files import read_document
from questions.folders import SHIPPED
from questions.notices.decoding import decode
from questions.notices.facts import Count, Data, Notice
from questions.notices.reader import read

TEXTS = Path(__file__).parent / "texts"
KINDS = (
    "organisation", "dates", "periods", "counts", "data_types", "topics", "codes", "controls", "noticed", "told",
    "parties", "gaps", "remarks",
)  # fmt: skip


@dataclass(frozen=True)
class Score:
    """How many facts were found of those written down, and which are missing or too many."""

    right: int
    missing: tuple[str, ...]
    extra: tuple[str, ...]


@cache
def notice(path: Path) -> Notice:
    return read(decode(path.read_bytes()).text, controls())


@cache
def controls() -> tuple[Control, ...]:
    names = ("appi-20-6", "appi-20-18", "appi-22-24")
    return tuple(read_document(SHIPPED / "controls" / f"{name}.yaml", Control) for name in names)


def expected(path: Path) -> dict[str, set[str]]:
    data = YAML(typ="safe").load(path.with_suffix(".yaml").read_text(encoding="utf-8"))
    result = {
        kind: {str(each) for each in data.get(kind) or []} for kind in KINDS if kind not in {"organisation", "gaps"}
    }
    result["organisation"] = {data["organisation"]} if data["organisation"] else set()
    result["gaps"] = {f"{until} {days}" for until, days in data["gaps"].items()}
    return result


def facts(read_: Notice) -> dict[str, set[str]]:
    """Put what was read into the words of the files beside the texts."""
    return {
        "organisation": {read_.organisation.value} if read_.organisation else set(),
        "dates": {f"{date.value} {role}" for date in read_.dates for role in date.roles if role != "other"},
        "periods": {period.value for period in read_.periods},
        "counts": {_count(count) for count in read_.counts if count.affected},
        "data_types": {_data(data) for data in read_.data_types},
        "topics": {topic.value for topic in read_.topics},
        "codes": {code.value for code in read_.checklist_codes},
        "controls": {proposal.value for proposal in read_.controls if proposal.reason == "code"},
        "noticed": {noticed.value for noticed in read_.noticed},
        "told": {" ".join(filter(None, (told.value, told.date))) for told in read_.told},
        "parties": {party.value for party in read_.parties},
        "gaps": {f"{gap.until} {gap.value}" for gap in read_.gaps},
        "remarks": {remark.code for remark in read_.remarks if remark.code in {"two-incidents", "not-an-incident"}},
    }


def scores(path: Path) -> dict[str, Score]:
    wanted, got = expected(path), facts(notice(path))
    return {
        kind: Score(
            len(wanted[kind] & got[kind]),
            tuple(sorted(wanted[kind] - got[kind])),
            tuple(sorted(got[kind] - wanted[kind])),
        )
        for kind in KINDS
    }


def _count(count: Count) -> str:
    return " ".join(filter(None, (str(count.value), count.unit, count.of)))


def _data(data: Data) -> str:
    return str(data.value) if data.affected else f"!{data.value}"
