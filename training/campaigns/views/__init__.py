"""Pages of campaigns, one module per subject."""

from training.campaigns.views import (
    campaign,
    changes,
    launch,
    names,
    newest_release,
    pauses,
    redating,
    regrouping,
    rhythm,
)
from training.campaigns.views.blueprint import bp

SUBJECTS = (campaign, launch, changes, names, newest_release, pauses, redating, regrouping, rhythm)

__all__ = ["SUBJECTS", "bp"]
