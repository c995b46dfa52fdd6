"""The language switch, which keeps the place and what is half typed."""

from urllib.parse import urlsplit

from flask import abort, current_app, g, make_response, redirect, request, session
from flask_babel import refresh
from flask_login import current_user
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response

from questions.canonical import Json
from training import late, transaction
from training.access import public
from training.accounts import service
from training.accounts.views.blueprint import bp
from training.accounts.views.sign_in import lead_back, show_sign_in
from training.addresses import local_path
from training.envelope import carries_envelope, seal, unseal
from training.learning import service as learning
from training.resending import sender


@bp.post("/language")
@public
@carries_envelope
def set_language() -> Response:
    """Change the language and go back to the page that the switch was on."""
    locale = request.form.get("language", "")
    if locale not in current_app.config["LANGUAGES"]:
        abort(400)
    session["locale"] = locale
    following = local_path(request.form.get("next"), "/")
    if current_user.is_authenticated:
        person_id = current_user.id
        transaction.run(lambda: service.set_language(person_id, locale))
        if kept := learning.keep_sent(person_id, following, request.form.to_dict(flat=False)):
            return lead_back(kept)
    elif envelope := _envelope(following):
        g.envelope = envelope
        refresh()
        return make_response(show_sign_in())
    return redirect(following if _can_be_opened(following) else "/", 303)


def _envelope(address: str) -> str | None:
    """Return the envelope that came along, if it can be opened, or a new one."""
    if given := request.form.get("envelope"):
        return given if unseal(given) else None
    return _sealed(address)


def _sealed(address: str) -> str | None:
    """Seal what a decision's form held when the sign-in had ended: an answer does not travel in an address.

    None when it is not known by whom it was sent: strangers can't have the program seal what they like.
    """
    if not learning.is_decision(address) or not sender():
        return None
    fields: Json = {name: [*values] for name, values in request.form.lists() if name not in learning.NOT_KEPT}
    return seal({"address": address, "fields": fields})


def _can_be_opened(address: str) -> bool:
    """Tell an address from one that takes only forms: the page that answered a form has no other."""
    try:
        path = urlsplit(address).path
        late.addresses(path=path).bind("").match(path, "GET")
    except MethodNotAllowed:
        return False
    except HTTPException:
        return True
    return True
