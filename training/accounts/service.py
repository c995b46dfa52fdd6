"""Changes of accounts: invitations, passwords, sessions. Each joins the present transaction."""

import uuid
from datetime import timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, update

from training import audit, clock
from training.accounts import codes, passwords, queries
from training.errors import NotFound, Refused
from training.extensions import db
from training.mail import messages
from training.models import (
    Credential,
    CredentialKind,
    Invitation,
    InvitationChannel,
    PersonIdentity,
    User,
    UserStatus,
    new_id,
)

INVITATION_LASTS = timedelta(days=14)

INVITED = audit.declare("accounts.invited", "person", "invitation", "channel")
ACCEPTED = audit.declare("accounts.invitation_accepted", "person", "invitation")
RESET = audit.declare("accounts.sign_in_reset", "person", "channel")
PASSWORD_CHANGED = audit.declare("accounts.password_changed", "person")
SESSIONS_ENDED = audit.declare("accounts.sessions_ended", "person")

hash_password = passwords.hash_password


def invite(person_id: uuid.UUID, channel: InvitationChannel, actor_id: uuid.UUID | None) -> Invitation:
    """Mail an invitation, withdrawing earlier ones; use `issue_sheet` for paper, since its code is told only once."""
    if channel is not InvitationChannel.MAIL:
        raise ValueError("a sheet is made by issue_sheet, which returns its code")
    user = _get_invitable(person_id)
    if user.identity is None or not user.identity.email:
        raise Refused(_l("This person has no e-mail address. Print an invitation sheet instead."))
    invitation = _issue(person_id, channel, None, actor_id)
    messages.invitation(invitation.id, person_id, user.locale)
    return invitation


def issue_sheet(person_id: uuid.UUID, actor_id: uuid.UUID | None) -> str:
    """Make an invitation for paper, withdrawing earlier ones, and return its code, of which only a digest is kept."""
    _get_invitable(person_id)
    code = codes.new_code()
    _issue(person_id, InvitationChannel.SHEET, codes.code_digest(code.replace("-", "")), actor_id)
    return code


def reset_sign_in(person_id: uuid.UUID, channel: InvitationChannel, actor_id: uuid.UUID | None) -> str | None:
    """Take away password and sessions and invite anew; return the code when `channel` is a sheet."""
    user = _get_user(person_id)
    if user.status is UserStatus.DEACTIVATED:
        raise Refused(_l("This account is deactivated. Reactivate it first."))
    db.session.execute(delete(Credential).where(Credential.person_id == person_id))
    user.status = UserStatus.INVITED
    end_sessions(person_id)
    audit.record(RESET, person_id, actor_id, channel=channel.value)
    db.session.flush()
    if channel is InvitationChannel.SHEET:
        return issue_sheet(person_id, actor_id)
    invite(person_id, channel, actor_id)
    return None


def accept(invitation_id: uuid.UUID, secret_hash: str, locale: str | None = None) -> User:
    """Use an invitation once: keep the password and make the account active; raise Refused when it is not open.

    `locale` is the language that the person chose on the way, if any.
    """
    invitation = queries.find_invitation(invitation_id)
    if invitation is None:
        raise NotFound
    used = db.session.execute(
        update(Invitation)
        .where(
            Invitation.id == invitation_id,
            Invitation.used_at.is_(None),
            Invitation.revoked_at.is_(None),
            Invitation.expires_at > clock.now(),
        )
        .values(used_at=clock.now())
        .returning(Invitation.id)
    ).one_or_none()
    if used is None:
        raise Refused(_l("This invitation can no longer be used."))
    user = _get_user(invitation.person_id)
    keep_password(user, secret_hash)
    user.status = UserStatus.ACTIVE
    user.locale = locale or user.locale
    audit.record(ACCEPTED, user.id, user.id, invitation=invitation_id.hex)
    db.session.flush()
    return user


def set_password(person_id: uuid.UUID, secret_hash: str, actor_id: uuid.UUID | None) -> User:
    """Keep a new password, end the sessions that the old one opened, and tell the person by mail."""
    user = _get_user(person_id)
    keep_password(user, secret_hash)
    messages.password_changed(person_id, user.locale)
    audit.record(PASSWORD_CHANGED, person_id, actor_id)
    db.session.flush()
    return user


def keep_password(user: User, secret_hash: str) -> None:
    """Put a password in place of the present one, which ends the sessions that it opened."""
    # Two changes at once wait for one another: one password remains, and the sessions of the other end.
    db.session.refresh(user, with_for_update=True)
    db.session.execute(
        delete(Credential).where(Credential.person_id == user.id, Credential.kind == CredentialKind.PASSWORD)
    )
    db.session.add(
        Credential(
            id=new_id(),
            person_id=user.id,
            kind=CredentialKind.PASSWORD,
            secret_hash=secret_hash,
            created_at=clock.now(),
        )
    )
    user.session_epoch += 1


def keep_rehashed(person_id: uuid.UUID, old_hash: str, new_hash: str) -> None:
    """Replace the hash of an unchanged password by one with today's parameters, unless it was changed meanwhile."""
    db.session.execute(
        update(Credential)
        .where(Credential.person_id == person_id, Credential.secret_hash == old_hash)
        .values(secret_hash=new_hash)
    )


def end_sessions(person_id: uuid.UUID) -> None:
    """Sign the person out everywhere."""
    db.session.execute(update(User).where(User.id == person_id).values(session_epoch=User.session_epoch + 1))


def sign_out_everywhere(person_id: uuid.UUID) -> None:
    """End all sessions at the person's own wish."""
    end_sessions(person_id)
    audit.record(SESSIONS_ENDED, person_id, person_id)
    db.session.flush()


def set_language(person_id: uuid.UUID, locale: str) -> None:
    """Keep the language that the person reads."""
    db.session.execute(update(User).where(User.id == person_id).values(locale=locale))


def set_preferences(person_id: uuid.UUID, locale: str, time_zone: str) -> None:
    """Keep the person's language and time zone."""
    db.session.execute(update(User).where(User.id == person_id).values(locale=locale, time_zone=time_zone))


def withdraw_invitations(person_id: uuid.UUID) -> None:
    """Make the person's open invitations worthless."""
    db.session.execute(
        update(Invitation)
        .where(Invitation.person_id == person_id, Invitation.used_at.is_(None), Invitation.revoked_at.is_(None))
        .values(revoked_at=clock.now())
    )


def _issue(
    person_id: uuid.UUID, channel: InvitationChannel, digest: str | None, actor_id: uuid.UUID | None
) -> Invitation:
    withdraw_invitations(person_id)
    now = clock.now()
    invitation = Invitation(
        id=new_id(),
        person_id=person_id,
        channel=channel,
        code_digest=digest,
        created_at=now,
        created_by=actor_id,
        expires_at=now + INVITATION_LASTS,
    )
    db.session.add(invitation)
    audit.record(INVITED, person_id, actor_id, invitation=invitation.id.hex, channel=channel.value)
    db.session.flush()
    return invitation


def _get_user(person_id: uuid.UUID) -> User:
    user = db.session.get(User, person_id)
    if user is None:
        raise NotFound
    return user


def _get_invitable(person_id: uuid.UUID) -> User:
    user = _get_user(person_id)
    if user.status is UserStatus.ACTIVE:
        raise Refused(_l("This person can already sign in. Reset the sign-in to send a new invitation."))
    if user.status is UserStatus.DEACTIVATED:
        raise Refused(_l("This account is deactivated. Reactivate it first."))
    if db.session.get(PersonIdentity, person_id) is None:
        raise NotFound
    return user
