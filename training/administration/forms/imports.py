"""Forms of imports of people."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, StringField
from wtforms.validators import Length, Optional, StopValidation

from training.administration.importing import keeping, words
from training.administration.importing.keeping import Source
from training.administration.importing.plan import Confirmation
from training.administration.importing.problems import UnreadableFile
from training.administration.importing.table import MOST_LINES_OF_PAGE
from training.administration.importing.world import Options
from training.forms.fields import TOO_LONG
from training.forms.validators import stripped

_PART, _EVERYBODY = "part", "everybody"


class ImportForm(FlaskForm):
    """A file with people, and what it stands for."""

    file = FileField(
        _l("CSV file"),
        description=_l("From Excel or your HR system: UTF-8 or Shift_JIS, with commas, semicolons or tabs."),
    )
    scope = RadioField(
        _l("Whom does the file list?"),
        choices=[
            (_PART, _l("Only new and changed people: who is missing stays as they are")),
            (_EVERYBODY, _l("Everybody: who is missing has left and is deactivated")),
        ],
        default=_PART,
    )
    creates_teams = BooleanField(_l("Add teams that are not known yet"), default=True)
    sets_managers = BooleanField(
        _l("Let the managers named in the file manage the teams of their people"), default=True
    )

    source: Source | None = None
    """What was read from the file."""

    def validate_file(self, field: FileField) -> None:
        """Read the file, or tell all that is wrong with it as a whole."""
        data = field.data.read() if field.data else b""
        if not data:
            raise StopValidation(gettext("Choose a file."))
        try:
            self.source = keeping.read_file(data, MOST_LINES_OF_PAGE)
        except UnreadableFile as bad:
            *others, last = [words.sentence(problem) for problem in bad.problems]
            field.errors = [*field.errors, *others]
            raise StopValidation(last) from bad

    def options(self, today: str, actor_id: Any) -> Options:
        """Return what was chosen."""
        return Options(
            today, self.scope.data == _EVERYBODY, bool(self.creates_teams.data), bool(self.sets_managers.data), actor_id
        )


class ApplyForm(FlaskForm):
    """A button for the plan that was shown; and where many would be deactivated, their number and the reason."""

    plan = HiddenField()
    leavers = IntegerField(_l("How many people will be deactivated?"), validators=[Optional()])
    reason = StringField(
        _l("Why do so many people leave?"),
        description=_l("The reason is kept in the ledger. Name nobody."),
        filters=[stripped],
        validators=[Length(max=500, message=TOO_LONG)],
    )

    def confirmation(self) -> Confirmation:
        """Return what was typed."""
        return Confirmation(self.leavers.data, self.reason.data or "")
