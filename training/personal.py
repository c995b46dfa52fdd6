"""What every table holds about people: whose it is, what becomes of it after retention, how a person gets it.

One declaration for three uses: pseudonymising leavers does what it says, *everything stored about me* is read by it,
and a test compares it with the tables, so that a column which names somebody can't be added without deciding all that.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Fate(StrEnum):
    """What becomes of words about a person, or of the rows that are one person's own, after retention."""

    STAYS = "stays"
    """It is proof, and names nobody."""
    GOES = "goes"
    """The rows are deleted."""
    EMPTIED = "emptied"
    """Nothing is left in the column."""
    STRUCK = "struck"
    """Something has to stand there, so a sign for words left out takes its place."""


class Told(NamedTuple):
    """How a person gets the rows in which a column names them: under `name`, these columns (nothing: all of them)."""

    name: str
    columns: tuple[str, ...] = ()


class Words(NamedTuple):
    """Text that somebody wrote: what becomes of it when the person leaves whose row it is, and why it may stay."""

    fate: Fate
    why: str = ""


class Table(NamedTuple):
    """What one table holds about people."""

    people: Mapping[str, Told]
    """The columns that name somebody, by an opaque id."""
    rows: Fate = Fate.STAYS
    """What becomes of the rows whose `person_id` is the leaver."""
    words: Mapping[str, Words] = {}
    """By column; the fate is that of the rows of a leaver."""
    plain: tuple[str, ...] = ()
    """Texts that say nothing of anybody: codes, keys of documents, opaque ids, digests of what names nobody."""


SIGN = "[…]"
"""Stands where words were struck; both languages write omissions so."""

_GONE = Words(Fate.GOES)
_EMPTIED = Words(Fate.EMPTIED)
_STRUCK = Words(Fate.STRUCK)
_CASES = Words(Fate.STAYS, "The text of a case or a rule; the gate of the studio lets it name nobody.")
_WORK = Words(Fate.STAYS, "Written about a case or a question; its writer is known by the id alone.")
_OURS = Words(Fate.STAYS, "What the organisation says about itself.")
_AT = ("scenario_key", "step_key")
_EDITION = ("kind", "document_key", "edition")


def _own(name: str) -> dict[str, Told]:
    return {"person_id": Told(name)}


def _document(name: str) -> Table:
    """Return what a table of documents holds; who saved which edition is told by the editions."""
    plain = ("key", "shipped_sha256", "exported_sha256")
    told = {"updated_by": Told(f"{name}_changed_last", ("key", "edition", "updated_at"))}
    return Table(told, words={"document": _CASES}, plain=plain)


TABLES: Mapping[str, Table] = {
    # Who a person is, and how the person signs in.
    "user": Table({"id": Told("account")}, plain=("locale", "time_zone")),
    "person_identity": Table(
        _own("person_identity"),
        Fate.GOES,
        {"display_name": _GONE, "email": _GONE, "employee_number": _GONE},
        plain=("salt",),
    ),
    "credential": Table(_own("credential"), Fate.GOES, plain=("secret_hash",)),
    "invitation": Table(
        {**_own("invitation"), "created_by": Told("invitations_made", ("channel", "created_at"))},
        Fate.GOES,
        plain=("code_digest",),
    ),
    "role_grant": Table({**_own("role_grant"), "granted_by": Told("roles_granted", ("role", "granted_at"))}, Fate.GOES),
    "person_tag": Table(_own("person_tag"), Fate.GOES),
    "team_manager": Table(_own("team_manager"), Fate.GOES),
    "retention_hold": Table(
        {**_own("retention_hold"), "held_by": Told("leavers_held_back", ("held_at",))},
        Fate.GOES,
        {"reason": _GONE},
    ),
    "sign_in_throttle": Table({}, plain=("key",)),  # gone after minutes
    # Where a person belongs, what the person was asked and did: the proof.
    "team_membership": Table(_own("team_membership")),
    "assignment": Table(_own("assignment")),
    "attempt": Table(_own("attempt"), plain=("seed", "drawn")),
    "answer": Table(_own("answer"), words={"response": _STRUCK}, plain=_AT),
    "answer_draft": Table(_own("answer_draft"), Fate.GOES, {"fields": _GONE}, _AT),
    "mark": Table(
        {**_own("mark"), "marked_by": Told("marks_given", (*_AT, "sequence", "points", "reason", "marked_at"))},
        words={"reason": _WORK},
        plain=_AT,
    ),
    "certificate": Table(_own("certificate"), plain=("address",)),
    "acknowledgement": Table(_own("acknowledgement"), plain=("subject", "text_sha256", "locale")),
    "contest": Table(
        {**_own("contest"), "answered_by": Told("objections_answered", (*_AT, "reply", "answered_at"))},
        words={"reason": _STRUCK, "reply": _STRUCK},
        plain=_AT,
    ),
    "override": Table(
        {
            **_own("override"),
            "given_by": Told("decisions_given", ("kind", "given_at")),
            "given_for": Told("decisions_of_deputies", ("kind", "given_at")),
        },
        words={
            "reason": _STRUCK,
            "evidence": _STRUCK,
            "place": Words(Fate.STAYS, "Where a class was held and by whom; the same for all who attended."),
        },
    ),
    "reminder": Table(
        {
            **_own("reminder"),
            "recipient_id": Told("reminders_about_others", ("kind", "sent_on")),
            "created_by": Told("reminders_sent_by_hand", ("kind", "created_at")),
        }
    ),
    "told_due": Table(_own("told_due")),
    "outgoing_mail": Table(
        _own("outgoing_mail"),
        words={"error": _EMPTIED},  # servers repeat the address that they refuse
        plain=("dedupe_key", "kind", "locale", "parameters", "message_id"),
    ),
    "handout": Table({**_own("handout"), "printed_by": Told("slips_printed", ("printed_at",))}),
    "deputyship": Table(
        {
            "manager_id": Told("deputies", ("starts_on", "ends_on", "ended_at")),
            "deputy_id": Told("stood_in", ("starts_on", "ends_on", "ended_at")),
            "created_by": Told("deputies_named", ("starts_on", "ends_on", "created_at")),
            "ended_by": Told("deputyships_ended", ("ended_at",)),
        }
    ),
    # Files with people; whoever they touch is pseudonymised when they are gone.
    "people_import": Table(
        {
            "made_by": Told("imports_made", ("state", "file_sha256", "made_at")),
            "ended_by": Told("imports_ended", ("state", "file_sha256", "ended_at")),
        },
        words={"unused": Words(Fate.STAYS, "Headings of a file; erased with its lines.")},
        plain=("file_sha256", "plan_sha256", "counts"),
    ),
    "people_import_line": Table(_own("people_import_line"), Fate.GOES, {"title": _GONE, "read": _GONE, "told": _GONE}),
    "people_import_change": Table(
        _own("people_import_change"), Fate.GOES, {"values_before": _GONE, "values_after": _GONE}
    ),
    # What people did for the organisation.
    "audit_event": Table(
        {"actor_id": Told("audit_event")},
        words={
            "details": Words(Fate.STAYS, "Declared details without names; a sealed event that was changed would show.")
        },
        plain=("action", "subject_kind", "subject_id", "content_sha256"),
    ),
    "campaign": Table(
        {"created_by": Told("campaigns_launched", ("name", "created_at"))},
        words={"name": _OURS, "name_en": _OURS},
        plain=("audience", "audiences", "pauses", "due_moves", "rhythms"),
    ),
    "report_text": Table(
        {"written_by": Told("report_texts", ("cycle", "purpose", "open_points", "written_at"))},
        words={"purpose": _OURS, "open_points": _OURS},
    ),
    "review": Table(
        {
            "asked_by": Told("reviews_asked_for", ("id", "quiz_key", "request", "asked_at")),
            "asked_of": Told("reviews_asked_of", ("id", "quiz_key", "asked_at")),
            "decided_by": Told("reviews_decided", ("id", "quiz_key", "state", "verdict", "decided_at")),
        },
        words={"request": _WORK, "verdict": _WORK, "document": _CASES},
        plain=("quiz_key", "sha256"),
    ),
    "review_comment": Table(
        {
            "written_by": Told("review_comments", ("id", *_AT, "text", "written_at")),
            "resolved_by": Told("review_comments_resolved", ("id", *_AT, "resolved_at")),
        },
        words={"text": _WORK},
        plain=_AT,
    ),
    "ruling": Table(
        {"ruled_by": Told("rulings", ("question_uid", "reason", "declaration", "ruled_at"))},
        words={"reason": _WORK, "declaration": _OURS, "document": _CASES},
        plain=("question_uid", "question_revision", "sha256"),
    ),
    "release": Table(
        {"published_by": Told("releases_published", ("quiz_key", "number", "declaration", "published_at"))},
        words={"document": _CASES, "declaration": _OURS},
        plain=("quiz_key", "sha256", "review_state"),
    ),
    "document_edition": Table(
        {"saved_by": Told("documents_saved", (*_EDITION, "saved_at"))},
        words={"document": _CASES},
        plain=("kind", "document_key", "sha256", "changed_steps"),
    ),
    "document_check": Table(
        {"checked_by": Told("documents_checked", (*_EDITION, "checked_at"))}, plain=("kind", "document_key")
    ),
    "incident_record": _document("incidents"),
    "control_record": _document("controls"),
    "scenario_draft": _document("scenarios"),
    "quiz_draft": _document("quizzes"),
    "notice_record": Table(
        {"created_by": Told("notices_pasted", ("title", "created_at"))},
        words={"title": _CASES, "source_text": _CASES, "desk": _CASES},
        plain=("address", "language", "incident_key"),
    ),
    "ledger_check": Table({"asked_by": Told("ledger_checks_asked_for", ("asked_at",))}, plain=("report",)),
    # Nothing about anybody but what the organisation itself says.
    "notice_edition": Table({}, words={"desk": _CASES}),
    "older_text": Table({}, plain=("kind", "document_key", "place", "language")),
    "release_edition": Table({}, plain=("kind", "document_key")),
    "release_scenario": Table({}, plain=("scenario_key", "incident_key")),
    "release_step": Table({}, plain=(*_AT, "question_uid", "question_revision", "kind", "family")),
    "release_step_control": Table({}, plain=(*_AT, "control_key")),
    "cohort_decision": Table({}, plain=_AT),
    "cohort_scenario": Table({}, plain=("scenario_key",)),
    "coverage_count": Table({}, plain=("subject", "incident_key")),
    "completion_place": Table({}, plain=("zone", "open_sha256")),
    "ledger_entry": Table({}, plain=("content_sha256",)),
    "ledger_seal": Table(
        {},
        words={"reason": _OURS},
        plain=("previous_sha256", "root_sha256", "public_key", "next_key", "sha256", "signature"),
    ),
    "organisation_slot": Table(
        {},
        words={
            "clause": _OURS,
            "contact": Words(Fate.STAYS, "Whom to call; administrators change it when somebody leaves."),
        },
        plain=("control_key", "locale"),
    ),
    "setting": Table({}, words={"value": _OURS}, plain=("key",)),
    "tag": Table({}, words={"name": _OURS, "name_en": _OURS}),
    "team": Table({}, words={"name": _OURS, "name_en": _OURS}),
    "reminder_plan": Table({}, plain=("days_before", "days_after")),
}
"""By the name of the table; one that is missing here has neither people nor texts."""
