"""All cases: incidents with their scenarios and quizzes."""

from flask import render_template, request

from training.access import Permission, actor, requires
from training.forms.pieces import show_visible
from training.paging import paginate_list
from training.studio import cases, queries
from training.studio.contests import queries as contests
from training.studio.forms.search import SearchForm
from training.studio.publication import review_queries
from training.studio.upkeep.stale import find_stale
from training.studio.views.blueprint import bp
from training.studio.views.editing import Page


@bp.get("/")
@requires(Permission.EDIT_CONTENT)
def list_cases() -> Page:
    """List incidents with their scenarios and quizzes, the newest changes first."""
    search = SearchForm(request.args)
    show_visible(search.q)
    words = (search.q.data or "").split()
    bank, dates, older = queries.load_bank(), queries.list_dates(), queries.count_older()
    found = [case for case in cases.cases(bank, dates) if case.matches(words)]
    page = paginate_list(found)
    keys = [quiz.key for case in page.items for quiz in case.quizzes]
    return render_template(
        "studio/list_cases.html",
        search=search,
        page=page,
        words=words,
        newest=queries.map_newest_releases(keys),
        older=older,
        stale=len(find_stale(bank, dates, older)),
        objections=contests.count_open(),
        waiting=review_queries.count_waiting(actor().id),
    )
