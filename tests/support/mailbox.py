"""A mail server for tests that can misbehave in every way that matters."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HOLD_SECONDS = 60


class Mailbox:
    """Keeps what it is sent. `answers` are given to RCPT and DATA in turn, then 250; see `drop` and `hold`."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.at_rcpt: list[str] = []
        self.at_data: list[str] = []
        self.drop = False
        self.hold = False
        self.content_came = threading.Event()
        self.url = ""

    async def handle_RCPT(  # noqa: N802  # aiosmtpd calls it so
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Answer a reader's address."""
        answer = self.at_rcpt.pop(0) if self.at_rcpt else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail, or break off after it has come."""
        answer = self.at_data.pop(0) if self.at_data else "250 OK"
        if answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            mail = message_from_bytes(envelope.content, policy=default)
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
        self.content_came.set()
        if self.hold:
            await asyncio.sleep(HOLD_SECONDS)
        if self.drop and server.transport:
            server.transport.close()
        return answer


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    """Run a mail server on a free port."""
    handler = Mailbox()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    handler.url = f"smtp://127.0.0.1:{port}"
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()
