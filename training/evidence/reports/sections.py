"""A report in words: its chapters in the language of the page, the same for page, print and spreadsheet."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from questions.control import TeachingTopic
from training import dates, settings
from training.campaigns import wording as campaigns
from training.evidence.reports import counted, wording
from training.evidence.reports.parts import Line, Section, Table
from training.evidence.reports.report import Effect, Report
from training.evidence.reports.standing import Outcome
from training.formatting import calendar_day, campaign_pauses, citations, day
from training.i18n import language, listed, localised
from training.models import Approval
from training.releases import LoadedRelease
from training.teaching import TOPICS
from training.team.gaps import wording as gaps


def sections_of(report: Report) -> list[Section]:
    """Return the chapters of a report."""
    return [
        _purpose(report),
        _material(report),
        counted.population(report),
        counted.completion(report),
        counted.understanding(report),
        counted.decisions(report),
        _effect(report),
        _open(report),
    ]


def _purpose(report: Report) -> Section:
    campaign, cycle = report.campaign, report.cycle
    rows = {
        "campaign": (_("Training"), campaign.name),
        "cycle": (_("Cycle"), wording.cycle_name(cycle)),
        "audience": (_("Who takes it"), wording.audience(report.audience)),
        "rhythm": (_("How often"), campaigns.rhythm(campaign)),
        "due": (_("Due"), _due(report)),
        "end": (_("Ended on"), calendar_day(cycle.ends_on) if cycle.ends_on else _("Goes on")),
    }
    if pauses := _pauses(report):
        rows["pauses"] = (_("Pauses"), " ".join(pauses))
    facts = Table(
        "plan", _("Plan"), (_("What is planned"), _("How")), [Line(key, cells) for key, cells in rows.items()]
    )
    return Section("purpose", _("Purpose and plan"), _purpose_texts(report), (facts,))


def _purpose_texts(report: Report) -> list[str]:
    return report.texts.purpose.splitlines() or [usual_purpose(report.quiz_release)]


def usual_purpose(release: LoadedRelease) -> str:
    """Return what a report says of its purpose as long as nobody has written anything."""
    return _(
        "Everybody who works for the organisation practises the decisions on which real incidents turned, so that"
        " personal data and information are protected in daily work. Subject: %(quiz)s",
        quiz=localised(release.document.quiz.summary),
    )


def _due(report: Report) -> str:
    return " ".join(campaigns.due_in(report.campaign, report.cycle.number, report.day))


def _pauses(report: Report) -> list[str]:
    """Tell why people are due later than the plan says: the campaign stood still in this round, or does."""
    campaign, cycle = report.campaign, report.cycle
    spans = campaign_pauses(campaign, cycle.begins_on, min(report.day, cycle.ends_on or report.day))
    told = [
        _("It was paused: %(days)s. Whoever was assigned by then is due as many days later.", days=days)
        for days in spans
    ]
    if campaign.paused_at and dates.day_of(campaign.paused_at) <= report.day:
        told.append(_("Paused since %(date)s", date=day(campaign.paused_at)))
    return told


def _material(report: Report) -> Section:
    columns = (
        _("Quiz"),
        _("Release"),
        _("Date of publication"),
        _("Approval"),
        "#" + _("Number of people"),
        _("SHA-256 of its bytes"),
    )
    lines = [
        Line(
            f"release-{one.release.number}",
            (
                localised(one.release.document.quiz.title),
                _("Release %(number)d", number=one.release.number),
                day(one.published_at),
                str(wording.APPROVALS[one.approval]),
                one.people,
                one.release.sha256,
            ),
        )
        for one in report.material
    ]
    tables = (Table("releases", _("What was taught"), columns, lines), _controls(report), _topics(report))
    how = _(
        "Each person is counted at the release of the attempt that counts, and who passed without a quiz at the release"
        " that was given then."
    )
    return Section("material", _("Teaching material"), (how,), tables)


def _controls(report: Report) -> Table:
    slots = settings.slots([control.key for control in report.controls], language())
    columns = (_("Control"), _("Own clause"), _("Where it is written"), _("Topics of JIS Q 15001"))
    lines = []
    for control in report.controls:
        slot = slots.get(control.key)
        cells = (
            localised(control.title),
            (slot.clause if slot else None) or "–",
            citations([one for one in control.citations if one.valid_on(report.day)]) or "–",
            listed(str(TOPICS[topic]) for topic in control.teaching_topics) or "–",
        )
        lines.append(Line(f"control-{control.key}", cells))
    return Table("controls", _("Controls that were practised"), columns, lines)


def _topics(report: Report) -> Table:
    lines = [
        Line(f"topic-{topic.value}", (str(label), sum(topic in control.teaching_topics for control in report.controls)))
        for topic, label in TOPICS.items()
    ]
    return Table(
        "topics", _("Topics of JIS Q 15001"), (_("Topics of JIS Q 15001"), "#" + _("Controls that serve it")), lines
    )


def _effect(report: Report) -> Section:
    title, effect = _("Effect: right at first try"), report.effect
    if effect is None:
        why = _(
            "First tries are counted once: when the training is closed, when its next year begins, or a week after"
            " nearly everybody was due. Until then nothing is told."
        )
        return Section("effect", title, (why,))
    told = [(control, cell) for control, cell in effect.rules if cell]
    if not told:
        return Section("effect", title, (_("Too few people answered the same questions, so nothing can be told."),))
    lines = [
        Line(
            f"effect-{control.key}",
            (localised(control.title), gaps.share(cell.right), gaps.share(cell.before) if cell.before else "–"),
        )
        for control, cell in told
    ]
    columns = (_("Control"), "#" + _("Right at first try"), "#" + _("The time before"))
    return Section("effect", title, _about(effect), (Table("effect", title, columns, lines),))


def _about(effect: Effect) -> list[str]:
    how = _(
        "Counted once, on %(date)s, of groups of at least five people. That is why some numbers are ranges.",
        date=day(effect.found.settled_at),
    )
    if effect.before is None:
        return [how, _("There is no earlier cycle to compare with.")]
    compared = {"campaign": effect.before.campaign_name, "date": day(effect.before.settled_at)}
    return [how, _("Compared with: %(campaign)s, counted on %(date)s", **compared)]


def _open(report: Report) -> Section:
    written = [line for line in report.texts.open_points.splitlines() if line.strip()]
    points = [*_open_points(report), *written]
    return Section("open", _("Open points"), points=points or [_("None.")])


def _open_points(report: Report) -> Iterator[str]:
    figures = report.figures
    if report.is_preliminary:
        yield _("The training went on after this day, so these numbers are preliminary.")
    if later := report.decided_later:
        yield ngettext(
            "%(num)d decision about single people was made after this day. The report of a later day counts it.",
            "%(num)d decisions about single people were made after this day. The report of a later day counts them.",
            later,
        )
    if figures.unfinished:
        told = {"overdue": figures.overdue}
        yield ngettext(
            "%(num)d person who had to finish has not passed (overdue: %(overdue)d).",
            "%(num)d people who had to finish have not passed (overdue: %(overdue)d).",
            figures.unfinished,
            **told,
        )
    if away := figures.outcome(Outcome.ON_LEAVE):
        yield ngettext(
            "%(num)d person on leave takes the training after the return.",
            "%(num)d people on leave take the training after their return.",
            away,
        )
    yield from _open_in_material(report)
    if report.effect and (rules := [control for control, cell in report.effect.rules if cell and cell.is_dangerous]):
        names = listed(localised(control.title) for control in rules)
        yield _("Many were sure and wrong, so talk about these controls first: %(rules)s", rules=names)


def _open_in_material(report: Report) -> Iterator[str]:
    served = {topic for control in report.controls for topic in control.teaching_topics}
    if missing := [str(TOPICS[topic]) for topic in TeachingTopic if topic not in served]:
        yield _("Topics of JIS Q 15001 that no control of this training serves: %(topics)s", topics=listed(missing))
    slots = settings.slots([control.key for control in report.controls], language())
    own = {key for key, slot in slots.items() if slot.clause}
    if bare := [localised(control.title) for control in report.controls if control.key not in own]:
        yield _("Controls without a clause of the organisation’s own: %(rules)s", rules=listed(bare))
    for one in report.material:
        if one.approval is Approval.ALONE:
            yield _("Release %(number)d was published without a second person.", number=one.release.number)
