"""What codes are called on screen: roles, states of people and mail, and what the ledger's actions say."""

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext as _l

from training.config import LANGUAGES
from training.models import Employment, InvitationChannel, MailState, Role, UserStatus

ROLES: Mapping[str, str] = {
    Role.AUTHOR: _l("Author"),
    Role.ADMINISTRATOR: _l("Administrator"),
    Role.AUDITOR: _l("Auditor"),
}
STATUSES: Mapping[str, str] = {
    UserStatus.INVITED: _l("No password yet"),
    UserStatus.ACTIVE: _l("Active"),
    UserStatus.DEACTIVATED: _l("Deactivated"),
}
EMPLOYMENTS: Mapping[str, str] = {
    Employment.OFFICER: _l("Officer"),
    Employment.REGULAR: _l("Regular employee"),
    Employment.FIXED_TERM: _l("Fixed-term employee"),
    Employment.PART_TIME: _l("Part-time employee"),
    Employment.DISPATCHED: _l("Dispatched worker"),
    Employment.OTHER: _l("Other employment"),
}
CHANNELS: Mapping[str, str] = {
    InvitationChannel.MAIL: _l("By e-mail"),
    InvitationChannel.SHEET: _l("On a printed sheet"),
}
MAIL_STATES: Mapping[str, str] = {
    MailState.QUEUED: _l("Waiting"),
    MailState.SENDING: _l("Being sent"),
    MailState.SENT: _l("Sent"),
    MailState.FAILED: _l("Not sent"),
    MailState.UNCERTAIN: _l("Outcome unknown"),
}
MAIL_KINDS: Mapping[str, str] = {
    "invitation": _l("Invitation"),
    "assigned": _l("Training assigned"),
    "passed": _l("Training passed"),
    "failed": _l("Training not passed"),
    "contest_answered": _l("Objection answered"),
    "review_asked": _l("Review asked for"),
    "review_approved": _l("Review: approved"),
    "review_changes_asked": _l("Review: changes asked for"),
    "password_changed": _l("Password changed"),
    "ledger_head": _l("Signed head of the ledger"),
}
ACTIONS: Mapping[str, str] = {
    "person.added": _l("Added a person"),
    "person.changed": _l("Changed the data of a person"),
    "person.moved": _l("Moved a person to another team"),
    "person.deactivated": _l("Deactivated a person"),
    "person.reactivated": _l("Reactivated a person"),
    "person.removed": _l("Removed a person whom an import had brought"),
    "people.imported": _l("Imported people from a file"),
    "people.import-undone": _l("Undid an import of people"),
    "role.granted": _l("Granted a role"),
    "role.revoked": _l("Took a role away"),
    "team.added": _l("Added a team"),
    "team.renamed": _l("Renamed a team"),
    "team.moved": _l("Moved a team"),
    "team.archived": _l("Archived a team"),
    "team.removed": _l("Removed a team that an import had brought"),
    "team.restored": _l("Brought an archived team back"),
    "team.manager-set": _l("Made somebody manager of a team"),
    "team.manager-unset": _l("Ended somebody’s managing of a team"),
    "settings.changed": _l("Changed the settings"),
    "slot.set": _l("Changed the organisation’s note on a control"),
    "mail.resent": _l("Sent a mail again"),
    "campaign.launched": _l("Launched a campaign"),
    "campaign.extended": _l("Added people to a campaign"),
    "campaign.due-changed": _l("Changed the due date of a campaign"),
    "campaign.closed": _l("Closed a campaign"),
    "campaign.assigned": _l("Assigned a training to people who belong to its audience"),
    "campaign.paused": _l("Paused a campaign"),
    "campaign.resumed": _l("Resumed a campaign"),
    "campaign.time-granted": _l("Changed the extra time of a person"),
    "campaign.due-extended": _l("Gave a person a later due date"),
    "campaign.person-exempted": _l("Exempted a person from a training"),
    "campaign.attempts-reset": _l("Let a person begin a training anew"),
    "campaign.attendance-recorded": _l("Recorded that a person attended in class"),
    "campaign.passed-by-hand": _l("Recorded a person as passed by hand"),
    "campaign.override-taken-back": _l("Took a decision about a person back"),
    "accounts.invited": _l("Invited a person"),
    "accounts.invitation_accepted": _l("Accepted an invitation"),
    "accounts.sign_in_reset": _l("Reset the sign-in of a person"),
    "accounts.password_changed": _l("Changed a password"),
    "accounts.sessions_ended": _l("Signed out on all devices"),
    "accounts.recording_agreed": _l("Agreed to what is recorded"),
    "accounts.recording_declined": _l("Did not agree to what is recorded"),
    "accounts.set_up": _l("Set up Kyokun"),
    "learning.attempt-finished": _l("Finished a training"),
    "learning.attempt-regraded": _l("Marked a training again"),
    "contest.answered": _l("Answered an objection"),
    "ruling.made": _l("Ruled on a question"),
    "campaign.release-changed": _l("Gave a campaign the newest release"),
    "learning.policy-acknowledged": _l("Acknowledged a policy"),
    "bank.imported": _l("Imported the question bank"),
    "notice.pasted": _l("Pasted a notice"),
    "notice.corrected": _l("Corrected the reading of a notice"),
    "notice.removed": _l("Removed a notice"),
    "document.saved": _l("Saved a document"),
    "document.removed": _l("Removed a document"),
    "words.kept": _l("Kept words that name somebody"),
    "release.published": _l("Published a release"),
    "review.asked": _l("Asked for a review"),
    "review.approved": _l("Approved a quiz for publication"),
    "review.changes-asked": _l("Asked for changes in a review"),
    "review.withdrawn": _l("Withdrew a review"),
    "review.replaced": _l("Handed in a later state of a quiz instead"),
    "review.commented": _l("Commented in a review"),
    "review.comment-resolved": _l("Resolved a comment of a review"),
    "review.comment-reopened": _l("Reopened a comment of a review"),
    "review.alone-declared": _l("Declared that nobody else can review"),
    "review.alone-revoked": _l("Revoked that nobody else can review"),
    "operations.restored": _l("Restored a backup"),
    "ledger.key-changed": _l("Changed the key that seals the ledger"),
    "ledger.check-asked": _l("Asked for a check of the ledger"),
    "ledger.tampering-found": _l("Found that the ledger was changed"),
    "ledger.demonstration-removed": _l("Removed the demonstration organisation with its events"),
}
SUBJECTS: Mapping[str, str] = {
    "person": _l("Person"),
    "import": _l("Import of people"),
    "team": _l("Team"),
    "organisation": _l("Organisation"),
    "control": _l("Control"),
    "mail": _l("Mail"),
    "campaign": _l("Campaign"),
    "attempt": _l("Attempt"),
    "contest": _l("Objection"),
    "ruling": _l("Ruling"),
    "bank": _l("Question bank"),
    "notice": _l("Notice"),
    "document": _l("Document"),
    "release": _l("Release"),
    "review": _l("Review"),
}
DETAILS: Mapping[str, str] = {
    "fields": _l("Fields"),
    "locale": _l("Language"),
    "team_id": _l("Team"),
    "parent_id": _l("Belongs under"),
    "person_id": _l("Person"),
    "role": _l("Role"),
    "state": _l("State"),
    "channel": _l("Way"),
    "invitation": _l("Invitation"),
    "release_id": _l("Release"),
    "release": _l("Release"),
    "assignment": _l("Assignment"),
    "assigned": _l("People assigned"),
    "cycle": _l("Cycle"),
    "paused_on": _l("Paused on"),
    "due_at": _l("Due"),
    "extra_minutes": _l("Extra minutes"),
    "until": _l("Extended until"),
    "attempts": _l("Attempts finished"),
    "held_on": _l("Day of the class"),
    "place": _l("Place and teacher"),
    "proof": _l("Evidence"),
    "taken_back": _l("Decision taken back"),
    "reason": _l("Reason"),
    "score": _l("Score"),
    "passed": _l("Passed"),
    "score_before": _l("Score before"),
    "score_after": _l("Score after"),
    "passed_before": _l("Passed before"),
    "passed_after": _l("Passed after"),
    "ruling": _l("Ruling"),
    "question": _l("Question"),
    "revision": _l("Revision of the question"),
    "decision": _l("Decision"),
    "declared": _l("Declared that nobody else could"),
    "kept": _l("Words kept on purpose"),
    "version": _l("Version"),
    "quiz": _l("Quiz"),
    "number": _l("Number"),
    "kind": _l("Kind"),
    "edition": _l("Edition"),
    "added": _l("Added"),
    "changed": _l("Changed"),
    "conflicts": _l("Conflicts"),
    "sha256": _l("SHA-256 of the document"),
    "file_sha256": _l("SHA-256 of the file"),
    "everybody": _l("The file lists everybody"),
    "joiners": _l("Joiners"),
    "returners": _l("Returners"),
    "movers": _l("Movers"),
    "leavers": _l("Leavers"),
    "teams": _l("New teams"),
    "managers": _l("New managers"),
    "errors": _l("Lines with errors"),
    "restored": _l("Restored"),
    "removed": _l("Removed"),
    "deactivated": _l("Deactivated"),
    "partly": _l("Restored in part"),
    "left": _l("Left as it is"),
    "made_at": _l("Backup made at"),
    "backup_sha256": _l("SHA-256 of the backup"),
    "text_sha256": _l("SHA-256 of the text"),
    "steps": _l("Steps"),
    "editions": _l("Editions that went in"),
    "approval": _l("Who answers for it"),
    "review": _l("Review"),
    "scenario": _l("Scenario"),
    "step": _l("Step"),
    "seal": _l("Seal"),
    "seal_sha256": _l("SHA-256 of the seal"),
    "events": _l("Events"),
    "findings": _l("Findings"),
}
VALUES: Mapping[str, str] = {
    "extension": _l("Extension"),
    "exemption": _l("Exemption"),
    "reset": _l("Reset of the attempts"),
    "extra_time": _l("Extra time"),
    "attended": _l("Attended in class"),
    "manual_pass": _l("Recorded as passed by hand"),
    "control": _l("Control"),
    "incident": _l("Incident"),
    "quiz": _l("Quiz"),
    "scenario": _l("Scenario"),
    **ROLES,
    **CHANNELS,
    **LANGUAGES,
    **MAIL_STATES,
    "display_name": _l("Name"),
    "email": _l("E-mail address"),
    "employee_number": _l("Employee number"),
    "time_zone": _l("Time zone"),
    "employment": _l("Employment"),
    "hired_on": _l("Hire date"),
    "leave_from": _l("On leave from"),
    "leave_until": _l("On leave until"),
    "organisation_name": _l("Name of the organisation"),
    "ledger_head_readers": _l("Who gets the signed head of the ledger"),
    "default_locale": _l("Language of people who are added"),
    "reviewed": _l("Reviewed by somebody else"),
    "alone": _l("Published without a second person"),
    "program": _l("Published by the program"),
    "True": _l("Yes"),
    "False": _l("No"),
}


def in_order(choices: Iterable[tuple[str, object]]) -> list[tuple[str, str]]:
    """Return choices with their labels as texts, in the order of these."""
    return sorted(((code, str(label)) for code, label in choices), key=lambda choice: choice[1])


def action(code: str) -> str:
    """Return what an action of the ledger is called; one without a name keeps its code."""
    return str(ACTIONS.get(code, code))


def subject_kind(code: str) -> str:
    """Return what a kind of subject is called."""
    return str(SUBJECTS.get(code, code))


def detail(code: str) -> str:
    """Return what a detail of an event is called."""
    return str(DETAILS.get(code, code))


def value(code: str) -> str:
    """Return what the value of a detail is called; most values speak for themselves."""
    return str(VALUES.get(code, code))
