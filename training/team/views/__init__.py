"""Pages of team: one set of pages in two scopes, a manager's own people and the whole organisation."""

from training.team.views import files, standing
from training.team.views.blueprint import bp

SUBJECTS = (standing, files)

__all__ = ["SUBJECTS", "bp"]
