"""Pages of campaigns, one module per subject."""

from training.campaigns.views import campaign, changes, extra_time, launch, newest_release, pauses
from training.campaigns.views.blueprint import bp

SUBJECTS = (campaign, launch, changes, extra_time, newest_release, pauses)

__all__ = ["SUBJECTS", "bp"]
