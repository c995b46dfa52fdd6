"""What finished attempts say about a release, a question in it, and a question in all releases that ask it."""

import uuid

from flask import render_template

from training import releases
from training.access import Permission, requires
from training.errors import NotFound
from training.paging import paginate_list
from training.studio.editing import scenarios
from training.studio.publication import release_queries
from training.studio.statistics import figures, wording
from training.studio.statistics.figures import QuestionReport
from training.studio.statistics.queries import get_question, list_wordings
from training.studio.views.blueprint import bp
from training.studio.views.editing import Page


@bp.get("/releases/<uuid:release_id>/statistics")
@requires(Permission.EDIT_CONTENT)
def show_statistics(release_id: uuid.UUID) -> Page:
    """Show the figures of a release and of each of its questions."""
    row, report = release_queries.get_release(release_id), figures.of_release(release_id)
    page = paginate_list(wording.numbered(report))
    return render_template("studio/show_statistics.html", release=row, report=report, page=page, wording=wording)


@bp.get("/releases/<uuid:release_id>/statistics/<string:scenario_key>/<string:step_key>")
@requires(Permission.EDIT_CONTENT)
def show_question_statistics(release_id: uuid.UUID, scenario_key: str, step_key: str) -> Page:
    """Show the figures of one question in one release, answer by answer."""
    document = releases.get(release_id).document
    uid, revision = get_question(release_id, (scenario_key, step_key))
    wordings = list_wordings(uid, revision)
    report = figures.of_wording(uid, revision, [found for found in wordings if found.release_id == release_id]).whole
    shown = {
        "release": release_queries.get_release(release_id),
        "document": document,
        "others": {"uid": uid, "revision": revision, "number": len(wordings)},
        "place": scenarios.find_place(scenario_key, uid),
    }
    return _question("studio/show_question_statistics.html", report, **shown)


@bp.get("/questions/<string:uid>/<string:revision>/statistics")
@requires(Permission.EDIT_CONTENT)
def show_wording_statistics(uid: str, revision: str) -> Page:
    """Show the figures of one question over all releases that ask it in the same words."""
    wordings = list_wordings(uid, revision)
    if not wordings:
        raise NotFound
    report = figures.of_wording(uid, revision, wordings)
    return _question(
        "studio/show_wording_statistics.html",
        report.whole,
        uid=uid,
        revision=revision,
        newest=wordings[0],
        document=releases.get(wordings[0].release_id).document,
        page=paginate_list(report.single),
    )


def _question(template: str, report: QuestionReport, **context: object) -> Page:
    return render_template(template, report=report, wording=wording, **context)
