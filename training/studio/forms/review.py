"""What authors and reviewers write to each other."""

import uuid
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField, TextAreaField

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
    # Nobody who may not decide is offered; who is chosen all the same is refused with the reason.
    reviewer = SelectField(
        _l("Ask somebody in particular"),
        validate_choice=False,
        description=_l("This person gets a mail. Everybody else who may review still can."),
    )
    words = TextAreaField(
        _l("Your words to the reviewer"),
        description=_l("What is new, and what you would like somebody to look at. At most 2,000 characters."),
    )

    def offer(self, people: Mapping[uuid.UUID, str], chosen: uuid.UUID | None) -> None:
        """Let one of these people be asked; `chosen` is who was asked before."""
        nobody = [("", gettext("Nobody in particular"))]
        self.reviewer.choices = nobody + [(person_id.hex, name) for person_id, name in people.items()]
        if self.reviewer.data is None and chosen and chosen in people:
            self.reviewer.data = chosen.hex


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
