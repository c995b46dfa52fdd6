"""How told counts are written: in whole per cent, always away from what would tell more than is known."""

import math

from flask_babel import gettext as _

from training.formatting import percent
from training.team.gaps.disclosure import Told


def share(told: Told) -> str:
    """Write what is told of a count as a share."""
    if told.is_exact:
        return percent(round(told.share, 2))
    if told.lowest == 0:
        return _("at most %(share)s", share=percent(math.ceil(told.highest / told.of * 100) / 100))
    if told.highest == told.of:
        return _("at least %(share)s", share=percent(math.floor(told.lowest / told.of * 100) / 100))
    return _("about %(share)s", share=percent(round(told.share * 20) / 20))


def number(told: Told) -> str:
    """Write what is told of a count as a number of people."""
    if told.is_exact:
        return _("%(number)d of %(people)d people", number=told.lowest, people=told.of)
    if told.lowest == 0:
        return _("at most %(number)d of %(people)d people", number=told.highest, people=told.of)
    if told.highest == told.of:
        return _("at least %(number)d of %(people)d people", number=told.lowest, people=told.of)
    values = {"lowest": told.lowest, "highest": told.highest, "people": told.of}
    return _("%(lowest)d to %(highest)d of %(people)d people", **values)


def in_a_sentence(told: Told) -> str:
    """Write how many people chose right, as a sentence's subject reads."""
    if told.lowest == 0 and not told.is_exact:
        return _("hardly anyone (%(number)s)", number=number(told))
    if told.highest == told.of and not told.is_exact:
        return _("most (%(number)s)", number=number(told))
    return number(told)
