"""The person's own list: what is due, what is under way, what is done."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from training import clock, dates, releases
from training.access import Permission, actor, requires, signed_in
from training.i18n import language
from training.learning import queries
from training.learning.rules import Over, beginning
from training.learning.views.blueprint import bp


@bp.get("/")
@signed_in
def show_start() -> Response:
    """Lead to the training."""
    return redirect(url_for("learning.list_training"), 303)


@bp.get("/training/")
@requires(Permission.TAKE_TRAINING)
def list_training() -> str:
    """Show what is due, what is under way and what is done."""
    now = clock.now()
    rows = queries.list_assignments(actor().id, now)
    loaded = releases.get_many({row.shown_release_id for row in rows})
    quizzes = {release_id: release.document.quiz for release_id, release in loaded.items()}
    beginnings = {row.id: beginning(row, quizzes[row.shown_release_id], now) for row in rows}
    certificates = queries.list_certificates(actor().id)
    has_ends = any(earned.valid_until for earned in certificates.values())
    return render_template(
        "learning/list_training.html",
        rows=rows,
        quizzes=quizzes,
        minutes={release_id: sum(releases.sitting_minutes(release_id, language())) for release_id in quizzes},
        beginnings=beginnings,
        closed={row.id for row in rows if beginnings[row.id].over is Over.CLOSED and not row.open_attempt_id},
        waiting=sum(1 for row in rows if row.open_attempt_id or beginnings[row.id].over is None),
        certificates=certificates,
        today=dates.today() if has_ends else None,
        now=now,
    )
