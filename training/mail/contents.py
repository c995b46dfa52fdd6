"""What a mail says, read when it is sent: its parameters are opaque, so names and addresses are today's."""

import json
import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

from flask_babel import force_locale

from training import clock, releases, seals, settings
from training.access import Permission
from training.addresses import address_of
from training.certificates.document import content as certificate_content
from training.certificates.pdf import file_name, render_certificate
from training.certificates.queries import get_certificate
from training.extensions import db
from training.invitation_links import invitation_token
from training.mail import debriefing, hours, queries, reminding, standing_in
from training.mail.messages import MailKind
from training.mail.reading import (
    Attachment,
    Content,
    Made,
    NotWanted,
    Reader,
    training_title,
)
from training.models import (
    Invitation,
    OutgoingMail,
    OverrideKind,
    Review,
    ReviewState,
    UserStatus,
)
from training.team.status import DONE

__all__ = [
    "Attachment",
    "Content",
    "NotWanted",
    "Reader",
    "address_of",
    "content_of",
    "known_reader",
    "reader_of",
]

INVENTED = ".example"
"""The top-level domain that is reserved for examples (RFC 2606): a server would only answer that it does not exist."""


def reader_of(mail: OutgoingMail) -> Reader:
    """Return who `mail` goes to; raise NotWanted when there is nobody, or only an invented person."""
    reader = known_reader(mail)
    if settings.organisation().demonstration and reader.email.endswith(INVENTED):
        raise NotWanted("The person is an invented one of the demonstration; nothing is sent to such addresses.")
    return reader


def known_reader(mail: OutgoingMail) -> Reader:
    """Return who `mail` is written for, invented people of the demonstration too; raise NotWanted for nobody."""
    row = queries.find_reader(mail.person_id)
    if row is None or not row.email:
        raise NotWanted("The person has no e-mail address any more.")
    if row.status is UserStatus.DEACTIVATED:
        raise NotWanted("The account is deactivated.")
    return Reader(row.email, row.display_name, ZoneInfo(row.time_zone))


def content_of(mail: OutgoingMail, reader: Reader) -> Content:
    """Return what the templates of this kind of mail ask for; raise NotWanted when there is no reason any more."""
    subject_id = uuid.UUID(hex=json.loads(mail.parameters)["id"])
    content = _READERS[MailKind(mail.kind)](mail, subject_id, reader)
    return {"name": reader.display_name, **content}


def _invitation(_mail: OutgoingMail, invitation_id: uuid.UUID, reader: Reader) -> Content:
    invitation = db.session.get(Invitation, invitation_id)
    if invitation is None or invitation.used_at or invitation.revoked_at or invitation.expires_at <= clock.now():
        raise NotWanted("The invitation was used, replaced or out of date before the mail was sent.")
    link = address_of("accounts.show_invitation", token=invitation_token(invitation_id))
    return {"link": link, "email": reader.email, "expires_at": invitation.expires_at.astimezone(reader.zone)}


def _assigned(mail: OutgoingMail, assignment_id: uuid.UUID, reader: Reader) -> Content:
    row = queries.find_assigned(mail.person_id, assignment_id)
    if row is None or row.closed_at or row.ended_at or row.status in DONE:
        raise NotWanted("The training was done or withdrawn before the mail was sent.")
    tomorrow = hours.of_organisation().next_open(clock.now() + timedelta(days=1), reader.zone)
    return {
        "waits_until": tomorrow if row.paused_at else None,
        "title": training_title(row, mail.locale),
        "due_at": row.due_at.astimezone(reader.zone),
        "link": address_of("learning.show_assignment", assignment_id=assignment_id),
        "told": (assignment_id, row.due_at),
        "attachment": reminding.calendar_file(mail.person_id, assignment_id, mail.locale, reader.zone.key),
    }


def _passed(mail: OutgoingMail, attempt_id: uuid.UUID, reader: Reader) -> Content:
    link = address_of("certificates.show_certificate", attempt_id=attempt_id)
    return {**_result(mail, attempt_id, reader), "link": link, "attachment": _certificate(mail, attempt_id)}


def _certificate(mail: OutgoingMail, cause_id: uuid.UUID) -> Made:
    """Read what the certificate says; the file itself is made when the mail leaves."""
    with force_locale(mail.locale):
        said = certificate_content(get_certificate(mail.person_id, cause_id))
    return lambda: Attachment(file_name(cause_id), render_certificate(said), "application/pdf")


def _failed(mail: OutgoingMail, attempt_id: uuid.UUID, reader: Reader) -> Content:
    return {**_result(mail, attempt_id, reader), "link": address_of("learning.show_result", attempt_id=attempt_id)}


def _result(mail: OutgoingMail, attempt_id: uuid.UUID, reader: Reader) -> Content:
    row = queries.find_result(mail.person_id, attempt_id)
    if row is None or row.score is None or row.finished_at is None:
        raise NotWanted("There is no such finished attempt.")
    title = training_title(row, mail.locale)
    return {"title": title, "score": row.score, "finished_at": row.finished_at.astimezone(reader.zone)}


def _decided(mail: OutgoingMail, override_id: uuid.UUID, _reader: Reader) -> Content:
    row = queries.find_decision(mail.person_id, override_id)
    if row is None:
        raise NotWanted("The decision was taken back before the mail was sent.")
    link = address_of("overrides.show_own", assignment_id=row.assignment_id)
    attached = (
        _certificate(mail, override_id) if row.kind in {OverrideKind.ATTENDED, OverrideKind.MANUAL_PASS} else None
    )
    return {
        "title": training_title(row, mail.locale),
        "kind": row.kind.value,
        "link": link,
        "attachment": attached,
    }


def _contest_answered(mail: OutgoingMail, contest_id: uuid.UUID, _reader: Reader) -> Content:
    row = queries.find_contest(mail.person_id, contest_id)
    if row is None:
        raise NotWanted("There is no such contest.")
    place = {"scenario_key": row.scenario_key, "step_key": row.step_key}
    link = address_of("learning.show_step", attempt_id=row.attempt_id, **place)
    return {"title": training_title(row, mail.locale), "corrected": row.ruling_id is not None, "link": link}


def _review_asked(mail: OutgoingMail, review_id: uuid.UUID, _reader: Reader) -> Content:
    if not queries.holds(mail.person_id, Permission.REVIEW_CONTENT):
        raise NotWanted("The person may not review any more.")
    review = _review(review_id, ReviewState.OPEN)
    return {**_about(review, mail.locale), "by": queries.find_name(review.asked_by), "words": review.request}


_DECIDED = {
    MailKind.REVIEW_APPROVED: ReviewState.APPROVED,
    MailKind.REVIEW_CHANGES_ASKED: ReviewState.CHANGES_ASKED,
}


def _review_decided(mail: OutgoingMail, review_id: uuid.UUID, _reader: Reader) -> Content:
    review = _review(review_id, _DECIDED[MailKind(mail.kind)])
    return {**_about(review, mail.locale), "by": queries.find_name(review.decided_by), "words": review.verdict}


def _review(review_id: uuid.UUID, state: ReviewState) -> Review:
    review = db.session.get(Review, review_id)
    if review is None or review.state is not state:
        raise NotWanted("The review was decided otherwise or closed before the mail was sent.")
    return review


def _about(review: Review, locale: str) -> Content:
    title = releases.read(review.document).quiz.title.in_language(locale)
    link = address_of("studio.show_review", review_id=review.id)
    return {"title": title, "number": review.number, "link": link}


def _password_changed(mail: OutgoingMail, _id: uuid.UUID, reader: Reader) -> Content:
    return {"changed_at": mail.created_at.astimezone(reader.zone), "link": address_of("accounts.show_sign_in")}


def _ledger_head(mail: OutgoingMail, _id: uuid.UUID, reader: Reader) -> Content:
    head = queries.find_head(mail.person_id)
    if head is None:
        raise NotWanted("The person may not read the ledger any more, or nothing is sealed.")
    return {
        "number": head.number,
        "sealed_at": head.sealed_at.astimezone(reader.zone),
        "events": head.events_total,
        "sha256": head.sha256,
        "link": address_of("administration.list_seals"),
        "attachment": Attachment(seals.head_name(head), seals.head_file(head)),
    }


_READERS: Mapping[MailKind, Callable[[OutgoingMail, uuid.UUID, Reader], Content]] = {
    MailKind.INVITATION: _invitation,
    MailKind.ASSIGNED: _assigned,
    MailKind.PASSED: _passed,
    MailKind.FAILED: _failed,
    MailKind.CONTEST_ANSWERED: _contest_answered,
    MailKind.DECIDED: _decided,
    MailKind.REVIEW_ASKED: _review_asked,
    MailKind.REVIEW_APPROVED: _review_decided,
    MailKind.REVIEW_CHANGES_ASKED: _review_decided,
    MailKind.PASSWORD_CHANGED: _password_changed,
    MailKind.LEDGER_HEAD: _ledger_head,
    MailKind.REMINDER: reminding.own_reminder,
    MailKind.OVERDUE: reminding.own_reminder,
    MailKind.NUDGE: reminding.own_reminder,
    MailKind.ESCALATION: reminding.escalation,
    MailKind.WEEKLY: reminding.weekly,
    MailKind.DUE_MOVED: reminding.moved,
    MailKind.DEBRIEF: debriefing.debrief,
    MailKind.DEPUTY_ASKED: standing_in.asked,
    MailKind.DEPUTY_NAMED: standing_in.named,
    MailKind.DEPUTY_ENDED: standing_in.ended,
}
