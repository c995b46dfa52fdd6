"""From a reading to the desk: one entry for each thing that is said, with all the places that say it."""

from collections.abc import Iterable

from questions.incident import Span
from questions.notices.desk import AFFECTED, LONGEST_VALUE, SPARED, Desk, Entry, Kind
from questions.notices.facts import Count, Date, Found, Notice, Role
from questions.notices.reader import LONGEST
from questions.redaction.people import people_in
from questions.redaction.plain import plain


def lay_out(notice: Notice) -> Desk:
    """Return the entries of a reading, what is said several times once, with all its places."""
    merged: dict[tuple[Kind, str, str], Entry] = {}
    for entry in (*_story(notice), *_people(notice), *_lessons(notice)):
        same = (entry.kind, entry.value, entry.detail)
        before = merged.get(same)
        places = (*before.places, *entry.places) if before else entry.places
        disputed = entry.disputed or bool(before and before.disputed)
        merged[same] = (before or entry).model_copy(update={"places": places, "disputed": disputed})
    remarks = dict.fromkeys(remark.code for remark in notice.remarks)
    people = dict.fromkeys(people_in(plain(notice.source_text[:LONGEST]), of_event=True))
    aside = tuple(Span(start=part.start, end=part.end) for part in notice.boilerplate)
    return Desk(entries=tuple(merged.values()), remarks=tuple(remarks), people=tuple(people), aside=aside)


def _story(notice: Notice) -> Iterable[Entry]:
    if notice.organisation:
        yield _entry(Kind.ORGANISATION, notice.organisation, notice.organisation.value)
    for period in notice.periods:
        yield _entry(Kind.PERIOD, period, period.value, period.role)
    for date in notice.dates:
        if not date.period:
            yield from _day(date, notice)
    for count in notice.counts:
        if count.affected:
            yield _entry(Kind.COUNT, count, _number(count), count.unit)
    for data in notice.data_types:
        yield _entry(Kind.DATA, data, data.value, AFFECTED if data.affected else SPARED)


def _day(date: Date, notice: Notice) -> Iterable[Entry]:
    """Yield an entry for each thing that happened on a day: it was noticed and stopped on the same one."""
    first = _entry(Kind.DATE, date, date.value, date.role)
    # Where a period says how long it went on, a day that it contradicts would tell the same event twice.
    is_told = first.disputed and date.role in {period.role for period in notice.periods}
    yield first.model_copy(update={"kept": not is_told})
    # The day of a letter to the people concerned is the one on which they were told.
    reached = [Role.TOLD for gap in notice.gaps if (gap.until, gap.until_date) == ("told", date.key)]
    for role in dict.fromkeys((*date.roles, *reached)):
        if role is not date.role:
            yield first.model_copy(update={"key": f"{date.key}-{role}", "detail": role.value, "disputed": False})


def _people(notice: Notice) -> Iterable[Entry]:
    for noticed in notice.noticed:
        yield _entry(Kind.NOTICED, noticed, noticed.value)
    for told in notice.told:
        yield _entry(Kind.TOLD, told, told.value, told.date or "")
    for party in notice.parties:
        yield _entry(Kind.PARTY, party, party.name or party.value)


def _lessons(notice: Notice) -> Iterable[Entry]:
    for code in notice.checklist_codes:
        yield _entry(Kind.CODE, code, code.value)
    for measure in notice.measures:
        entry = _entry(Kind.MEASURE, measure, measure.value[:LONGEST_VALUE], measure.by)
        yield entry.model_copy(update={"kept": measure.by == "organisation"})
    for topic in notice.topics:
        yield _entry(Kind.TOPIC, topic, topic.value)
    for control in notice.controls:
        yield _entry(Kind.CONTROL, control, control.value, control.reason)


def _number(count: Count) -> str:
    return str(round(count.value))


def _entry(kind: Kind, found: Found, value: str, detail: str = "") -> Entry:
    also: tuple[Span, ...] = getattr(found, "also", ())
    return Entry(
        key=found.key,
        kind=kind,
        text=found.text,
        value=value,
        detail=detail,
        places=(Span(start=found.start, end=found.end), *also),
        disputed=bool(getattr(found, "contradicts", ())),
    )
