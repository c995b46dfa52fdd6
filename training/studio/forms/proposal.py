"""The form in which proposed steps are ticked and put into a scenario."""

from typing import Any

from flask_babel import lazy_gettext as _l

from training.forms.parts import DocumentForm
from training.forms.pieces import Localised, Pick, ShortName, Ticks, Unseen


class ProposalForm(DocumentForm):
    """Which steps, and the scenario they go into. `sending` makes a form that is sent twice take them once."""

    sending = Unseen()
    steps = Ticks(_l("Steps"), offer="steps", optional=False)
    scenario = Pick(_l("Put the steps into"), offer="scenarios")
    title = Localised(
        _l("Title of the new scenario"),
        optional=True,
        description=_l("Learners see it; it names no real organisation."),
    )
    role = Localised(_l("Role of the learner"), optional=True, rows=2)
    intro = Localised(
        _l("Introduction"),
        optional=True,
        rows=3,
        prose=True,
        description=_l("What is left empty here is asked for before the scenario is published."),
    )
    short_name = ShortName()

    def head(self) -> dict[str, Any]:
        """Return what is written of a new scenario: its title, the learner's role, the introduction."""
        fields = (self.title, self.role, self.intro)
        return {field.short_name: field.piece() for field in fields if field.piece()}
