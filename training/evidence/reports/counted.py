"""The chapters that tell numbers of people: each number is a sum of lines of the sheet of people."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import ngettext

from questions.quiz import Quiz
from training.administration.labels import EMPLOYMENTS
from training.campaigns.overrides.wording import LABELS
from training.evidence.reports import wording
from training.evidence.reports.figures import WAYS, Figures
from training.evidence.reports.parts import Line, Section, Table
from training.evidence.reports.report import Report
from training.evidence.reports.standing import OPEN, Outcome
from training.formatting import calendar_day, percent
from training.models import OverrideKind
from training.releases import LoadedRelease

_SUMS = ("assigned", "population", "asked", "passed", "unfinished", "failed_first")


def _people(key: str, caption: str, lines: Mapping[str, tuple[str, int]]) -> Table:
    found = [Line(name, (str(label), number), name in _SUMS) for name, (label, number) in lines.items()]
    return Table(key, caption, (_("What is counted"), "#" + _("Number of people")), found)


def population(report: Report) -> Section:
    """Tell who was meant on the day, and how that came about."""
    figures = report.figures
    came = {f"came-{source}": (wording.SOURCES[source], number) for source, number in figures.came.items()}
    lines = {
        **came,
        "assigned": (_("Assigned in all"), figures.assigned),
        "left": (_("Left the organisation since"), figures.left),
        "population": (_("Population on the day"), figures.population),
        "exempt": (_("of these exempt, left out of the count"), figures.outcome(Outcome.EXEMPT)),
        "on_leave": (_("of these on leave, left out of the count"), figures.outcome(Outcome.ON_LEAVE)),
        "asked": (_("People who had to finish"), figures.asked),
        "moved": (_("Came to another team since the start, and counted once"), figures.moved),
    }
    title = _("Population on %(day)s", day=calendar_day(report.day))
    return Section("population", title, (), (_people("population", _("How it came about"), lines), _kinds(figures)))


def _kinds(figures: Figures) -> Table:
    columns = (
        _("Employment"),
        "#" + _("Population"),
        "#" + _("Had to finish"),
        "#" + _("Passed"),
        "#" + _("Share of passes"),
    )
    lines = [
        Line(
            f"kind-{kind.employment or 'unknown'}",
            (
                str(EMPLOYMENTS[kind.employment]) if kind.employment else _("Employment not known"),
                kind.population,
                kind.asked,
                kind.passed,
                percent(kind.passed / kind.asked) if kind.asked else "–",
            ),
        )
        for kind in figures.kinds
    ]
    return Table("kinds", _("By kind of employment"), columns, lines)


def completion(report: Report) -> Section:
    """Tell who has finished, and why the others have not."""
    figures = report.figures
    ways = {f"by-{way}": (wording.WAYS[way], figures.passed_by(way)) for way in WAYS}
    done = _people("passed", _("Passed"), {**ways, "passed": (_("Passed in all"), figures.passed)})
    why = {outcome.value: (wording.OUTCOMES[outcome], figures.outcome(outcome)) for outcome in OPEN}
    rest = {
        **why,
        "unfinished": (_("Not passed in all"), figures.unfinished),
        "overdue": (_("of these overdue"), figures.overdue),
        "extended": (_("People whose due date was extended"), figures.extended),
        "left_unfinished": (_("Apart from these: left without a pass"), figures.left_unfinished),
    }
    return Section(
        "completion",
        _("Passed and not passed"),
        _shares(figures),
        (done, _people("unfinished", _("Not passed, and why"), rest)),
    )


def _shares(figures: Figures) -> tuple[str, ...]:
    if figures.share is None:
        return (_("Nobody had to finish."),)
    told = {"passed": figures.passed, "asked": figures.asked, "share": percent(figures.share)}
    return (
        _("%(passed)d of %(asked)d people who had to finish have passed (%(share)s).", **told),
        _("Shares and scores are whole per cent, rounded down, so that what was missed never reads as reached."),
    )


def understanding(report: Report) -> Section:
    """Tell how the check of understanding went, and what followed where it was not passed at once."""
    figures = report.figures
    texts = [*_rules(report.taken), _("People who finished an attempt: %(number)d.", number=figures.tried)]
    bands = Table(
        "scores",
        _("Scores that count"),
        (_("Score"), "#" + _("Number of people")),
        [Line(f"score-{tenth}", (_band(tenth), number)) for tenth, number in figures.bands.items()],
        is_chart=True,
    )
    followed = {f"then-{what}": (wording.FOLLOWED[what], number) for what, number in figures.followed.items()}
    failed = {"failed_first": (_("Did not pass at the first attempt"), figures.failed_first)} | followed
    return Section(
        "understanding",
        _("Check of understanding"),
        texts,
        (bands, _people("failed", _("First attempts that were not passed, and what followed"), failed)),
    )


def _rules(taken: Sequence[LoadedRelease]) -> list[str]:
    """Tell when somebody has passed; each release by itself where they differ."""
    told = {release.number: _rules_of(release.document.quiz) for release in taken}
    if len({*map(tuple, told.values())}) == 1:
        return told[taken[0].number]
    return [
        _("Release %(number)d: %(rule)s", number=number, rule=rule) for number, rules in told.items() for rule in rules
    ]


def _rules_of(quiz: Quiz) -> list[str]:
    told = [_("Pass mark: %(mark)s of the marks.", mark=percent(quiz.pass_mark / 100)), _counting(quiz.counts)]
    if quiz.attempts_allowed:
        told.append(ngettext("%(num)d attempt is allowed.", "%(num)d attempts are allowed.", quiz.attempts_allowed))
    return told


def _counting(counts: str) -> str:
    match counts:
        case "first":
            return _("Where somebody tried several times, the first attempt counts.")
        case "last":
            return _("Where somebody tried several times, the last attempt counts.")
    return _("Where somebody tried several times, the best attempt counts.")


def _band(tenth: int) -> str:
    full = 10
    if tenth == full:
        return percent(1.0)
    return _("%(lowest)d to %(highest)d %%", lowest=tenth * 10, highest=tenth * 10 + 9)


def decisions(report: Report) -> Section:
    """Tell apart what was decided about single people."""
    found = {(row.kind, bool(row.is_taken_back)): row for row in report.decisions if not row.is_later}
    columns = (
        _("Decision"),
        "#" + _("In force"),
        "#" + _("People concerned"),
        "#" + _("Taken back"),
    )
    lines = []
    for kind in OverrideKind:
        if kind is OverrideKind.TAKING_BACK:
            continue
        held, gone = found.get((kind, False)), found.get((kind, True))
        cells = (held.number if held else 0, held.people if held else 0, gone.number if gone else 0)
        lines.append(Line(f"decision-{kind.value}", (str(LABELS[kind]), *cells)))
    text = _("Each with its reason and who decided it is in the spreadsheet, on the sheet of decisions.")
    title = _("Decisions about single people")
    return Section("decisions", title, (text,), (Table("decisions", title, columns, lines),))
