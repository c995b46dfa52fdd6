"""What is recorded, and the person's agreement to it."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import transaction
from training.access import actor, before_agreement, public
from training.accounts import agreement, queries
from training.accounts import session as account_session
from training.accounts.forms import AgreementForm
from training.accounts.views.blueprint import bp
from training.addresses import local_path


@bp.get("/agreement")
@before_agreement
def show_agreement() -> str:
    """Show what is recorded, who sees it, and what it is used for."""
    return _page(AgreementForm(shown=agreement.text_digest()))


@bp.post("/agreement")
@before_agreement
def agree() -> Response:
    """Keep the agreement to the text that was shown."""
    person, form, digest = actor(), AgreementForm(), agreement.text_digest()
    if not form.validate_on_submit() or form.shown.data != digest:
        flash(_("The text below has changed since you opened the page. Please read it and decide again."), "warning")
        form.shown.data = digest
        return make_response(_page(form), 409)
    transaction.run(lambda: agreement.agree(person.id, digest))
    return redirect(local_path(request.args.get("next"), "/"), 303)


@bp.post("/agreement/decline")
@before_agreement
def decline() -> Response:
    """Sign out whoever does not agree."""
    person = actor()
    transaction.run(lambda: agreement.decline(person.id))
    account_session.end()
    return redirect(url_for("accounts.show_declined"), 303)


@bp.get("/agreement/declined")
@public
def show_declined() -> str:
    """Say what happens now and whom to ask."""
    return render_template("accounts/show_declined.html")


def _page(form: AgreementForm) -> str:
    return render_template(
        "accounts/show_agreement.html", form=form, agreed=actor().agreed, contacts=queries.list_administrator_names()
    )
