"""The form in which proposed steps are ticked and put into a scenario."""

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
    short_name = ShortName()
