"""The worker ticks, survives failures, and stops when it is told to."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories.maker import Maker
from tests.support.mailbox import mailbox
from training.config import ROOT
from training.extensions import db
from training.jobs import ticks
from training.jobs.work import TICKS
from training.mail import messages
from training.models import MailState, OutgoingMail

SECONDS = 60


def catches(process: subprocess.Popen[str], which: signal.Signals) -> bool:
    """Tell whether a process has said by now what it does when this signal comes; it is killed by it before."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii", errors="replace")
    caught = next(line for line in status.splitlines() if line.startswith("SigCgt:"))
    return bool(int(caught.split()[1], 16) >> (which - 1) & 1)


def test_sends_what_is_due_when_it_starts_and_stops_cleanly(make: Maker, database_url: str) -> None:
    person = make.person(email="ryo@minato.example")
    make.run(lambda: messages.password_changed(person.id, "ja"))
    with mailbox() as server:
        environment = {"DATABASE_URL": database_url, "SMTP_URL": server.url, "MAIL_FROM": "kyokun@minato.example"}
        worker = subprocess.Popen(  # our own command
            [sys.executable, "-m", "flask", "--app", "training", "worker"],
            cwd=ROOT,
            env={**os.environ, **environment, "SECRET_KEY": "for-tests-only"},
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            assert server.content_came.wait(timeout=SECONDS)
            while not catches(worker, signal.SIGTERM) and worker.poll() is None:
                time.sleep(0.01)
            worker.send_signal(signal.SIGTERM)
            _output, log = worker.communicate(timeout=SECONDS)
        finally:
            worker.kill()
            worker.communicate()
    assert worker.returncode == 0, log
    assert "Traceback" not in log
    state = make.run(lambda: db.session.scalar(select(OutgoingMail.state)))
    assert state is MailState.SENT


def test_a_failure_is_logged_and_the_next_tick_comes(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> None:
        raise RuntimeError("the disk is on fire")

    ticks.once(app, ticks.Tick("fire", fail))
    ticks.once(app, ticks.Tick("fire", fail))
    assert [record.getMessage() for record in caplog.records] == ["fire failed", "fire failed"]


def test_every_tick_works_on_an_empty_database(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    for tick in TICKS:
        ticks.once(app, tick)
    assert not caplog.records
