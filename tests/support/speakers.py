"""Processes that work at the same time and say line by line what they did; forks, so that none loads anything anew."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Self

from flask import Flask

from training.extensions import db

Say = Callable[[str], None]
Work = Callable[[Say], None]


class Speaker:
    """A fork of this process; what it has said can be read even after it was killed."""

    def __init__(self, work: Work) -> None:
        ear, mouth = os.pipe()
        self.lines = os.fdopen(ear)
        self.process = multiprocessing.get_context("fork").Process(target=_speak, args=(work, mouth), daemon=True)
        self.process.start()
        # The next fork must not hold this end open: silence is how the end is noticed.
        os.close(mouth)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        """Wait for the next line; there is none any more when the process has ended."""
        if line := self.lines.readline():
            return line.rstrip("\n")
        raise StopIteration

    def end(self, how: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal and wait until the process has gone."""
        if self.process.is_alive() and self.process.pid:
            os.kill(self.process.pid, how)
        self.process.join()


@contextmanager
def speakers(app: Flask, works: Sequence[Work]) -> Iterator[list[Speaker]]:
    """Run each work in a process of its own, which gets a function to say lines; whatever happens, they go."""
    with app.app_context():
        db.engine.dispose()  # no connection is shared
    running: list[Speaker] = []
    try:
        for work in works:
            running.append(Speaker(work))  # those that run are ended if another can't begin
        yield running
    finally:
        for speaker in running:
            speaker.end()
            speaker.lines.close()


def _speak(work: Work, mouth: int) -> None:
    def say(line: str) -> None:
        os.write(mouth, f"{line}\n".encode())

    try:
        work(say)
    except Exception as error:
        say(f"{type(error).__name__}: {error}")
        sys.exit(1)
