"""Pages of the chain over the ledger: its seals, its keys, checks, and the file that proves it elsewhere."""

from typing import Any

from flask import Response, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from training import seals, transaction
from training.access import Permission, actor, requires
from training.administration import chain, service
from training.administration.forms.ledger import HeadReadersForm
from training.administration.views.blueprint import bp
from training.errors import NotFound
from training.forms.fields import ConfirmForm
from training.ledger import checks, heads, queries
from training.paging import paginate


@bp.get("/ledger/seals")
@requires(Permission.READ_LEDGER)
def list_seals() -> str:
    """Show the state of the chain: its last seal, checks, keys, and all seals."""
    return render_template(
        "administration/list_seals.html",
        form=ConfirmForm(),
        page=paginate(queries.select_seals()),
        state=chain.find_state(),
        checks=chain.list_checks(),
        keys=chain.list_keys(),
    )


@bp.get("/ledger/seals/<int:number>")
@requires(Permission.READ_LEDGER)
def show_seal(number: int) -> str:
    """Show what a seal says, and its signature."""
    seal = queries.get_seal(number)
    return render_template("administration/show_seal.html", seal=seal, statement=seals.statement_of(seal).decode())


@bp.get("/ledger/seals/<int:number>/head.json")
@requires(Permission.READ_LEDGER)
def download_seal(number: int) -> Response:
    """Send a seal with its signature."""
    return _head_of(queries.get_seal(number))


@bp.get("/ledger/head.json")
@requires(Permission.READ_LEDGER)
def download_head() -> Response:
    """Send the last seal with its signature."""
    head = queries.find_head()
    if head is None:
        raise NotFound
    return _head_of(head)


@bp.get("/ledger/seals/<int:number>/key.pem")
@requires(Permission.READ_LEDGER)
def download_key(number: int) -> Response:
    """Send the public key that a seal was signed with."""
    key = queries.get_seal(number).public_key
    return _sent(seals.pem_of(key).encode(), f"kyokun-ledger-key-{key[:8]}.pem", "application/x-pem-file")


@bp.post("/ledger/check")
@requires(Permission.READ_LEDGER)
def check_ledger() -> AnyResponse:
    """Ask the worker for a check."""
    actor_id = actor().id
    transaction.run(lambda: checks.ask(actor_id))
    flash(_("The worker checks the ledger now. Load this page again in a moment to see the result."), "success")
    return redirect(url_for(".list_seals", _anchor="checks"), 303)


@bp.get("/settings/ledger")
@requires(Permission.MANAGE_SETTINGS)
def edit_head_readers() -> str:
    """Ask who gets the signed head every month."""
    form = HeadReadersForm(_offered(), data={"readers": [person_id.hex for person_id in heads.chosen()]})
    return render_template("administration/edit_head_readers.html", form=form)


@bp.post("/settings/ledger")
@requires(Permission.MANAGE_SETTINGS)
def change_head_readers() -> AnyResponse:
    """Keep who gets the signed head every month."""
    form, actor_id = HeadReadersForm(_offered()), actor().id
    if not form.validate_on_submit():
        return Response(render_template("administration/edit_head_readers.html", form=form), 422)
    readers = [*(form.readers.data or [])]
    transaction.run(lambda: service.change_head_readers(readers, actor_id))
    flash(_("The choice was saved. The first mail goes out within half an hour, the next ones every month."), "success")
    return redirect(url_for(".show_settings"), 303)


def _offered() -> list[tuple[str, str]]:
    return [
        (person.id.hex, _("%(name)s (%(email)s)", name=person.display_name, email=person.email))
        for person in queries.list_possible_readers()
    ]


def _head_of(seal: Any) -> Response:
    return _sent(seals.head_file(seal), seals.head_name(seal), "application/json")


def _sent(data: bytes, name: str, mimetype: str) -> Response:
    response = Response(data, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
