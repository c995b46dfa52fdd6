"""Guesses at secrets, counted in the database so that any number of processes share one count.

A slot is taken before the secret is checked, by one atomic statement: whoever comes at the same moment is counted too.
"""

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from http import HTTPStatus
from math import ceil

from flask import current_app
from flask_babel import lazy_ngettext
from sqlalchemy import case, delete, update

from training import clock, transaction
from training.errors import DomainError
from training.extensions import db
from training.models import SignInThrottle
from training.statements import inserting

WINDOW = timedelta(minutes=10)
PER_ACCOUNT = 5
PER_ADDRESS = 60
"""An office comes from one address, and each slot is given back as soon as its sign-in succeeds."""

_IPV6_SITE = 64


class Purpose(StrEnum):
    """What is guessed at; each is counted apart, so that checking certificates keeps nobody from signing in."""

    SIGN_IN = "account"
    CERTIFICATE = "certificate"


class TooManyAttempts(DomainError):
    """The account or the address has no attempt left for a while."""

    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, minutes: int) -> None:
        super().__init__(
            lazy_ngettext(
                "There were too many attempts. Wait %(num)d minute, then try again.",
                "There were too many attempts. Wait %(num)d minutes, then try again.",
                minutes,
            )
        )
        self.minutes = minutes


@dataclass(frozen=True)
class Slot:
    """A counted attempt; `wait` is how long to wait when there was no slot left."""

    account: str
    address: str
    wait: timedelta | None

    @property
    def minutes(self) -> int:
        """Return the whole minutes to wait, rounded up."""
        return max(1, ceil((self.wait or timedelta()).total_seconds() / 60))


def enter(account: str, address: str, purpose: Purpose = Purpose.SIGN_IN) -> Slot:
    """Count an attempt in a transaction of its own, since what follows takes time; raise TooManyAttempts."""
    slot = transaction.run(lambda: take(account, address, purpose))
    if slot.wait is not None:
        raise TooManyAttempts(slot.minutes)
    return slot


def take(account: str, address: str, purpose: Purpose = Purpose.SIGN_IN) -> Slot:
    """Count an attempt at `account` (as typed) from `address` in the present transaction."""
    account_key = _key(purpose, account.strip().casefold())
    address_key = _key(f"address for {purpose}", _site(address))
    # Always in this order, so that two attempts can't wait for each other.
    waits = [_count(account_key, PER_ACCOUNT), _count(address_key, PER_ADDRESS)]
    return Slot(account_key, address_key, max((wait for wait in waits if wait), default=None))


def give_back(slot: Slot) -> None:
    """Forget the failures at the account and this one attempt from the address, after a success."""
    db.session.execute(delete(SignInThrottle).where(SignInThrottle.key == slot.account))
    db.session.execute(
        update(SignInThrottle)
        .where(SignInThrottle.key == slot.address, SignInThrottle.failures > 0)
        .values(failures=SignInThrottle.failures - 1)
    )


def forget_old() -> int:
    """Delete counts whose window is over; return how many."""
    over = SignInThrottle.window_start <= clock.now() - WINDOW
    return len(db.session.execute(delete(SignInThrottle).where(over).returning(SignInThrottle.key)).all())


def _count(key: str, limit: int) -> timedelta | None:
    now = clock.now()
    over = SignInThrottle.window_start <= now - WINDOW
    row = db.session.execute(
        inserting(SignInThrottle)
        .values(key=key, window_start=now, failures=1)
        .on_conflict_do_update(
            index_elements=["key"],
            set_={
                "failures": case((over, 1), else_=SignInThrottle.failures + 1),
                "window_start": case((over, now), else_=SignInThrottle.window_start),
            },
        )
        .returning(SignInThrottle.failures, SignInThrottle.window_start)
    ).one()
    return None if row.failures <= limit else _until_end(row.window_start, now)


def _until_end(window_start: datetime, now: datetime) -> timedelta:
    return max(window_start + WINDOW - now, timedelta(seconds=1))


def _site(address: str) -> str:
    """Return the part of an address that one visitor can't change at will: of IPv6 the first half."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, _IPV6_SITE), strict=False))
    return str(parsed)


def _key(kind: str, value: str) -> str:
    """Return a digest under the secret, since employee numbers could be guessed from a plain one."""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"{kind}:{value}".encode(), hashlib.sha256).hexdigest()
