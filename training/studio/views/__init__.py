"""Pages of the studio, one module per subject."""

from training.studio.views import cases, controls, incidents, preview, publication, quizzes, scenarios, steps
from training.studio.views.blueprint import bp

SUBJECTS = (cases, incidents, controls, scenarios, steps, preview, quizzes, publication)

__all__ = ["SUBJECTS", "bp"]
