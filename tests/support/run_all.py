"""Everything that decides whether a change is good, in one run that goes on after a failure."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

from tests.support import components, postgres

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
PROGRAMS = Path(sys.executable).parent

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("style", (PYTHON, "-m", "ruff", "check", ".")),
    ("format", (PYTHON, "-m", "ruff", "format", "--check", ".")),
    ("types", (PYTHON, "-m", "mypy")),
    ("import contracts", (str(PROGRAMS / "lint-imports"), "--no-cache")),
    ("question bank", (PYTHON, "-m", "questions", "check")),
    ("risky code", (PYTHON, "-m", "bandit", "-q", "-ll", "-c", "pyproject.toml", "-r", "training", "questions")),
    ("dependencies", (PYTHON, "-m", "deptry", "training", "questions")),
)
# Who has nothing left takes tests from another; with whole files, one process was alone with the longest at the end.
# Seven more than there are processors: tests wait for browsers, servers and disks, and with five more the processors
# had nothing to do for a quarter of the time.
TESTS = (PYTHON, "-m", "pytest", "-n", str(min(os.cpu_count() or 1, 8) + 7), "--dist", "worksteal")
MEMORY = Path("/dev/shm")  # noqa: S108 - a file system in memory, where there is one
ROOM_IN_MEMORY = 2 << 30


@dataclass(frozen=True)
class Result:
    """How one check went."""

    name: str
    ok: bool
    seconds: float
    closing: str = ""


def main() -> int:
    """Run all checks, print a summary, and return the exit status."""
    signal.signal(signal.SIGTERM, _leave)
    started = time.monotonic()
    with ThreadPoolExecutor(2) as beside:
        # Checks compute while what only tests need is fetched and compiled, and then while tests wait.
        checking = beside.submit(lambda: [check(*each) for each in CHECKS])
        compiling = beside.submit(_compile_tests)
        missing = components.provide()
        compiling.result()
        has_postgres = all(component.name != "PostgreSQL" for component in missing)
        with postgres.cluster() if has_postgres else nullcontext("") as prefix, _folder() as folder:
            command = (*TESTS, f"--basetemp={folder}/tests")
            tests = run("tests", command, {postgres.SHARED_SERVER: prefix} if prefix else {})
        results = [*checking.result(), tests]
    summarise(results, missing, time.monotonic() - started)
    return status(results, missing)


def status(results: Sequence[Result], missing: Sequence[components.Component]) -> int:
    """Return the exit status: 1 for a failed check, and where CI=true for a missing component too."""
    return int(any(not result.ok for result in results) or (bool(missing) and components.is_ci()))


def _compile_tests() -> None:
    """Let one process compile the tests, which all processes of the run would otherwise do at the same moment."""
    command = (PYTHON, "-m", "pytest", "--collect-only", "-qq")
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)  # noqa: S603


@contextmanager
def _folder() -> Iterator[str]:
    """Give a folder for databases that live for one test, in memory where there is room: no test waits for a disk."""
    has_room = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM_IN_MEMORY
    with TemporaryDirectory(dir=MEMORY if has_room else None, prefix="kyokun-tests-") as folder:
        yield folder


def _leave(*_: object) -> NoReturn:
    """Turn a termination into an exit that still stops what was started."""
    sys.exit("Terminated")


def run(name: str, command: Sequence[str], environment: dict[str, str] | None = None) -> Result:
    """Run a command, pass its output on line by line, and keep its last line."""
    print(f"\n--- {name}", flush=True)
    started = time.monotonic()
    closing = ""
    with subprocess.Popen(  # noqa: S603 - the fixed commands above
        command,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        try:
            for line in process.stdout or ():
                print(line, end="", flush=True)
                closing = line.strip() or closing
        except BaseException:
            process.terminate()
            raise
    return Result(name, process.returncode == 0, time.monotonic() - started, closing)


def check(name: str, command: Sequence[str]) -> Result:
    """Run one check, and pass its output on as a whole when it has ended, since others run beside it."""
    started = time.monotonic()
    ended = subprocess.run(  # noqa: S603 - the fixed commands above
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", check=False
    )
    print(f"\n--- {name}\n{ended.stdout}{ended.stderr}", end="", flush=True)
    return Result(name, ended.returncode == 0, time.monotonic() - started)


def summarise(results: Sequence[Result], missing: Sequence[components.Component], seconds: float) -> None:
    """Print one line per check, then the test runner's closing line, then what was not run."""
    print("\n--- summary")
    for result in results:
        print(f"{'ok    ' if result.ok else 'FAILED'} {result.seconds:6.1f} s  {result.name}")
    print(f"       {seconds:6.1f} s  together")
    print(results[-1].closing)
    if missing:
        parts = "; ".join(f"{component.used_for} ({component.name} is not installed)" for component in missing)
        print(f"Not run: {parts}")


if __name__ == "__main__":
    sys.exit(main())
