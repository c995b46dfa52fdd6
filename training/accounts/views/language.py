"""The language switch, which keeps the place and what is half typed."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from flask import abort, current_app, redirect, request, session
from flask_login import current_user
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from training import transaction
from training.access import public
from training.accounts import service
from training.accounts.views.blueprint import bp
from training.addresses import local_path

OWN_FIELDS = {"csrf_token", "next", "language"}
LONGEST_QUERY = 2_000
"""Servers refuse longer addresses; what does not fit is left out, field by field."""


@bp.post("/language")
@public
def set_language() -> Response:
    """Change the language and go back to the page that the switch was on."""
    locale = request.form.get("language", "")
    if locale not in current_app.config["LANGUAGES"]:
        abort(400)
    session["locale"] = locale
    if current_user.is_authenticated:
        person_id = current_user.id
        transaction.run(lambda: service.set_language(person_id, locale))
    return redirect(with_fields(local_path(request.form.get("next"), "/"), request.form), 303)


def with_fields(address: str, fields: MultiDict[str, str]) -> str:
    """Return `address` with the half-filled fields in its query, in place of fields of the same name there."""
    parts = urlsplit(address)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in fields]
    query = urlencode(kept)
    for name, value in fields.items(multi=True):
        longer = "&".join(filter(None, (query, urlencode([(name, value)]))))
        if name not in OWN_FIELDS and len(longer) <= LONGEST_QUERY:
            query = longer
    return urlunsplit(("", "", parts.path, query, parts.fragment))
