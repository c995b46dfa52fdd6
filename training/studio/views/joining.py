"""The page for whoever saves second: what both changed at the same places, and what is joined by itself."""

from collections.abc import Iterator
from http import HTTPStatus

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from questions.text import visible
from training.access import actor
from training.studio.editing import clash_pages
from training.studio.editing.joining import Clashing
from training.studio.forms.joining import JoiningForm


def show_clashes(clashing: Clashing) -> Response:
    """Ask whose version stays at every place that both changed, carrying along the form that was sent."""
    form, told = JoiningForm.about(clashing.clashes, clashing.theirs.edition, JoiningForm()), clash_pages.Told(clashing)
    page = render_template(
        "studio/show_clashes.html",
        form=form,
        document=clashing.mine,
        is_own=bool(told.saves) and told.saves[0].by == actor().id,
        is_removed=all(clash.theirs is None for clash in clashing.clashes),
        editor=told.saves[0].name if told.saves else None,
        saved_at=clashing.theirs.updated_at,
        places=list(clash_pages.places_of(told, form)),
        joined=list(clash_pages.joined(told)),
        carried=list(_carried()),
        address=request.full_path.rstrip("?"),
    )
    return make_response(page, HTTPStatus.CONFLICT)


def _carried() -> Iterator[tuple[str, str]]:
    """Yield the fields of the form that was sent, without those of this page."""
    for name, values in request.form.lists():
        if name != "csrf_token" and not name.startswith("join-"):
            for value in values:
                yield visible(name), visible(value)
