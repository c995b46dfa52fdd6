"""What authors and reviewers write to each other."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, TextAreaField

from training.forms.pieces import visible


class WordsForm(FlaskForm):
    """A form of a few words."""

    words = TextAreaField(_l("Comment"))

    def show_visible(self) -> None:
        """Take out what no page can show."""
        self.words.data = visible(self.words.data or "")


class AskForm(WordsForm):
    """Asks for a review of what was shown, and of nothing else."""

    sha256 = HiddenField()
    words = TextAreaField(
        _l("Your words to the reviewer"),
        description=_l("What is new, and what you would like somebody to look at. At most 2,000 characters."),
    )


class DecisionForm(WordsForm):
    """Approves, or asks for changes."""

    words = TextAreaField(
        _l("Your words to the author"), description=_l("Needed when you ask for changes. At most 2,000 characters.")
    )


class CommentForm(WordsForm):
    """A comment on a step, or on the whole quiz; a page holds many of these."""

    def with_id(self, name: str) -> "CommentForm":
        """Give the field an id of its own on a page of many."""
        field: Any = self.words
        field.id = field.label.field_id = name
        return self


class DeclarationForm(FlaskForm):
    """Why nobody else can review, or why somebody can again."""

    reason = TextAreaField(_l("Reason"), description=_l("It stands in the ledger. At most 2,000 characters."))

    def show_visible(self) -> None:
        """Take out what no page can show."""
        self.reason.data = visible(self.reason.data or "")
