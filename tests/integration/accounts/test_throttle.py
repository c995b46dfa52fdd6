"""The throttle, tried by several processes at the same moment."""

import subprocess
import sys

from sqlalchemy import func, select

from tests.factories.maker import Maker
from training.accounts import throttle
from training.config import ROOT
from training.extensions import db
from training.models import SignInThrottle

GUESSERS, TRIES, SECONDS = 4, 6, 60


def test_many_processes_together_get_as_many_tries_as_one(make: Maker, database_url: str) -> None:
    command = [sys.executable, "-m", "tests.support.guesser", database_url, str(TRIES)]
    guessers = [
        subprocess.Popen(  # noqa: S603  # our own module
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(GUESSERS)
    ]
    try:
        for guesser in guessers:
            assert guesser.stdout
            assert guesser.stdout.readline() == "ready\n"
        let_through = 0
        for guesser in guessers:
            assert guesser.stdin
            guesser.stdin.write("go\n")
            guesser.stdin.flush()
        for guesser in guessers:
            output, _errors = guesser.communicate(timeout=SECONDS)
            let_through += int(output)
    finally:
        for guesser in guessers:
            guesser.kill()
            guesser.communicate()
    assert let_through == throttle.PER_ACCOUNT
    most = make.run(lambda: db.session.scalar(select(func.max(SignInThrottle.failures))))
    assert most == GUESSERS * TRIES
