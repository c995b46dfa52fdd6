"""The page of the ledger."""

from flask import render_template, request

from training.access import Permission, requires
from training.administration import chain, labels, ledger, queries
from training.administration.forms.ledger import EventsFilter
from training.administration.views.blueprint import bp
from training.paging import paginate


@bp.get("/ledger")
@requires(Permission.READ_LEDGER)
def list_events() -> str:
    """Show what privileged people did, with the names of today, and where each event stands in the chain."""
    actions = labels.in_order((action, labels.action(action)) for action in queries.list_actions())
    filters = EventsFilter(request.args, actions, labels.in_order(labels.SUBJECTS.items()))
    page = paginate(queries.select_events(filters.wanted()))
    return render_template(
        "administration/list_events.html",
        filters=filters,
        page=page,
        lines=ledger.lines(page.items),
        state=chain.find_state(),
    )
