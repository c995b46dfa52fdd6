"""What has aged in the bank: for authors to mend, for auditors to read."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from training import transaction
from training.access import Permission, actor, requires
from training.errors import Refused
from training.paging import paginate_list
from training.studio import queries
from training.studio.forms.scenario import OrderForm
from training.studio.upkeep import service
from training.studio.upkeep.forms import KINDS, StaleForm
from training.studio.upkeep.stale import Why, find_stale
from training.studio.views.blueprint import bp
from training.studio.views.editing import Page, edition_of, model_of


@bp.get("/stale")
@requires(Permission.READ_RELEASES)
def list_stale() -> Page:
    """List the documents that have aged, and why."""
    form = StaleForm(request.args)
    form.check()
    stale = find_stale(queries.load_bank(), queries.list_dates(), queries.count_older())
    page = paginate_list([one for one in stale if form.fits(one)])
    numbers = {why: sum(why in one.whys for one in stale) for why in Why}
    editions = queries.map_editions()
    return render_template(
        "studio/list_stale.html", form=form, page=page, numbers=numbers, kinds=KINDS, editions=editions
    )


@bp.post("/stale/<string:folder>/<string:key>")
@requires(Permission.REVIEW_CONTENT)
def check_document(folder: str, key: str) -> Page:
    """Record that somebody has read a document again and finds it right."""
    model, person = model_of(folder), actor()
    edition = edition_of(OrderForm())
    try:
        transaction.run(lambda: service.check(model, key, edition, person.id))
    except Refused as refusal:
        flash(str(refusal.message), "error")
    else:
        flash(_("It is recorded that you have read it and find it right."), "success")
    return redirect(url_for("studio.list_stale"), 303)
