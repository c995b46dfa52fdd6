"""How the list of what has aged is narrowed down."""

from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import SelectField

from training.forms.fields import GetForm
from training.studio.upkeep.stale import Stale, Why

KINDS: Mapping[str, str] = {
    "control": _l("Control"),
    "incident": _l("Incident"),
    "scenario": _l("Scenario"),
    "quiz": _l("Quiz"),
}


class StaleForm(GetForm):
    """Which documents are listed."""

    why = SelectField(_l("Why"), default="")
    kind = SelectField(_l("Kind"), default="")

    def __init__(self, arguments: MultiDict[str, str]) -> None:
        """Read the address."""
        super().__init__(arguments)
        self.why.choices = [
            ("", gettext("Every reason")),
            (Why.ENDED.value, gettext("A citation has ended")),
            (Why.OLDER.value, gettext("A translation is older than its source")),
            (Why.UNREAD.value, gettext("Nobody has read it for a year")),
        ]
        self.kind.choices = [("", gettext("Every kind")), *((key, str(name)) for key, name in KINDS.items())]

    def fits(self, stale: Stale) -> bool:
        """Tell whether a document is to be listed."""
        fits_kind = not self.kind.data or stale.kind == self.kind.data
        return fits_kind and (not self.why.data or self.why.data in stale.whys)
