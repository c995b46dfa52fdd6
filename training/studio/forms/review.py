"""What authors and reviewers write to each other."""

import uuid
from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, FieldList, HiddenField, SelectField, TextAreaField

from questions.text import visible
from training.errors import FieldError
from training.forms.errors import apply


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


class ReviewForm(WordsForm):
    """All that a reviewer writes on a page: comments by the number of their place, and the words of the decision."""

    words = TextAreaField(
        _l("Your words to the author"), description=_l("Needed when you ask for changes. At most 2,000 characters.")
    )
    comments = FieldList(TextAreaField(_l("Comment")))

    def with_boxes(self, number: int) -> "ReviewForm":
        """Have a box for each of so many places, empty ones included."""
        known = {box.name: box for box in self.comments.entries}
        self.comments.entries, self.comments.last_index = [], -1
        for place in range(number):
            box = self.comments.append_entry("")
            if box.name in known:
                self.comments.entries[place] = known[box.name]
        return self

    def box(self, number: int) -> Field:
        """Return the box for a place."""
        return self.comments.entries[number]

    def written(self) -> dict[int, str]:
        """Return the comments that say something, by the number of their place."""
        numbered = {int(box.name.rpartition("-")[2]): box.data or "" for box in self.comments.entries}
        return {number: words for number, words in numbered.items() if words.strip()}

    def refuse_comment(self, error: FieldError) -> None:
        """Say beside the box that an error names, or as any form does, why the comments can't be kept."""
        box = next((box for box in self.comments.entries if box.name == error.field), None)
        if box is None:
            apply(self, error)
        else:
            box.errors = [str(error.message)]
            self.comments.errors = [box.errors]

    def clear_comments(self) -> None:
        """Empty the boxes whose words are kept."""
        for box in self.comments.entries:
            box.data = ""

    def show_visible(self) -> None:
        """Take out what no page can show."""
        for box in (self.words, *self.comments.entries):
            box.data = visible(box.data or "")


class DeclarationForm(FlaskForm):
    """Why nobody else can review, or why somebody can again."""

    reason = TextAreaField(_l("Reason"), description=_l("It stands in the ledger. At most 2,000 characters."))

    def show_visible(self) -> None:
        """Take out what no page can show."""
        self.reason.data = visible(self.reason.data or "")
