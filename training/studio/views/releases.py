"""The releases of a quiz: each of them, any two side by side, and all that happened to the quiz."""

import uuid

from flask import Response as FlaskResponse
from flask import abort, render_template, request

from questions.quiz import Quiz, ReleaseDocument
from training import releases
from training.access import Permission, actor, requires
from training.i18n import localised
from training.paging import paginate
from training.studio import queries
from training.studio.publication import changes, edition_queries, full_text, history, release_queries
from training.studio.publication.rules import rules_of, section_names
from training.studio.views.blueprint import bp
from training.studio.views.editing import Page

_LONGEST_NUMBER = 6


@bp.get("/quizzes/<string:key>/releases")
@requires(Permission.EDIT_CONTENT)
def list_releases(key: str) -> Page:
    """List the releases of a quiz, newest first."""
    quiz = queries.get_document(Quiz, key).document
    return render_template("studio/list_releases.html", quiz=quiz, page=release_queries.page_of_releases(key))


@bp.get("/releases/<uuid:release_id>")
@requires(Permission.READ_RELEASES)
def show_release(release_id: uuid.UUID) -> Page:
    """Show a release: number, hash, date, by whom, who reviewed it, and its steps."""
    row = release_queries.get_release(release_id)
    document = releases.get(release_id).document
    return render_template(
        "studio/show_release.html",
        release=row,
        document=document,
        rules=rules_of(document.quiz),
        sections=section_names(document.quiz, _titles(document)),
        can_assign=actor().can(Permission.MANAGE_CAMPAIGNS),
    )


@bp.get("/releases/<uuid:release_id>/text")
@requires(Permission.READ_RELEASES)
def read_release(release_id: uuid.UUID) -> Page:
    """Show every word of a release, the languages side by side."""
    row = release_queries.get_release(release_id)
    return render_template(
        "studio/read_release.html", release=row, **full_text.shown(releases.get(release_id).document)
    )


@bp.get("/releases/<uuid:release_id>/document.json")
@requires(Permission.READ_RELEASES)
def download_release(release_id: uuid.UUID) -> Page:
    """Give the canonical bytes of a release, which its SHA-256 is about."""
    row = release_queries.get_release(release_id)
    headers = {"Content-Disposition": f"attachment; filename={row.quiz_key}-{row.number}.json"}
    return FlaskResponse(release_queries.get_release_bytes(release_id), mimetype="application/json", headers=headers)


@bp.get("/quizzes/<string:key>/comparison")
@requires(Permission.EDIT_CONTENT)
def compare_releases(key: str) -> Page:
    """Show what differs between the releases `?old=` and `?new=`; without them, the newest and the one before."""
    quiz, latest = queries.get_document(Quiz, key).document, release_queries.list_latest_numbers(key)
    new = _number("new", max(latest, default=None))
    old = _number("old", release_queries.find_number_before(key, new) if new is not None else None)
    rows = [release_queries.get_numbered(key, number) for number in (old, new) if number is not None]
    numbers = sorted({*latest, *(row.number for row in rows)}, reverse=True)
    documents = [releases.get(row.id).document for row in rows]
    chapters = changes.in_words(documents[0], documents[1]) if len(documents) > 1 else []
    return render_template("studio/compare_releases.html", quiz=quiz, numbers=numbers, rows=rows, changes=chapters)


@bp.get("/quizzes/<string:key>/history")
@requires(Permission.EDIT_CONTENT)
def show_history(key: str) -> Page:
    """Show who saved, reviewed and published what of a quiz, the latest first."""
    quiz, bank = queries.get_document(Quiz, key).document, queries.load_bank()
    names = history.names_of(quiz, bank)
    page = paginate(history.select_events(quiz, names))
    told = {"lines": history.lines(page.items, bank), "unrecorded": edition_queries.find_unrecorded(names)}
    return render_template("studio/show_history.html", quiz=quiz, page=page, **told)


def _number(name: str, usual: int | None) -> int | None:
    """Return the number of a release that the address names, else the usual one; what is no number is 404."""
    sent = request.args.get(name, "")
    if not sent:
        return usual
    if not (sent.isascii() and sent.isdecimal() and len(sent) <= _LONGEST_NUMBER):
        abort(404)
    return int(sent)


def _titles(document: ReleaseDocument) -> dict[str, str]:
    return {scenario.key: localised(scenario.title) for scenario in document.scenarios}
