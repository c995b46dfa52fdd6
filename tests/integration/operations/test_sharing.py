"""One process loads the program, the others are forked from it, and whichever is killed is replaced."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.bench.processes import family
from tests.support.browser import free_port
from tests.support.run_all import ROOT
from training.sharing import WARM_REQUESTS

SETTINGS = """
from training import sharing

control_socket_disable = True
worker_class = "training.sharing.SharingWorker"
on_starting = lambda server: sharing.begin()
"""
PROGRAM = """
import os

LOADED_BY = os.getpid()

def application(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{os.getpid()} {LOADED_BY}".encode()]
"""
SECONDS = 20.0


class Pool:
    """A running gunicorn with two processes that serve a program of three lines."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.process = process
        self.address = f"http://127.0.0.1:{port}/"

    def ask(self) -> tuple[int, int]:
        """Return which process answered and which one had loaded the program."""
        with urllib.request.urlopen(self.address, timeout=SECONDS) as answer:  # noqa: S310  # our own server
            serving, loaded_by = answer.read().split()
        return int(serving), int(loaded_by)

    def first(self) -> int:
        """Return the process that loaded the program."""
        return self.ask()[1]

    def others(self) -> list[int]:
        """Return the processes that were forked from the first."""
        return family(self.first())[1:]

    def stand_in(self) -> int:
        """Return the process that stands in for the other one."""
        (found,) = {*family(self.process.pid)} - {self.process.pid, self.first(), *self.others()}
        return found


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[Pool]:
    """Serve until the test ends; nothing may be left then."""
    (tmp_path / "settings.py").write_text(SETTINGS)
    (tmp_path / "three_lines.py").write_text(PROGRAM)
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "-c", str(tmp_path / "settings.py"), "-w", "2", "--log-level", "error"]
    process = subprocess.Popen(  # noqa: S603  # our own program
        [*command, "--pythonpath", str(tmp_path), "-b", f"127.0.0.1:{port}", "three_lines:application"], cwd=ROOT
    )
    running = Pool(process, port)
    until(lambda: answers(running) and len(running.others()) == 1)
    yield running
    everybody = family(process.pid)
    process.terminate()
    process.wait(SECONDS)
    until(lambda: not any(is_alive(pid) for pid in everybody))


def answers(pool: Pool) -> bool:
    """Tell whether somebody serves."""
    try:
        return bool(pool.ask())
    except OSError:
        return False


def is_alive(pid: int) -> bool:
    """Tell whether a process runs."""
    try:
        return ") Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def until(come_true: Callable[[], bool]) -> None:
    """Wait for something that must come true soon."""
    end = time.monotonic() + SECONDS
    while not come_true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_process_that_was_killed_is_forked_anew_from_the_first(pool: Pool) -> None:
    first, others = pool.first(), pool.others()
    os.kill(others[0], signal.SIGKILL)
    until(lambda: len(pool.others()) == 1 and pool.others() != others)
    assert pool.first() == first


def test_when_the_first_process_is_killed_another_one_loads_and_forks(pool: Pool) -> None:
    first, others = pool.first(), pool.others()
    os.kill(first, signal.SIGKILL)
    until(lambda: not is_alive(others[0]))
    until(lambda: answers(pool) and pool.first() != first and len(pool.others()) == 1)


def test_reloading_loads_the_program_again(pool: Pool) -> None:
    first = pool.first()
    pool.process.send_signal(signal.SIGHUP)
    until(lambda: not is_alive(first))
    until(lambda: answers(pool) and pool.first() != first and len(pool.others()) == 1)


def test_a_process_ends_with_the_one_that_stands_in_for_it(pool: Pool) -> None:
    others = pool.others()
    os.kill(pool.stand_in(), signal.SIGKILL)
    until(lambda: not is_alive(others[0]))
    until(lambda: len(pool.others()) == 1)


def test_after_some_requests_the_others_are_forked_once_more_and_none_is_lost(pool: Pool) -> None:
    others = pool.others()
    for _request in range(2 * WARM_REQUESTS):
        pool.ask()
    until(lambda: pool.ask()[0] >= 0 and pool.others() != others and len(pool.others()) == 1)


def test_gunicorns_own_process_loads_nothing_of_the_program() -> None:
    look = "import sys, training.serving; sys.exit(bool({'flask', 'sqlalchemy', 'pydantic'} & sys.modules.keys()))"
    subprocess.run([sys.executable, "-c", look], cwd=ROOT, check=True)  # noqa: S603  # our own program
