"""Pages of accounts, one module per subject."""

from training.accounts.views import agreement, invitation, language, password, profile, sign_in
from training.accounts.views.blueprint import bp

SUBJECTS = (sign_in, invitation, agreement, profile, password, language)

__all__ = ["SUBJECTS", "bp"]
