"""Earlier editions of scenarios, and bringing back what one of them says."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from pydantic import ValidationError

from questions.scenario import Scenario
from training import transaction
from training.access import Permission, actor, requires
from training.errors import NotFound
from training.studio import messages, queries, service
from training.studio.editing import scenarios
from training.studio.forms.scenario import OrderForm
from training.studio.publication import earlier
from training.studio.views.blueprint import bp
from training.studio.views.editing import Page, edition_of

_LANGUAGES = {"ja": "日本語", "en": "English"}


@bp.get("/scenarios/<string:key>/editions/<int:number>")
@requires(Permission.EDIT_CONTENT)
def show_edition(key: str, number: int) -> Page:
    """Show what an edition of a scenario says, what its save changed, and which steps could be brought back."""
    now, bank = queries.get_document(Scenario, key), queries.load_bank()
    then = earlier.get_earlier(key, number, bank)
    form = OrderForm(formdata=None, data={"edition": now.edition})
    return render_template("studio/show_edition.html", form=form, now=now, then=then, languages=_LANGUAGES)


@bp.post("/scenarios/<string:key>/editions/<int:number>/steps/<string:step_key>")
@requires(Permission.EDIT_CONTENT)
def bring_back_step(key: str, number: int, step_key: str) -> Page:
    """Store a step as an earlier edition says it, as the next edition."""
    person, form = actor(), OrderForm()
    now, then = queries.get_document(Scenario, key), queries.find_edition(Scenario, key, number)
    if then is None:
        raise NotFound
    try:
        written = scenarios.with_earlier_step(now.document, then.document, step_key)
        transaction.run(lambda: service.save_document(written, edition_of(form), person.id))
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            flash(messages.of_error(detail), "error")
    except service.EditedMeanwhile:
        flash(_("The scenario was changed after you opened this page. Please look at it again."), "error")
    else:
        flash(_("The step is brought back. The wording that it replaces is kept as an earlier edition."), "success")
        return redirect(url_for("studio.show_scenario", key=key, _anchor=f"step-{step_key}"), 303)
    return redirect(url_for("studio.show_edition", key=key, number=number), 303)
