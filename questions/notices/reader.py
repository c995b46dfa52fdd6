"""Reading a notice: text in, facts with their places out. Pure, and in time that grows with the text only."""

from collections.abc import Iterable
from typing import Any

from questions.control import Control
from questions.notices.blocks import commentary, read_blocks
from questions.notices.boilerplate import read_boilerplate, without
from questions.notices.codes import propose, read_codes
from questions.notices.context import is_japanese
from questions.notices.counts import read_counts
from questions.notices.data_types import read_data_types
from questions.notices.dates import events, read_dates
from questions.notices.facts import Block, Notice, Remark
from questions.notices.gaps import (
    contradicting_counts,
    contradicting_data,
    contradicting_dates,
    noticed_too_early,
    read_gaps,
)
from questions.notices.measures import read_measures
from questions.notices.normal import fold, lower
from questions.notices.noticing import read_noticed
from questions.notices.organisation import read_organisation
from questions.notices.parties import read_parties
from questions.notices.telling import is_letter, read_told
from questions.notices.topics import is_incident, one_more_below, read_topics, two_incidents
from questions.notices.unwrap import relocate, unwrap

LONGEST = 200_000
"""Characters of a text that are read; a notice has at most some ten thousand. The rest is kept, and remarked on."""


def read(text: str, controls: Iterable[Control] = ()) -> Notice:
    """Read the facts of a notice; `controls` are those of the bank that may be proposed for it."""
    joined = unwrap(text[:LONGEST])
    found = _read(joined.text, controls)
    if joined.places is not None:
        found = relocate(found, joined.places, text)
    remarks = found.remarks
    if len(text) > LONGEST:
        remarks += (Remark(code="only-beginning-read", start=LONGEST, end=len(text)),)
    return found.model_copy(update={"source_text": text, "remarks": remarks})


def _read(text: str, controls: Iterable[Control]) -> Notice:
    plain = fold(text)
    aside = read_boilerplate(text, lower(plain))
    folded = without(plain, aside)
    blocks = read_blocks(text, folded)
    topics = read_topics(text, lower(folded))
    codes = read_codes(text, folded, blocks)
    several = two_incidents(lower(folded), text, blocks)
    if not several and (further := one_more_below(text, lower(plain), aside)):
        several = [further]
    said: dict[str, Any] = _story(text, without(folded, commentary(blocks)), blocks)
    details = sum(bool(said[kind]) for kind in ("counts", "data_types", "dates", "noticed"))
    incident = is_incident(lower(folded), topics, details, is_case_page=bool(blocks))
    remarks = [*said.pop("remarks"), *several]
    if not several:
        remarks += noticed_too_early(said["dates"])
    return Notice(
        source_text=text,
        incident=incident,
        language="ja" if is_japanese(text[:20_000]) else "en",
        topics=topics,
        checklist_codes=codes,
        controls=propose(codes, topics, controls),
        measures=read_measures(text, folded, blocks),
        gaps=() if several else read_gaps(said["dates"], said["told"], is_letter=is_letter(lower(folded))),
        blocks=blocks,
        boilerplate=aside,
        remarks=tuple(remarks if incident else [Remark(code="not-an-incident"), *remarks]),
        **said,
    )


def _story(text: str, story: str, blocks: tuple[Block, ...]) -> dict[str, Any]:
    """Read what the organisation itself tells: without adverts, and without what others say of it."""
    lowered = lower(story)
    found = read_dates(text, story, lowered)
    counts, differing = contradicting_counts(read_counts(text, lowered, list(found.dates)))
    dates, dated_twice = contradicting_dates(found.dates, found.periods)
    data = read_data_types(text, lowered)
    organisation = read_organisation(text, story, blocks)
    parties = read_parties(text, story, lowered, organisation.value if organisation else None)
    return {
        "organisation": organisation,
        "dates": dates,
        "periods": found.periods,
        "timeline": events(text, story, found),
        "counts": counts,
        "data_types": data,
        "parties": parties,
        "noticed": read_noticed(text, lowered, found, parties),
        "told": read_told(text, lowered, found),
        "remarks": [*differing, *dated_twice, *contradicting_data(data)],
    }
