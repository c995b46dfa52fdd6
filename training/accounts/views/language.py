"""The language switch, which keeps the place and what is half typed."""

from flask import abort, current_app, redirect, request, session
from flask_login import current_user
from werkzeug.wrappers import Response

from training import transaction
from training.access import public
from training.accounts import service
from training.accounts.views.blueprint import bp
from training.addresses import local_path, with_fields


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
