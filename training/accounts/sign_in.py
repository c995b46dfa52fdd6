"""Proving who one is. These functions run transactions of their own, because hashing stays outside of them."""

import uuid

from training import throttle, transaction
from training.accounts import codes, passwords, queries, service
from training.accounts.queries import InvitationState, Secret
from training.models import Invitation


def authenticate(sign_in_name: str, password: str, address: str) -> uuid.UUID | None:
    """Return whose name and password these are, or None, in the same time; raise TooManyAttempts."""
    slot = throttle.enter(_account_of(sign_in_name), address)
    found = queries.find_secret(sign_in_name)
    transaction.end_reading()
    if not passwords.verify_password(found.secret_hash if found else None, password) or found is None:
        return None
    renewed = passwords.hash_password(password) if passwords.needs_rehash(found.secret_hash) else None
    transaction.run(lambda: _welcome(slot, found, renewed))
    return found.person_id


def confirm_password(person_id: uuid.UUID, password: str, address: str) -> bool:
    """Tell whether this is the person's password; counted like a sign-in, so that a found session can't guess it."""
    slot = throttle.enter(person_id.hex, address)
    secret_hash = queries.find_password_hash(person_id)
    transaction.end_reading()
    if not passwords.verify_password(secret_hash, password):
        return False
    transaction.run(lambda: throttle.give_back(slot))
    return True


def find_sheet(sign_in_name: str, typed_code: str, address: str) -> Invitation | None:
    """Return the invitation on paper that a typed code belongs to, in whatever state; raise TooManyAttempts."""
    slot = throttle.enter(_account_of(sign_in_name), address)
    code, person_id = codes.read_code(typed_code), queries.find_person_by_name(sign_in_name)
    found = queries.find_sheet(person_id, codes.code_digest(code)) if code and person_id else None
    # An old sheet from the bin must not give back the tries at the password that was chosen with it.
    if found is not None and queries.state_of(found) is InvitationState.OPEN:
        transaction.run(lambda: throttle.give_back(slot))
    return found


def _account_of(sign_in_name: str) -> str:
    """Return what tries are counted for: the person, however the name is spelt, or the name when it is nobody's."""
    person_id = queries.find_person_by_name(sign_in_name)
    return person_id.hex if person_id else sign_in_name


def _welcome(slot: throttle.Slot, secret: Secret, renewed: str | None) -> None:
    throttle.give_back(slot)
    if renewed:
        service.keep_rehashed(secret.person_id, secret.secret_hash, renewed)
