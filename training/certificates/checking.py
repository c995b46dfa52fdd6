"""Confirming a certificate to somebody who was shown it: the name that is typed, and nothing else."""

from typing import Any

from sqlalchemy import Row

from training import throttle, transaction
from training.certificates import names


def confirms(certificate: Row[Any], typed: str, visitor: str) -> bool:
    """Tell whether the typed name is on the certificate; raise TooManyAttempts when too many were tried.

    Counted like a sign-in, for the certificate and for the visitor, so that nobody finds a name by trying.
    """
    slot = throttle.enter(certificate.address, visitor, throttle.Purpose.CERTIFICATE)
    if certificate.display_name is None or certificate.taken_back or not names.is_same(typed, certificate.display_name):
        return False
    transaction.run(lambda: throttle.give_back(slot))
    return True
