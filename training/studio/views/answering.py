"""How a form that was sent is answered: done and said so, shown again with the reason, or refused on a page."""

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from flask import flash, redirect
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from training import transaction
from training.errors import FieldError, OutOfDate, Refused
from training.forms.errors import apply

Result = TypeVar("Result")


class Sent(NamedTuple):
    """A form that was sent, the page that shows it again, and the address where a refusal is told."""

    form: FlaskForm
    page: Callable[[], Response]
    refused_at: str


def answer(sent: Sent, work: Callable[[], Result], done: Callable[[Result], tuple[str, str]]) -> Response:
    """Do `work` in a transaction; `done` makes of its result what is said, and the address where."""
    try:
        result = transaction.run(work)
    except (OutOfDate, FieldError) as refusal:
        apply(sent.form, refusal)
        return sent.page()
    except Refused as refusal:
        flash(str(refusal.message), "error")
        return redirect(sent.refused_at, 303)
    said, address = done(result)
    flash(said, "success")
    return redirect(address, 303)
