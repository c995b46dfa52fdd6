"""Pages of training reports, for whoever may see everybody; administrators write what no row tells."""

import uuid
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from flask import (
    Blueprint,
    current_app,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
    stream_with_context,
    url_for,
)
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from training import dates, releases, transaction
from training.access import Permission, actor, requires
from training.cycles import kind_of
from training.errors import FieldError, NotFound
from training.evidence.reports import queries, rows, service, wording
from training.evidence.reports.cycles import Cycle, cycles_of, get_cycle
from training.evidence.reports.forms import DayForm, TextsForm, YearFilter
from training.evidence.reports.report import asked_of, gather
from training.evidence.reports.sections import sections_of, usual_purpose
from training.formatting import calendar_day
from training.forms.errors import apply
from training.i18n import language
from training.models.delivery import Repeats
from training.paging import paginate
from training.team.export import BYTE_ORDER_MARK, csv_line
from training.transaction import begin_snapshot, fetched

bp = Blueprint("reports", __name__, url_prefix="/reports")


class Wanted(NamedTuple):
    """A cycle and the day on which its report looks back, as the address says."""

    cycle: Cycle
    form: DayForm
    day: date


def _wanted(campaign_id: uuid.UUID, number: int) -> Wanted:
    cycle = _cycle(campaign_id, number)
    form = DayForm(request.args, cycle, dates.today())
    return Wanted(cycle, form, form.day())


def _cycle(campaign_id: uuid.UUID, number: int) -> Cycle:
    campaign = queries.get_campaign(campaign_id)
    return get_cycle(campaign, campaign.newest or 1, number, dates.today())


@bp.get("/")
@requires(Permission.SEE_EVERYBODY)
def list_reports() -> str:
    """List campaigns with a report for each of their cycles."""
    today = dates.today()
    filters = YearFilter(request.args, queries.get_years(today))
    year = filters.wanted()
    page = paginate(queries.select_campaigns(year))
    quizzes = releases.get_many({campaign.release_id for campaign in page.items})
    cycles = {
        campaign.id: [
            cycle
            for cycle in cycles_of(campaign, campaign.newest or 1, today)
            if year in {None, cycle.begins_on.year} or kind_of(campaign) is Repeats.AFTER_COMPLETION
        ]
        for campaign in page.items
    }
    return render_template(
        "reports/list_reports.html", filters=filters, page=page, quizzes=quizzes, cycles=cycles, wording=wording
    )


@bp.get("/<uuid:campaign_id>")
@requires(Permission.SEE_EVERYBODY)
def find_report(campaign_id: uuid.UUID) -> Response:
    """Lead to the report of the newest cycle."""
    campaign = queries.get_campaign(campaign_id)
    newest = cycles_of(campaign, campaign.newest or 1, dates.today())[0]
    return redirect(url_for(".show_report", campaign_id=campaign_id, number=newest.number), 303)


@bp.get("/<uuid:campaign_id>/<int:number>")
@requires(Permission.SEE_EVERYBODY)
def show_report(campaign_id: uuid.UUID, number: int) -> str:
    """Show the report of one cycle."""
    wanted = _wanted(campaign_id, number)
    report = gather(wanted.cycle, wanted.day)
    own = {"campaign_id": campaign_id, "number": number, "on": wanted.day.isoformat()}
    return render_template(
        "reports/show_report.html",
        report=report,
        sections=sections_of(report),
        form=wanted.form,
        own=own,
        cycle_name=wording.cycle_name(wanted.cycle),
    )


@bp.get("/<uuid:campaign_id>/<int:number>/texts")
@requires(Permission.MANAGE_CAMPAIGNS)
def edit_texts(campaign_id: uuid.UUID, number: int) -> str:
    """Show what is written in a report, to change it."""
    cycle, texts = _cycle(campaign_id, number), queries.get_texts(campaign_id, number)
    purpose = texts.purpose or usual_purpose(releases.get(cycle.campaign.release_id))
    return _texts_page(cycle, TextsForm(data=texts._replace(purpose=purpose)._asdict()))


@bp.post("/<uuid:campaign_id>/<int:number>/texts")
@requires(Permission.MANAGE_CAMPAIGNS)
def write_texts(campaign_id: uuid.UUID, number: int) -> Response:
    """Keep the texts of a report."""
    cycle, form, actor_id = _cycle(campaign_id, number), TextsForm(), actor().id
    if form.validate_on_submit():
        texts = form.texts()
        try:
            transaction.run(lambda: service.write(campaign_id, number, texts, actor_id))
        except FieldError as error:
            apply(form, error)
        else:
            flash(_("The texts were saved."), "success")
            return redirect(url_for(".show_report", campaign_id=campaign_id, number=number), 303)
    return make_response(_texts_page(cycle, form), 422)


def _texts_page(cycle: Cycle, form: TextsForm) -> str:
    return render_template("reports/edit_texts.html", form=form, cycle=cycle, cycle_name=wording.cycle_name(cycle))


@bp.get("/<uuid:campaign_id>/<int:number>.pdf")
@requires(Permission.SEE_EVERYBODY)
def download_pdf(campaign_id: uuid.UUID, number: int) -> Response:
    """Send the report to print, in the language that the address asks for."""
    from training.evidence.reports.pdf import render_report  # printed rarely, and takes memory  # noqa: PLC0415

    wanted = _wanted(campaign_id, number)
    with force_locale(_language()):
        report = gather(wanted.cycle, wanted.day)
        name = f"{report.campaign.name} – {wording.cycle_name(wanted.cycle)}"
        lead = _("As of %(day)s", day=calendar_day(wanted.day))
        data = render_report(name, lead, sections_of(report))
    headers = {"Content-Disposition": f'attachment; filename="{_file_name(wanted)}.pdf"'}
    return Response(data, mimetype="application/pdf", headers=headers)


@bp.get("/<uuid:campaign_id>/<int:number>.xlsx")
@requires(Permission.SEE_EVERYBODY)
def download_xlsx(campaign_id: uuid.UUID, number: int) -> Response:
    """Send the report with the people and decisions that it counts."""
    from training.evidence.reports.workbook import MIMETYPE, workbook  # see above  # noqa: PLC0415

    wanted = _wanted(campaign_id, number)
    with force_locale(_language()):
        begin_snapshot()  # the numbers and the rows are of one moment
        report = gather(wanted.cycle, wanted.day)
        title = f"{_('Training report')} – {report.campaign.name} – {wording.cycle_name(wanted.cycle)}"
        with (
            fetched(queries.select_people(report.asked, language())) as people,
            fetched(queries.select_decisions(report.asked)) as decisions,
        ):
            file = workbook(title, sections_of(report), people, decisions)
    return send_file(file, MIMETYPE, as_attachment=True, download_name=f"{_file_name(wanted)}.xlsx", max_age=0)


@bp.get("/<uuid:campaign_id>/<int:number>.csv")
@requires(Permission.SEE_EVERYBODY)
def download_csv(campaign_id: uuid.UUID, number: int) -> Response:
    """Send the people that the report counts."""
    wanted = _wanted(campaign_id, number)
    statement = queries.select_people(asked_of(wanted.cycle, wanted.day), language())

    def lines() -> Iterator[str]:
        begin_snapshot()
        cells = rows.People().cells
        yield BYTE_ORDER_MARK + csv_line(rows.people_header())
        with fetched(statement) as people:
            for row in people:
                yield csv_line(rows.written(cells(row)))

    headers = {"Content-Disposition": f'attachment; filename="{_file_name(wanted)}.csv"'}
    return Response(stream_with_context(lines()), content_type="text/csv; charset=utf-8", headers=headers)


def _language() -> str:
    asked = request.args.get("language", language())
    if asked not in current_app.config["LANGUAGES"]:
        raise NotFound
    return asked


def _file_name(wanted: Wanted) -> str:
    return f"training-report-{wanted.cycle.campaign.id.hex[-8:]}-{wanted.cycle.number}-{wanted.day.isoformat()}"
