"""Pages of the outbox."""

import uuid
from collections.abc import Callable

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import transaction
from training.access import Permission, actor, requires
from training.administration import labels, preview, queries
from training.administration.forms.filters import MailFilter
from training.administration.views.blueprint import bp
from training.forms.fields import ConfirmForm
from training.mail import service as mail
from training.models import MailState
from training.paging import paginate


@bp.get("/outbox")
@requires(Permission.MANAGE_OUTBOX)
def list_mail() -> str:
    """Show mails and what became of them."""
    filters = MailFilter(request.args)
    page = paginate(queries.select_mail(filters.wanted()))
    counts = queries.count_mail()
    return render_template("administration/list_mail.html", filters=filters, page=page, counts=counts, labels=labels)


@bp.get("/outbox/<uuid:mail_id>")
@requires(Permission.MANAGE_OUTBOX)
def show_mail(mail_id: uuid.UUID) -> str:
    """Show one mail and its words."""
    row, shown = queries.get_mail(mail_id), preview.find(mail_id)
    return render_template("administration/show_mail.html", mail=row, shown=shown, labels=labels)


@bp.post("/outbox/<uuid:mail_id>/retry")
@requires(Permission.MANAGE_OUTBOX)
def retry_mail(mail_id: uuid.UUID) -> Response:
    """Queue a failed mail anew."""
    actor_id = actor().id
    return _queued(mail_id, lambda: mail.send_again(mail_id, MailState.FAILED, actor_id))


@bp.get("/outbox/<uuid:mail_id>/release")
@requires(Permission.MANAGE_OUTBOX)
def confirm_release(mail_id: uuid.UUID) -> str:
    """Ask whether a mail that may have arrived is to be sent again."""
    row = queries.get_uncertain_mail(mail_id)
    return render_template("administration/confirm_release.html", form=ConfirmForm(), mail=row)


@bp.post("/outbox/<uuid:mail_id>/release")
@requires(Permission.MANAGE_OUTBOX)
def release_mail(mail_id: uuid.UUID) -> Response:
    """Queue a mail of unknown outcome anew."""
    actor_id = actor().id
    return _queued(mail_id, lambda: mail.send_again(mail_id, MailState.UNCERTAIN, actor_id))


def _queued(mail_id: uuid.UUID, work: Callable[[], None]) -> Response:
    transaction.run(work)
    flash(_("The mail waits to be sent again."), "success")
    return redirect(url_for(".show_mail", mail_id=mail_id), 303)
