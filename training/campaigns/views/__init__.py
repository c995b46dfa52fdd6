"""Pages of campaigns, one module per subject."""

from training.campaigns.views import campaign, changes, launch
from training.campaigns.views.blueprint import bp

SUBJECTS = (campaign, launch, changes)

__all__ = ["SUBJECTS", "bp"]
