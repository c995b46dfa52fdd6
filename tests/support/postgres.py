"""A private PostgreSQL server for tests: in a temporary folder, on a free port, stopped by its own process."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from tests.support.components import find_postgres

SHARED_SERVER = "KYOKUN_TEST_POSTGRES"
SERVER_ACCOUNT = "postgres"
START_SECONDS = 60.0


class Server:
    """One PostgreSQL server process with its data folder; it can be killed and started again."""

    def __init__(self, folder: Path, programs: Path, *, durable: bool) -> None:
        self.programs = programs
        self.folder = folder
        self.durable = durable
        self.port = _free_port()
        # PostgreSQL refuses to run as root.
        self.account = SERVER_ACCOUNT if os.geteuid() == 0 else None
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url_prefix(self) -> str:
        """Return the SQLAlchemy address of this server, up to and including the slash before the database."""
        return f"postgresql+psycopg://{SERVER_ACCOUNT}@127.0.0.1:{self.port}/"

    def create(self) -> None:
        """Lay out the data folder."""
        if self.account:
            shutil.chown(self.folder, self.account)
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", f"--username={SERVER_ACCOUNT}"]
        if not self.durable:
            options.append("--no-sync")
        subprocess.run(  # noqa: S603 - the program found on this machine
            [self.programs / "initdb", "-D", self.folder / "data", *options],
            user=self.account,
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
        )

    def start(self) -> None:
        """Start the server and wait until it answers."""
        with (self.folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - the program found on this machine
                [self.programs / "postgres", "-D", self.folder / "data", *self._settings()],
                user=self.account,
                cwd=self.folder,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait()

    def stop(self, how: signal.Signals = signal.SIGQUIT) -> None:
        """Stop the server; SIGKILL is what a crash does."""
        if self.process is None:
            return
        self.process.send_signal(how)
        self.process.wait(timeout=START_SECONDS)
        self.process = None

    def _settings(self) -> Iterator[str]:
        settings = {
            "port": self.port,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": self.folder,
            "max_connections": 200,
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        for name, value in settings.items():
            yield "-c"
            yield f"{name}={value}"

    def _wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        while self.process is not None and self.process.poll() is None and time.monotonic() < end:
            try:
                psycopg.connect(_plain(self.url_prefix + "postgres"), connect_timeout=5).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        log = (self.folder / "server.log").read_text(errors="replace")
        raise RuntimeError(f"PostgreSQL did not start:\n{log[-2000:]}")


@contextmanager
def server(*, durable: bool = False) -> Iterator[Server]:
    """Run a private server; `durable` keeps fsync on, for tests that kill it."""
    programs = find_postgres()
    if programs is None:
        raise RuntimeError("PostgreSQL is not installed")
    with tempfile.TemporaryDirectory(prefix="kyokun-postgres-", ignore_cleanup_errors=True) as folder:
        running = Server(Path(folder), programs, durable=durable)
        running.create()
        try:
            running.start()
            yield running
        finally:
            running.stop()


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """Give the address prefix of the run's shared server, or of a private one when there is none."""
    shared = os.environ.get(SHARED_SERVER)
    if shared and not durable:
        yield shared
        return
    with server(durable=durable) as running:
        yield running.url_prefix


@contextmanager
def database(prefix: str, *, template: str = "template0") -> Iterator[str]:
    """Make a database, give its address, and drop it at the end."""
    name = f"kyokun_{uuid.uuid4().hex}"
    create(prefix, name, template=template)
    try:
        yield prefix + name
    finally:
        with _administrator(prefix) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def create(prefix: str, name: str, *, template: str = "template0") -> None:
    """Make a database that lives as long as its server."""
    making = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
    with _administrator(prefix) as connection:
        connection.execute(making)


def _administrator(prefix: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(_plain(prefix + "postgres"), autocommit=True)


def _plain(url: str) -> str:
    return url.replace("+psycopg", "", 1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
