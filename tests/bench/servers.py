"""Both programs as they are served: gunicorn with two processes, each on a database of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import processes
from tests.support import postgres
from tests.support.postgres import Server
from tests.support.run_all import ROOT

PROGRAMS = ("reference", "kyokun")
WORKERS = 2
START_SECONDS = 60.0
REFERENCE_PASSWORD = "reference-password"  # noqa: S105  # as written in reference.py, which can't be imported without its database
_APPLICATIONS = {
    "reference": ["--no-control-socket", "tests.bench.reference:app"],
    "kyokun": ["-c", "python:training.serving", "training:create_app()"],
}


@dataclass(frozen=True)
class Pool:
    """A running web pool and, on PostgreSQL, the server of its database."""

    port: int
    web: int
    database: int | None

    def cpu(self) -> dict[int, float]:
        """Return the CPU seconds of every process that serves this pool, web and database."""
        used = processes.cpu_used(self.web)
        return used | processes.cpu_used(self.database) if self.database else used

    def memory(self) -> float:
        """Return the megabytes of the web processes (PSS)."""
        return processes.proportional_megabytes(processes.family(self.web))


@contextmanager
def pool(program: str, url: str, port: int, server: Server | None, log: Path) -> Iterator[Pool]:
    """Serve a program at `port` until the block ends."""
    environment = _environment(program, url)
    arguments = ["-w", str(WORKERS), "-b", f"127.0.0.1:{port}", "--log-level", "warning"]
    command = [sys.executable, "-m", "gunicorn", *arguments, *_APPLICATIONS[program]]
    with log.open("ab") as output:
        process = subprocess.Popen(  # noqa: S603 - the fixed commands above
            command, cwd=ROOT, env=environment, stdout=output, stderr=output, start_new_session=True
        )
    try:
        _wait(process, port, log)
        yield Pool(port, process.pid, server.process.pid if server and server.process else None)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=START_SECONDS)


def _environment(program: str, url: str) -> Mapping[str, str]:
    own = (
        {"REFERENCE_DB": url}
        if program == "reference"
        else {"DATABASE_URL": url, "SECRET_KEY": "measured", "DEFAULT_LOCALE": "ja"}
    )
    return {**os.environ, **own}


def seed_reference(url: str) -> None:
    """Fill the reference program's database, by its own command."""
    command = [sys.executable, "-m", "tests.bench.reference", "--seed"]
    subprocess.run(command, cwd=ROOT, env=_environment("reference", url), check=True)  # noqa: S603 - fixed


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[tuple[dict[str, str], dict[str, Server | None]]]:
    """Give each program an empty, durable database of this kind: addresses, and servers where there are any."""
    with ExitStack() as stack:
        if kind == "sqlite":
            urls = {program: f"sqlite:///{folder / program}.db" for program in PROGRAMS}
            yield urls, dict.fromkeys(PROGRAMS)
            return
        running = {program: stack.enter_context(postgres.server(durable=True)) for program in PROGRAMS}
        urls = {program: stack.enter_context(postgres.database(each.url_prefix)) for program, each in running.items()}
        yield urls, dict(running)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')[-2000:]}")
