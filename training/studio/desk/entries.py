"""What is said of the entries of a desk: their kinds, what may stand beside a value, and what a value looks like."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

KINDS = {
    "organisation": _l("Organisation"),
    "period": _l("Period"),
    "date": _l("Date"),
    "count": _l("How many"),
    "data": _l("Kind of data"),
    "noticed": _l("Who noticed it"),
    "told": _l("Who was told"),
    "party": _l("Who was involved"),
    "code": _l("Number in the association's checklist"),
    "measure": _l("Measure"),
    "topic": _l("Topic"),
    "control": _l("Proposed control"),
}
DETAILS = {
    "occurred": _l("it happened or began"),
    "detected": _l("it was noticed"),
    "stopped": _l("it was stopped"),
    "investigated": _l("it was investigated"),
    "reported": _l("it was reported"),
    "told": _l("the people concerned were told"),
    "announced": _l("it was announced"),
    "resumed": _l("the service was resumed"),
    "other": _l("something else"),
    "people": _l("people"),
    "records": _l("records"),
    "messages": _l("messages"),
    "devices": _l("devices or media"),
    "papers": _l("papers"),
    "organisations": _l("organisations"),
    "households": _l("households"),
    "accounts": _l("accounts"),
    "files": _l("files"),
    "boxes": _l("boxes"),
    "affected": _l("may have leaked"),
    "spared": _l("was not affected"),
}
"""What stands beside a value: what happened on a date, what a number counts, whether data was affected."""
HINTS: Mapping[str, object] = {
    "date": _l("2019, 2019-05 or 2019-05-09"),
    "period": _l("From and until with a slash: 2019-01-08/2019-05-09"),
    "count": _l("Figures only, such as 1244"),
    "told": _l("With the day, where the notice says it: 2019, 2019-05 or 2019-05-09"),
}
FIXED = frozenset({"topic", "control"})
"""Kinds that are kept or not; their values are names of the bank."""
SENTENCES = frozenset({"measure"})
"""Kinds whose values are whole sentences of the notice."""
UNSOUND = {
    "date": _l("Write a date as 2019, 2019-05 or 2019-05-09."),
    "told": _l("Write a date as 2019, 2019-05 or 2019-05-09."),
    "period": _l("Write a period as 2019-01-08/2019-05-09."),
    "count": _l("Write a number with figures only, such as 1244."),
}
