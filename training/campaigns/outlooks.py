"""What a change of a campaign means for whom, as sentences."""

from typing import Any, NamedTuple

from flask_babel import gettext, ngettext

from training.campaigns import redating as dues
from training.campaigns.regrouping import Outlook
from training.cycles import Due
from training.formatting import due_text


class Told(NamedTuple):
    """What a change does and what it leaves alone."""

    changes: list[str]
    stays: list[str]


def regrouping(campaign: Any, outlook: Outlook, exempts: bool) -> Told:
    """Tell what another audience means for whom."""
    return Told([*_coming(campaign, outlook), *_going(outlook, exempts)], _staying(outlook))


class DueTold(NamedTuple):
    """When a campaign was due and is to be, what that does and what it leaves alone."""

    before: str
    after: str
    changes: list[str]
    stays: list[str]


def redating(before: dues.DueRules, after: dues.DueRules, outlook: dues.Outlook) -> DueTold:
    """Tell whose date other rules move."""
    changes = [
        ngettext(
            "%(num)d person who has not finished is due later.",
            "%(num)d people who have not finished are due later.",
            outlook.later,
        ),
        ngettext(
            "%(num)d person who has not finished is due earlier.",
            "%(num)d people who have not finished are due earlier.",
            outlook.earlier,
        ),
    ]
    if outlook.late:
        changes.append(ngettext("%(num)d of them is late at once.", "%(num)d of them are late at once.", outlook.late))
    if outlook.later or outlook.earlier:
        changes.append(gettext("Whoever was told another day gets one mail with the new one, at the hours of mail."))
    stays = [
        ngettext(
            "%(num)d person who has not finished keeps the same date, for example by an extension or a leave.",
            "%(num)d people who have not finished keep the same date, for example by an extension or a leave.",
            outlook.same,
        ),
        gettext("Rounds that are over keep their dates. Whoever has passed has passed."),
    ]
    return DueTold(_due(before), _due(after), changes, stays)


def _due(rules: dues.DueRules) -> str:
    late = ngettext(
        "whoever starts late has at least %(num)d day",
        "whoever starts late has at least %(num)d days",
        rules.grace_days,
    )
    return gettext("%(due)s; %(late)s", due=due_text(Due(rules.due_at, rules.days)), late=late)


def _coming(campaign: Any, outlook: Outlook) -> list[str]:
    told = [ngettext("%(num)d person comes in.", "%(num)d people come in.", outlook.new)]
    if outlook.new and campaign.paused_at is not None:
        told.append(gettext("They are assigned when the campaign goes on; it is paused."))
    elif outlook.new:
        told.append(gettext("They are assigned at once and told as at the launch."))
        told.append(
            ngettext(
                "They have until the campaign’s due date, and at least %(num)d day.",
                "They have until the campaign’s due date, and at least %(num)d days.",
                campaign.grace_days,
            )
        )
    if outlook.has_it:
        told.append(
            ngettext(
                "%(num)d more person comes in who has this round already, and keeps it as it is.",
                "%(num)d more people come in who have this round already, and keep it as it is.",
                outlook.has_it,
            )
        )
    return told


def _going(outlook: Outlook, exempts: bool) -> list[str]:
    going = outlook.unfinished + outlook.finished + outlook.others
    told = [
        ngettext(
            "%(num)d person goes out and is not asked any more from the next round on.",
            "%(num)d people go out and are not asked any more from the next round on.",
            going,
        )
    ]
    if outlook.unfinished and exempts:
        told.append(
            ngettext(
                "%(num)d of them has not finished this round and is exempt, with this reason, and is told by mail.",
                "%(num)d of them have not finished this round and are exempt, with this reason, and are told by mail.",
                outlook.unfinished,
            )
        )
    elif outlook.unfinished:
        told.append(
            ngettext(
                "%(num)d of them has not finished this round, and still has to, by the same due date.",
                "%(num)d of them have not finished this round, and still have to, by the same due date.",
                outlook.unfinished,
            )
        )
    return told


def _staying(outlook: Outlook) -> list[str]:
    return [
        ngettext(
            "%(num)d person is in it before and after, and keeps due date and results.",
            "%(num)d people are in it before and after, and keep due dates and results.",
            outlook.stay,
        ),
        gettext("Rounds that are over stay as they are, and their reports tell whom the campaign was for then."),
        gettext("Whoever has passed has passed. A certificate stays valid until the day that is printed on it."),
    ]
