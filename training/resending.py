"""A form that was sent after its sign-in had ended, or from a page of an earlier one: shown again as it was sent.

Its own view shows it, as it does with any form that it refuses: the token does not hold, so the form is not valid, and
`transaction.run` refuses whoever would write all the same.
"""

import secrets
import uuid
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from flask import current_app, flash, g, get_flashed_messages, make_response, request
from flask.ctx import RequestContext
from flask.globals import request_ctx
from flask_babel import gettext as _
from flask_babel import refresh
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from questions.canonical import Json
from training import transaction
from training.envelope import seal, unseal
from training.errors import DomainError, OutOfDate

TOKEN = "csrf_token"  # the name of a field  # noqa: S105
NOT_TYPED = frozenset({TOKEN, "next", "language"})
"""What nobody loses when it is all that was sent: some pages carry it along. In other forms it may be a choice."""
TOKEN_SALT = "wtf-csrf-token"  # Flask-WTF's own  # noqa: S105
_PAGES = {200, 400, 409, 422}


def new_token(person_id: uuid.UUID) -> str:
    """Return what all tokens of a session are about: something random, and whose session it is."""
    return f"{secrets.token_hex(20)}.{person_id.hex}"


def sender() -> str | None:
    """Return the id, in hexadecimal digits, of the person whose page the form was on; None when it is not ours."""
    keys = [*current_app.config["SECRET_KEY_FALLBACKS"], current_app.config["SECRET_KEY"]]
    try:
        about = URLSafeTimedSerializer(keys, salt=TOKEN_SALT).loads(request.form.get(TOKEN, ""))
    except BadData:
        return None
    return str(about).partition(".")[2] or None


def has_fields() -> bool:
    """Tell whether anything was sent that could be lost."""
    return bool(request.form.keys() - NOT_TYPED)


def show_again(view: Callable[[], Any]) -> Response:
    """Return the form's page with what was sent; nothing is written. Raises OutOfDate where a view has no such page."""
    why = _("The page was out of date. Please look at what you wrote and send it again.")
    if "has_reopened" in g:
        why = _("You are signed in again, but nothing was stored. Please look at what you wrote and send it again.")
    flash(why, "warning")
    if "lost_file" in g:
        flash(_("The file that you had chosen is not kept. Please choose it again."), "warning")
    try:
        with transaction.refused(OutOfDate()):
            return make_response(view())
    except DomainError:
        get_flashed_messages()  # nothing is shown again
        raise


def sealed_form() -> str | None:
    """Return an envelope with the form that was sent; None when it is not known by whom, or too long."""
    fields: Json = {name: [*values] for name, values in request.form.lists() if name != TOKEN}
    person = sender()
    told: dict[str, Json] = {"address": request.full_path, "fields": fields, "person": person, "file": has_file()}
    return seal(told) if person else None


def has_file() -> bool:
    """Tell whether a file was sent, which no envelope holds."""
    return any(file.filename for file in request.files.values())


def reopen(envelope: str | None, person_id: uuid.UUID) -> Response | None:
    """Return the page of the form that an envelope holds, filled in, to the person who sent it and signed in just now.

    None for anything else: whoever else signs in learns nothing.
    """
    sealed = unseal(envelope)
    if not isinstance(sealed, dict) or sealed.get("person") != person_id.hex:
        return None
    g.pop(TOKEN, None)  # that of the session before
    g.pop("csrf_valid", None)  # that of the sign-in
    g.has_reopened = True
    if sealed.get("file"):
        g.lost_file = True
    try:
        return _sent_again(str(sealed["address"]), cast(Any, sealed["fields"]))
    except (DomainError, HTTPException):
        return None


def _sent_again(address: str, fields: Mapping[str, Sequence[str]]) -> Response | None:
    parts, body = urlsplit(address), urlencode(fields, doseq=True).encode()
    environ = {
        **request.environ,
        "REQUEST_METHOD": "POST",
        "PATH_INFO": parts.path.encode().decode("latin-1"),  # as WSGI has it
        "QUERY_STRING": parts.query,
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": BytesIO(body),
    }
    with RequestContext(request_ctx.app, environ, session=request_ctx.session) as context:
        # It was within the limits when it was sent, in which a character may be shorter.
        context.request.max_content_length = context.request.max_form_memory_size = len(body)
        refresh()
        answer = current_app.preprocess_request()  # without a token it ends there
    refresh()
    return answer if isinstance(answer, Response) and answer.status_code in _PAGES else None
