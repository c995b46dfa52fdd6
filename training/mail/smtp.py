"""Talking to a mail server so that afterwards it is known what became of the mail."""

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import parse_qs, unquote, urlsplit

TIMEOUT_SECONDS = 60
_START_DATA = 354


class BadServerAddress(Exception):
    """SMTP_URL can't be understood."""


class Unreachable(Exception):
    """The server could not be reached or would not talk to us; no mail was handed over."""


class Rejected(Exception):
    """The server refused this mail."""

    def __init__(self, code: int, answer: bytes) -> None:
        super().__init__(f"{code} {answer.decode(errors='replace')}")
        self.permanent = code >= 500


class OutcomeUnknown(Exception):
    """The connection broke after the mail had begun to leave; it may have arrived."""


@dataclass(frozen=True)
class Server:
    """Where mail goes."""

    host: str
    port: int
    user: str
    password: str
    tls: str

    @classmethod
    def from_url(cls, url: str) -> "Server":
        """Read smtp://user:password@host:587?tls=starttls or smtps://host; raise BadServerAddress."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError as error:
            raise BadServerAddress(f"SMTP_URL has no valid port: {error}") from error
        tls = "implicit" if parts.scheme == "smtps" else parse_qs(parts.query).get("tls", ["none"])[0]
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or tls not in {"none", "starttls", "implicit"}:
            raise BadServerAddress("SMTP_URL must be like smtp://user:password@host:587?tls=starttls or smtps://host")
        port = port or {"implicit": 465, "starttls": 587, "none": 25}[tls]
        return cls(parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), tls)


@contextmanager
def connected(server: Server) -> Iterator[smtplib.SMTP]:
    """Give an open, encrypted and signed-in connection; raise Unreachable."""
    try:
        connection = _open(server)
    except (OSError, smtplib.SMTPException) as error:
        raise Unreachable(str(error)) from error
    try:
        yield connection
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.quit()
        connection.close()


def _open(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.tls == "implicit":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=context)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
    try:
        if server.tls == "starttls":
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def send(connection: smtplib.SMTP, mail: EmailMessage, about_to_leave: Callable[[], None]) -> None:
    """Hand a mail over; `about_to_leave` is called when the server is ready for its content.

    Returns when the server has taken it. Raises Rejected or Unreachable when it certainly has not, OutcomeUnknown else.
    """
    content = mail.as_bytes()
    try:
        connection.ehlo_or_helo_if_needed()
        connection.rset()
        _expect(connection.mail(parseaddr(mail["From"])[1]), {250})
        _expect(connection.rcpt(parseaddr(mail["To"])[1]), {250, 251})
        about_to_leave()
        _expect(connection.docmd("DATA"), {_START_DATA})
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        if isinstance(error, UnicodeError):
            raise Rejected(553, b"the address has letters that this server may not take") from error
        raise Unreachable(str(error)) from error
    try:
        connection.send(re.sub(rb"(?m)^\.", b"..", content) + b".\r\n")
        answer = connection.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise OutcomeUnknown(str(error)) from error
    _expect(answer, {250})


def _expect(answer: tuple[int, bytes], good: set[int]) -> None:
    code, text = answer
    if code not in good:
        raise Rejected(code, text)
