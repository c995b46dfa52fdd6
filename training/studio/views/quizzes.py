"""Quizzes: which scenarios are taken together, and what passes."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from questions.quiz import Quiz
from questions.release import Bank
from training.access import Permission, requires
from training.studio import offers, queries, vocabulary
from training.studio.editing import documents, doubts
from training.studio.forms.quiz import NewQuizForm, QuizForm
from training.studio.views.blueprint import bp
from training.studio.views.editing import New, Page, created, page, rearranged, saved, show_older


@bp.get("/quizzes/new")
@requires(Permission.EDIT_CONTENT)
def new_quiz() -> Page:
    """Show an empty quiz, or one of the scenarios about the incident that `?incident=` names, called like the first."""
    bank = queries.load_bank()
    about = [s for s in bank.scenarios.values() if s.incident == request.args.get("incident", "")]
    data: dict[str, Any] = {"sections": [{"scenario": scenario.key} for scenario in about]}
    if about:
        data |= {"title": about[0].title.root, "summary": about[0].intro.root}
    return _page(NewQuizForm(data=data), None)


@bp.post("/quizzes/new")
@requires(Permission.EDIT_CONTENT)
def create_quiz() -> Page:
    """Store a new quiz."""
    form = NewQuizForm()
    if rearranged(form):
        return _page(form, None)
    bank = queries.load_bank()
    documents.names_unknown(form, offers.of_draws(bank))  # what it says of them keeps the form from being stored
    quiz = created(form, New(Quiz, lambda key: documents.read(form, Quiz, {"key": key}), _proposals(form, bank)))
    if quiz is None:
        return _page(form, None)
    flash(_("The quiz is saved. When its scenarios are ready, publish it."), "success")
    return redirect(url_for("studio.show_publication", key=quiz.key), 303)


@bp.get("/quizzes/<string:key>")
@requires(Permission.EDIT_CONTENT)
def edit_quiz(key: str) -> Page:
    """Show a quiz as it is now."""
    now = queries.get_document(Quiz, key)
    return _page(documents.form_for(QuizForm, now.document, now.edition, request.args), now)


@bp.post("/quizzes/<string:key>")
@requires(Permission.EDIT_CONTENT)
def save_quiz(key: str) -> Page:
    """Store a quiz's next edition."""
    now, form = queries.get_document(Quiz, key), QuizForm()
    if rearranged(form):
        return _page(form, now)
    quiz, lists = documents.read(form, Quiz, {"key": key}), offers.of_draws(queries.load_bank())
    if documents.names_unknown(form, lists) or quiz is None or not saved(form, quiz):
        return _page(form, now)
    flash(_("The quiz is saved."), "success")
    return redirect(url_for("studio.show_publication", key=key), 303)


def _proposals(form: QuizForm, bank: Bank) -> list[str]:
    """Return what a quiz without an English title may be called by: the incident of its first scenario."""
    keys = [entry.form.scenario.data for entry in form.sections.entries]
    return [bank.scenarios[key].incident for key in keys if key in bank.scenarios]


def _page(form: QuizForm, now: queries.Edited[Quiz] | None) -> Page:
    show_older(form, now)
    template = "studio/edit_quiz.html" if now else "studio/new_quiz.html"
    bank = queries.load_bank()
    lists = {"scenarios": offers.of_scenarios(bank), **offers.of_draws(bank), **vocabulary.of_documents(bank)}
    quiz = now.document if now else None
    told = doubts.of_head(quiz, bank) if quiz else []
    return page(template, form, lists, quiz=quiz, doubts=told)
