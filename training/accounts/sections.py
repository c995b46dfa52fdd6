"""What the parts of *everything that is stored about you* are called."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _l

from training.personal import TABLES, Fate

LABELS: Mapping[str, object] = {
    "account": _l("Your account: status, language, time zone, employment, days of hire and leave"),
    "person_identity": _l("Your name, e-mail address and employee number"),
    "credential": _l("That you have a password, and since when; never the password"),
    "invitation": _l("Invitations to you"),
    "role_grant": _l("Your roles"),
    "person_tag": _l("Your tags"),
    "team_membership": _l("Your team"),
    "team_manager": _l("Teams that you manage"),
    "retention_hold": _l("That your name was to be kept after you had left, and why"),
    "assignment": _l("Training that was assigned to you, with dates and results"),
    "attempt": _l("Your attempts"),
    "answer": _l("Your answers"),
    "answer_draft": _l("Answers that you began and have not sent"),
    "mark": _l("How your answers were marked"),
    "certificate": _l("Your certificates"),
    "acknowledgement": _l("Texts that you agreed to"),
    "contest": _l("Your objections, and what was replied"),
    "override": _l("What was decided about your training, and why"),
    "reminder": _l("Reminders about your training"),
    "told_due": _l("Due dates that you were told"),
    "outgoing_mail": _l("Mails to you"),
    "handout": _l("Slips that were printed for you"),
    "people_import_line": _l("Lines about you in files that wait for a decision"),
    "people_import_change": _l("What files changed about you, while it can be undone"),
    "audit_event": _l("Entries of the ledger about you, and about what you did"),
    "invitations_made": _l("Invitations that you made"),
    "roles_granted": _l("Roles that you granted"),
    "leavers_held_back": _l("Leavers whom you held back"),
    "marks_given": _l("Marks that you gave"),
    "objections_answered": _l("Objections that you answered"),
    "decisions_given": _l("Decisions that you made about people’s training"),
    "decisions_of_deputies": _l("Decisions that deputies made in your place"),
    "deputies": _l("Your deputies"),
    "stood_in": _l("When you stood in for somebody"),
    "deputies_named": _l("Deputies that you named"),
    "deputyships_ended": _l("Deputyships that you ended"),
    "reminders_about_others": _l("Reminders to you about other people’s training"),
    "reminders_sent_by_hand": _l("Reminders that you sent by hand"),
    "slips_printed": _l("Slips that you printed"),
    "imports_made": _l("Imports of people that you planned"),
    "imports_ended": _l("Imports of people that you applied or discarded"),
    "campaigns_launched": _l("Campaigns that you launched"),
    "report_texts": _l("What you wrote into training reports"),
    "reviews_asked_for": _l("Reviews that you asked for"),
    "reviews_asked_of": _l("Reviews that you were asked for"),
    "reviews_decided": _l("Reviews that you decided"),
    "review_comments": _l("Your comments in reviews"),
    "review_comments_resolved": _l("Comments in reviews that you resolved"),
    "rulings": _l("Your rulings on questions"),
    "releases_published": _l("Releases that you published"),
    "documents_saved": _l("Documents that you saved"),
    "documents_checked": _l("Documents that you read again and found right"),
    "incidents_changed_last": _l("Incidents that you changed last"),
    "controls_changed_last": _l("Rules that you changed last"),
    "scenarios_changed_last": _l("Scenarios that you changed last"),
    "quizzes_changed_last": _l("Quizzes that you changed last"),
    "notices_pasted": _l("Notices that you pasted"),
    "ledger_checks_asked_for": _l("Checks of the ledger that you asked for"),
}
"""By the name under which `training.personal` lets them be told."""


class Afterwards(StrEnum):
    """What becomes of a part when names of leavers go."""

    GOES = "goes"
    STRUCK = "struck"
    STAYS = "stays"


AFTERWARDS: Mapping[Afterwards, object] = {
    Afterwards.GOES: _l("Is erased together with your name"),
    Afterwards.STRUCK: _l("Stays under a pseudonym; what was written in free words is erased"),
    Afterwards.STAYS: _l("Stays under a pseudonym"),
}


def afterwards() -> dict[str, Afterwards]:
    """Map each part to what becomes of it when names of leavers go."""
    return {
        told.name: _of(column, declared.rows, {words.fate for words in declared.words.values()})
        for declared in TABLES.values()
        for column, told in declared.people.items()
    }


def _of(column: str, rows: Fate, words: set[Fate]) -> Afterwards:
    if column != "person_id":
        return Afterwards.STAYS  # the row is about somebody else
    if rows is Fate.GOES:
        return Afterwards.GOES
    return Afterwards.STRUCK if Fate.STRUCK in words else Afterwards.STAYS
