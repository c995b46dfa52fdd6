"""What codes are called in reports."""

from collections.abc import Mapping

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l

from training.campaigns.forms import ROLE_LABELS, employment_names
from training.campaigns.queries import AudienceWords
from training.cycles import kind_of
from training.evidence.reports.cycles import Cycle
from training.evidence.reports.figures import Followed
from training.evidence.reports.standing import BY_QUIZ, Outcome, Source
from training.formatting import calendar_day
from training.i18n import listed
from training.models import Approval, OverrideKind
from training.models.delivery import Repeats

SOURCES: Mapping[str, str] = {
    Source.AT_START: _l("Assigned at the start"),
    Source.OWN_RHYTHM: _l("Asked again by each person’s own date"),
    Source.JOINED: _l("Joined the organisation later"),
    Source.ADDED: _l("Came into the audience later (moved, returned or added)"),
}
OUTCOMES: Mapping[str, str] = {
    Outcome.PASSED: _l("Passed"),
    Outcome.EXEMPT: _l("Exempt"),
    Outcome.LEFT: _l("Left without a pass"),
    Outcome.ON_LEAVE: _l("On leave"),
    Outcome.FAILED: _l("Failed"),
    Outcome.IN_PROGRESS: _l("In progress"),
    Outcome.NOT_STARTED: _l("Not started"),
}
WAYS: Mapping[str, str] = {
    BY_QUIZ: _l("Quiz"),
    OverrideKind.ATTENDED: _l("Attended in class"),
    OverrideKind.MANUAL_PASS: _l("Recorded as passed by hand"),
}
FOLLOWED: Mapping[Followed, str] = {
    Followed.PASSED_LATER: _l("Passed at a later attempt"),
    Followed.WITHOUT_QUIZ: _l("Attended in class, or recorded as passed by hand"),
    Followed.EXEMPT: _l("Exempted"),
    Followed.ON_LEAVE: _l("On leave"),
    Followed.TRYING: _l("In the middle of another attempt"),
    Followed.FAILED_AGAIN: _l("Tried again and did not pass"),
    Followed.NOT_AGAIN: _l("Has not tried again"),
}
APPROVALS: Mapping[Approval, str] = {
    Approval.REVIEWED: _l("Approved by a second person"),
    Approval.ALONE: _l("Published without a second person"),
    Approval.PROGRAM: _l("Came with the program"),
    Approval.UNRECORDED: _l("Published before reviews were kept"),
}


def cycle_name(cycle: Cycle) -> str:
    """Name a cycle by the day on which it began."""
    kind = kind_of(cycle.campaign)
    if kind is None:
        return gettext("Began on %(day)s", day=calendar_day(cycle.begins_on))
    if kind is Repeats.AFTER_COMPLETION and cycle.number > 1:
        return gettext("Cycle %(number)d, by each person’s own date", number=cycle.number)
    return gettext("Cycle %(number)d, begun on %(day)s", number=cycle.number, day=calendar_day(cycle.begins_on))


def audience(words: AudienceWords) -> str:
    """Tell in one line who takes a training."""
    if words.everyone:
        parts = [gettext("Everybody")]
    else:
        parts = [gettext("%(team)s with all teams below", team=team) for team in words.teams]
        parts += [str(ROLE_LABELS[role]) for role in words.roles]
        parts += [gettext("People with the tag “%(tag)s”", tag=tag) for tag in words.tags]
        if words.people:
            parts.append(ngettext("%(num)d single person", "%(num)d single people", words.people))
    if words.employments:
        parts.append(gettext("Only: %(kinds)s", kinds=employment_names(words.employments)))
    if words.only_tags:
        parts.append(gettext("Only people with a tag: %(tags)s", tags=listed(words.only_tags)))
    if words.hired_from:
        parts.append(gettext("Only people hired on %(date)s or later", date=calendar_day(words.hired_from)))
    if words.hired_until:
        parts.append(gettext("Only people hired on %(date)s or earlier", date=calendar_day(words.hired_until)))
    parts += [gettext("Without %(team)s and all teams below", team=team) for team in words.without_teams]
    if words.without_tags:
        parts.append(gettext("Without people with a tag: %(tags)s", tags=listed(words.without_tags)))
    if words.without_people:
        parts.append(ngettext("Without %(num)d person", "Without %(num)d people", words.without_people))
    return listed(parts)
