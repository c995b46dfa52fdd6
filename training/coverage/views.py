"""Pages of coverage: what nobody was asked about, and the same as a file."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import Blueprint, Response, render_template, request, stream_with_context
from flask_babel import gettext, to_user_timezone

from training import clock
from training.access import Permission, requires
from training.coverage import queries, wording
from training.coverage.export import csv_lines
from training.coverage.forms import CoverageForm
from training.coverage.pages import Desk, Rule, Topic
from training.i18n import language
from training.models import PersonKind
from training.paging import paginate_list
from training.studio import queries as documents
from training.teaching import TOPICS
from training.team import queries as team
from training.team.scope import EVERYBODY

bp = Blueprint("coverage", __name__, url_prefix="/coverage")


class _Found(NamedTuple):
    form: CoverageForm
    desk: Desk
    names: list[str]
    all_rules: list[Rule]
    rules: list[Rule]
    topics: list[Topic]

    def with_cases(self, rules: Sequence[Rule]) -> list[Rule]:
        """Return rules with their cases, read for these rules alone."""
        sums = queries.sum_cases(self.desk.groups, [rule.control.key for rule in rules])
        return self.desk.with_cases(rules, sums)


@bp.get("/")
@requires(Permission.SEE_EVERYBODY)
def show_coverage() -> str:
    """Show which rules which people were asked about, and through which cases."""
    found = _find()
    page = paginate_list(found.rules)
    page.items = found.with_cases(page.items)
    return render_template(
        "coverage/show_coverage.html",
        found=found,
        page=page,
        form=found.form,
        wording=wording,
        topics=TOPICS,
        counted_at=queries.find_counted_at(),
    )


@bp.get("/export.csv")
@requires(Permission.SEE_EVERYBODY)
def export_csv() -> Response:
    """Send what the pages show, all of them."""
    found = _find()
    lines = csv_lines(found.with_cases(found.rules), found.names)
    name = f"coverage-{to_user_timezone(clock.now()):%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(stream_with_context(lines), content_type="text/csv; charset=utf-8", headers=headers)


def _find() -> _Found:
    divisions = set(queries.list_divisions())
    tree = team.get_tree(EVERYBODY, language())
    nodes = [node for node, _depth in tree.in_order() if node.id in divisions]
    form = CoverageForm(request.args, nodes)
    groups = form.groups()
    people = queries.count_people(groups)
    if groups.by_team:
        order = [*(node.id for node in nodes), None]
        people = {key: people[key] for key in order if key in people}
    desk = Desk(groups, people, documents.load_bank(), queries.list_asked())
    names = {node.id: node.name for node in nodes} | {None: gettext("No division")}
    called = [str(wording.KINDS[key]) if isinstance(key, PersonKind) else names[key] for key in desk.people]
    sums = queries.sum_subjects(groups)
    rules = desk.rules(sums)
    return _Found(form, desk, called, rules, [rule for rule in rules if form.fits(rule)], desk.topics(sums))
