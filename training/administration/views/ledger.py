"""The page of the ledger."""

from flask import render_template, request

from training.access import Permission, requires
from training.administration import labels, ledger, queries
from training.administration.forms.filters import EventsFilter
from training.administration.views.blueprint import bp
from training.paging import paginate


@bp.get("/ledger")
@requires(Permission.READ_LEDGER)
def list_events() -> str:
    """Show what privileged people did, with the names of today."""
    actions = sorted(((action, labels.action(action)) for action in queries.list_actions()), key=lambda item: item[1])
    filters = EventsFilter(request.args, actions)
    page = paginate(queries.select_events(filters.wanted()))
    return render_template(
        "administration/list_events.html", filters=filters, page=page, lines=ledger.lines(page.items)
    )
