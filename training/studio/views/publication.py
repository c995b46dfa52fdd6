"""Publishing a quiz as a release, and the releases there are."""

import uuid

from flask import Response as FlaskResponse
from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from questions.canonical import canonical_bytes, digest
from questions.quiz import Quiz, ReleaseDocument
from questions.reading import SITTING_MINUTES, release_minutes
from questions.release import Bank
from training import releases, transaction
from training.access import Permission, actor, requires
from training.i18n import localised
from training.studio import doubts, older, queries, service
from training.studio.changes import in_words
from training.studio.forms.quiz import PublicationForm
from training.studio.obstacles import Obstacle, obstacles
from training.studio.rules import rules_of, section_names
from training.studio.views.blueprint import bp
from training.studio.views.editing import Page


@bp.get("/quizzes/<string:key>/publication")
@requires(Permission.EDIT_CONTENT)
def show_publication(key: str) -> Page:
    """Show what stands in the way of publishing, or what is new, and ask."""
    return _page(key, PublicationForm())


@bp.post("/quizzes/<string:key>/publication")
@requires(Permission.PUBLISH_RELEASE)
def publish(key: str) -> Page:
    """Freeze the quiz as its next release."""
    person, form = actor(), PublicationForm()
    queries.get_document(Quiz, key)
    shown = form.sha256.data or ""
    try:
        release = transaction.run(lambda: service.publish(key, person.id, expected_sha256=shown))
    except (service.HasProblems, service.NothingNew, service.EditedMeanwhile) as refusal:
        flash(refusal.message, "error")  # type: ignore[arg-type]  # lazy texts are shown as texts
        return redirect(url_for("studio.show_publication", key=key), 303)
    flash(_("Release %(number)d is published.", number=release.number), "success")
    return redirect(url_for("studio.show_release", release_id=release.id), 303)


@bp.get("/quizzes/<string:key>/releases")
@requires(Permission.EDIT_CONTENT)
def list_releases(key: str) -> Page:
    """List the releases of a quiz, newest first."""
    quiz = queries.get_document(Quiz, key).document
    return render_template("studio/list_releases.html", quiz=quiz, page=queries.page_of_releases(key))


@bp.get("/releases/<uuid:release_id>")
@requires(Permission.EDIT_CONTENT)
def show_release(release_id: uuid.UUID) -> Page:
    """Show a release: number, hash, date, by whom, and its steps."""
    row = queries.get_release(release_id)
    document = releases.get(release_id).document
    return render_template(
        "studio/show_release.html",
        release=row,
        document=document,
        rules=rules_of(document.quiz),
        sections=section_names(document.quiz, _titles(document)),
        can_assign=actor().can(Permission.MANAGE_CAMPAIGNS),
    )


@bp.get("/releases/<uuid:release_id>/document.json")
@requires(Permission.EDIT_CONTENT)
def download_release(release_id: uuid.UUID) -> Page:
    """Give the canonical bytes of a release, which its SHA-256 is about."""
    row = queries.get_release(release_id)
    headers = {"Content-Disposition": f"attachment; filename={row.quiz_key}-{row.number}.json"}
    return FlaskResponse(queries.get_release_bytes(release_id), mimetype="application/json", headers=headers)


def _titles(document: ReleaseDocument) -> dict[str, str]:
    return {scenario.key: localised(scenario.title) for scenario in document.scenarios}


def _compiled(key: str, bank: Bank) -> tuple[ReleaseDocument | None, list[Obstacle]]:
    """Return what would be published, or everything that stands in its way."""
    try:
        return service.compile_quiz(key, bank), []
    except service.HasProblems as refusal:
        return None, obstacles(refusal.problems, bank)


def _page(key: str, form: PublicationForm) -> Page:
    quiz, bank = queries.get_document(Quiz, key).document, queries.load_bank()
    newest = queries.find_newest_release(key)
    document, problems = _compiled(key, bank)
    if document:
        form.sha256.data = digest(canonical_bytes(document))
    before = releases.get(newest.id).document if newest else None
    return render_template(
        "studio/show_publication.html",
        form=form,
        quiz=quiz,
        newest=newest,
        problems=problems,
        document=document,
        rules=rules_of(quiz),
        sections=section_names(quiz, _titles(document)) if document else [],
        unchanged=bool(newest and newest.sha256 == form.sha256.data),
        changes=in_words(before, document, bank) if before and document else [],
        minutes={tag: release_minutes(document, tag) for tag in quiz.languages} if document else {},
        limit=SITTING_MINUTES,
        doubts=doubts.of_quiz(quiz, bank) if document else [],
        older=older.list_in_release(document, bank) if document else [],
    )
