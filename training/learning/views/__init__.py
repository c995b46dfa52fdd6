"""What employees do: see their training, take it, learn why, see the result. One module per subject."""

from training.learning.views import assignment, drafts, feedback, play, result, training
from training.learning.views.blueprint import bp

SUBJECTS = (training, assignment, play, drafts, feedback, result)

__all__ = ["SUBJECTS", "bp"]
