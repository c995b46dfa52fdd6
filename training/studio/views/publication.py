"""The way of a quiz to its next release: what stands in the way, what is new, who approves it, publishing."""

from typing import Any

from flask import make_response, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from questions.quiz import Quiz, ReleaseDocument
from questions.reading import SITTING_MINUTES, release_minutes
from questions.release import Bank
from training import releases
from training.access import Permission, actor, requires
from training.i18n import localised
from training.studio import queries, service
from training.studio.editing import doubts, older
from training.studio.forms.quiz import PublicationForm
from training.studio.forms.review import AskForm
from training.studio.publication import changes, progress, publishing, reviews
from training.studio.publication.obstacles import Obstacle, obstacles
from training.studio.publication.rules import rules_of, section_names
from training.studio.views.answering import Sent, answer
from training.studio.views.blueprint import bp
from training.studio.views.editing import Page


@bp.get("/quizzes/<string:key>/publication")
@requires(Permission.EDIT_CONTENT)
def show_publication(key: str) -> Page:
    """Show what stands in the way of publishing, or what is new and how far its review is."""
    return _page(key, AskForm(formdata=None))


@bp.post("/quizzes/<string:key>/reviews")
@requires(Permission.EDIT_CONTENT)
def ask_for_review(key: str) -> Page:
    """Ask somebody else to review exactly what was shown."""
    person, form = actor(), AskForm()
    queries.get_document(Quiz, key)
    words, shown, reviewer = form.words.data or "", form.sha256.data or "", form.reviewer.data or ""
    said = _("The review is asked for. It waits in the list of reviews until somebody else decides.")
    return answer(
        _sent(key, form),
        lambda: reviews.ask(key, words, person.id, reviewer=reviewer, expected_sha256=shown),
        lambda review_id: (said, url_for("studio.show_review", review_id=review_id)),
    )


@bp.post("/quizzes/<string:key>/publication")
@requires(Permission.PUBLISH_RELEASE)
def publish(key: str) -> Page:
    """Freeze the quiz as its next release."""
    person, form = actor(), PublicationForm()
    queries.get_document(Quiz, key)
    shown = form.sha256.data or ""
    return answer(
        _sent(key, AskForm(formdata=None)),
        lambda: publishing.publish(key, person.id, expected_sha256=shown),
        lambda release: (
            _("Release %(number)d is published.", number=release.number),
            url_for("studio.show_release", release_id=release.id),
        ),
    )


def _sent(key: str, form: AskForm) -> Sent:
    return Sent(form, lambda: _page(key, form), url_for("studio.show_publication", key=key))


def _compiled(key: str, bank: Bank) -> tuple[ReleaseDocument | None, list[Obstacle]]:
    """Return what would be published, or everything that stands in its way."""
    try:
        return service.compile_quiz(key, bank), []
    except service.HasProblems as refusal:
        return None, obstacles(refusal.problems, bank)


def _page(key: str, form: AskForm) -> Response:
    quiz, bank = queries.get_document(Quiz, key).document, queries.load_bank()
    document, problems = _compiled(key, bank)
    newest = queries.find_newest_release(key)
    shown = _shown(quiz, document, bank) if document else {}
    if document:
        before = releases.get(newest.id).document if newest else None
        shown["changes"] = changes.in_words(before, document, bank) if before else []
        progressed: progress.Progress = shown["progress"]
        form.sha256.data = progressed.sha256
        form.offer(progressed.reviewers, progressed.review.asked_of if progressed.review else None)
    form.show_visible()
    context = {"form": form, "quiz": quiz, "newest": newest, "problems": problems, "rules": rules_of(quiz), **shown}
    body = render_template("studio/show_publication.html", document=document, **context)
    return make_response(body, 422 if form.errors else 200)


def _shown(quiz: Quiz, document: ReleaseDocument, bank: Bank) -> dict[str, Any]:
    titles = {scenario.key: localised(scenario.title) for scenario in document.scenarios}
    return {
        "progress": progress.progress_of(document, bank, actor().id),
        "sections": section_names(quiz, titles),
        "minutes": {tag: release_minutes(document, tag) for tag in quiz.languages},
        "limit": SITTING_MINUTES,
        "doubts": doubts.of_quiz(quiz, bank),
        "older": older.list_in_release(document, bank),
    }
