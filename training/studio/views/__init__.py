"""Pages of the studio, one module per subject."""

from training.studio.views import (
    cases,
    contests,
    controls,
    declaration,
    editions,
    incidents,
    marking,
    notices,
    preview,
    proposals,
    publication,
    quizzes,
    releases,
    removal,
    reviews,
    scenarios,
    statistics,
    steps,
    upkeep,
)
from training.studio.views.blueprint import bp

SUBJECTS = (
    *(cases, contests, marking, incidents, proposals, notices, controls, scenarios, steps),
    *(preview, quizzes, publication, releases, editions, removal, reviews, declaration, statistics, upkeep),
)

__all__ = ["SUBJECTS", "bp"]
