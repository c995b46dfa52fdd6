"""Forms of the ledger: which events to list, and who gets the signed head."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import DateField, IntegerField, SearchField, SelectField
from wtforms.validators import NumberRange, Optional

from training import dates
from training.administration.queries import EventsWanted
from training.errors import NotFound
from training.forms.fields import CheckboxesField, GetForm

_LONGEST_SEARCH = 200
_LAST_SEAL = 2**31 - 1

Choices = list[tuple[str, str]]


class EventsFilter(GetForm):
    """Which events to list."""

    person = SearchField(_l("Person who acted or was concerned"), default="")
    action = SelectField(_l("Action"), default="")
    kind = SelectField(_l("What it concerned"), default="")
    subject = SearchField(_l("Its name, key or id"), default="")
    since = DateField(_l("From this day"), validators=[Optional()])
    until = DateField(_l("Until this day"), validators=[Optional()])
    seal = IntegerField(_l("Number of the seal"), validators=[Optional(), NumberRange(1, _LAST_SEAL)])

    def __init__(self, arguments: MultiDict[str, str], actions: Choices, kinds: Choices) -> None:
        super().__init__(arguments)
        self.action.choices = [("", gettext("Every action")), *actions]
        self.kind.choices = [("", gettext("Everything")), *kinds]

    def wanted(self) -> EventsWanted:
        """Return what is asked for; days are whole days of the organisation."""
        self.check()
        try:
            since = dates.start_of(self.since.data) if self.since.data else None
            until = dates.start_of(self.until.data + timedelta(days=1)) if self.until.data else None
        except OverflowError as error:  # at either end of the calendar
            raise NotFound from error
        return EventsWanted(
            person=(self.person.data or "").strip()[:_LONGEST_SEARCH],
            action=self.action.data or "",
            subject_kind=self.kind.data or "",
            subject=(self.subject.data or "").strip()[:_LONGEST_SEARCH],
            seal=self.seal.data,
            since=since,
            until=until,
        )


class HeadReadersForm(FlaskForm):
    """Who gets the signed head every month."""

    readers = CheckboxesField(
        _l("People who get the signed head"),
        description=_l("Administrators and auditors with an e-mail address can be chosen."),
    )

    def __init__(self, offered: Choices, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.readers.choices = offered
