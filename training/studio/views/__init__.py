"""Pages of the studio, one module per subject."""

from training.studio.views import (
    cases,
    controls,
    incidents,
    preview,
    publication,
    quizzes,
    scenarios,
    statistics,
    steps,
)
from training.studio.views.blueprint import bp

SUBJECTS = (cases, incidents, controls, scenarios, steps, preview, quizzes, publication, statistics)

__all__ = ["SUBJECTS", "bp"]
