"""Pages of individual treatment: one person, many at once, a class, a manager's own people, the person alone."""

from training.campaigns.overrides.views import attendance, many, own, person
from training.campaigns.overrides.views.blueprint import bp

SUBJECTS = (person, many, attendance, own)

__all__ = ["SUBJECTS", "bp"]
