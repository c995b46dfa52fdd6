"""Pages of the studio, one module per subject."""

from training.studio.views import (
    cases,
    contests,
    controls,
    incidents,
    notices,
    preview,
    proposals,
    publication,
    quizzes,
    scenarios,
    statistics,
    steps,
)
from training.studio.views.blueprint import bp

SUBJECTS = (
    *(cases, contests, incidents, proposals, notices, controls, scenarios, steps),
    *(preview, quizzes, publication, statistics),
)

__all__ = ["SUBJECTS", "bp"]
