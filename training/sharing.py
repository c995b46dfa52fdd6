"""Processes of gunicorn that share the memory of a program, without one more that holds it and serves nobody.

Whoever forks keeps its own copy of each page of memory that the forked ones write to, and counting references writes
to a third of them. So no process of gunicorn's own loads the program before it forks: the first one that serves does,
and forks the others between two requests. What gunicorn started in their places holds nothing and stands in for them.
"""

import fcntl
import gc
import os
import signal
import socket
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any

from gunicorn import util
from gunicorn.workers.sync import SyncWorker

WARM_REQUESTS = 200
"""After so many, what serving leaves in memory is there, and the others are forked once more to share that as well."""
_HEARTBEAT_SECONDS = 1.0
_LOOK_SECONDS = 0.1
"""Between two requests of a busy process there is more to look after than it takes to answer one, so it does seldom."""
_HOLD_BACK = getattr(socket, "TCP_CORK", 0)  # Linux has it
_PASSED_ON = (signal.SIGTERM, signal.SIGQUIT, signal.SIGINT, signal.SIGUSR1)


@dataclass(frozen=True)
class _Meeting:
    """How the processes of one server find each other."""

    first: IO[bytes]
    """Locked by the process that has loaded the program, until it ends in whatever way."""
    asking: socket.socket
    asked: socket.socket

    def has_first(self) -> bool:
        """Tell whether another process has loaded the program; if none has, this one is to do so."""
        try:
            fcntl.lockf(self.first, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        return False


_meetings: list[_Meeting] = []


def begin() -> None:
    """Let the processes that gunicorn starts from now on share what one of them loads; for `on_starting`."""
    asking, asked = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    asked.setblocking(False)
    first = tempfile.TemporaryFile()  # as long as the server runs  # noqa: SIM115
    _meetings[:] = [_Meeting(first, asking, asked)]
    gc.collect()
    gc.freeze()  # else collecting garbage would copy it into each process


class SharingWorker(SyncWorker):
    """Serves one request after another. Calls `pre_fork` without a server before it forks."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.asked: socket.socket | None = None
        """In the process that loaded the program: where others ask for one that is forked."""
        self.line: socket.socket | None = None
        """In a process that was forked: to the one that stands in for it."""
        self.life = (-1, -1)
        """A pipe that ends with the process that loaded the program."""
        self.forked: set[int] = set()
        self.is_warm = False
        self.looked_at = 0.0

    def load_wsgi(self) -> None:
        """Load the program if no process has; else stand in for one that is forked, and end with it."""
        meeting = _meetings[0]
        if meeting.has_first():
            _stand_in(meeting, self)
            sys.exit(0)
        super().load_wsgi()
        self.asked, self.life = meeting.asked, os.pipe()
        self.wait_fds.append(self.asked)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)  # ends `wait`, which looks who it was

    def notify(self) -> None:
        """Tell gunicorn that this process lives. It does so between requests, so here is the place to fork."""
        now = time.monotonic()
        if now - self.looked_at < _LOOK_SECONDS:
            return
        self.looked_at = now
        super().notify()
        self._forget_ended()
        if self.asked:
            if self.nr >= WARM_REQUESTS and not self.is_warm:
                self._renew_others()
            self._fork_if(self.asked)

    def wait(self, timeout: float) -> list[Any]:
        """Wait for requests; end with the process that this one was forked from or that stands in for it."""
        ready = super().wait(timeout) or []
        if ready == self.sockets:
            return ready
        self.looked_at = 0.0  # something else is the matter, which `notify` sees to
        if self.line in ready or self.life[0] in ready:
            self.alive = False
        return [each for each in ready if each not in (self.asked, self.line, self.life[0])]

    def accept(self, listener: Any) -> None:
        """Take a request; what is sent goes out when it is complete, and not a packet for each part of it."""
        client, address = listener.accept()
        client.setblocking(True)
        if _HOLD_BACK and client.family != socket.AF_UNIX:
            client.setsockopt(socket.IPPROTO_TCP, _HOLD_BACK, 1)
        self.handle(listener, client, address)

    def _forget_ended(self) -> None:
        self.forked -= {pid for pid in self.forked if os.waitpid(pid, os.WNOHANG)[0]}

    def _renew_others(self) -> None:
        self.is_warm = True
        self._forget_ended()
        for pid in self.forked:
            os.kill(pid, signal.SIGTERM)  # it ends after its request, and gunicorn sees to the next one

    def _fork_if(self, asked: socket.socket) -> None:
        try:
            _message, (line, heartbeat), _flags, _address = socket.recv_fds(asked, 1, 2)
        except BlockingIOError:
            return
        self.cfg.pre_fork(None, self)
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            self._become_another(parent, line, heartbeat)
            return
        self.forked.add(pid)
        os.close(line)
        os.close(heartbeat)

    def _become_another(self, parent: int, line: int, heartbeat: int) -> None:
        self.pid, self.ppid, self.nr = os.getpid(), parent, 0
        self.asked, self.line, self.forked = None, socket.socket(fileno=line), set()
        util.close_on_exec(self.line)
        os.dup2(heartbeat, self.tmp.fileno(), inheritable=False)
        os.close(heartbeat)
        for end in (*self.PIPE, self.life[1]):
            os.close(end)
        self.PIPE = os.pipe()
        for end in self.PIPE:
            util.set_non_blocking(end)
        self.wait_fds = [*self.sockets, self.PIPE[0], self.line, self.life[0]]
        self.init_signals()
        util.seed()
        with suppress(OSError):  # nobody stands in for it any more, which `wait` sees
            self.line.send(str(self.pid).encode())


def _stand_in(meeting: _Meeting, worker: SharingWorker) -> None:
    """Ask for a process to be forked, pass on to it what gunicorn signals, and return when it has ended."""
    line, its_line = socket.socketpair()
    pid = 0

    def pass_on(number: int, _frame: Any) -> None:
        if not pid:
            sys.exit(0)
        with suppress(ProcessLookupError):
            os.kill(pid, number if number in _PASSED_ON else signal.SIGKILL)  # gunicorn gives up on it by SIGABRT

    for number in (*_PASSED_ON, signal.SIGABRT):
        signal.signal(number, pass_on)
    socket.send_fds(meeting.asking, [b"."], [its_line.fileno(), worker.tmp.fileno()])
    its_line.close()
    line.settimeout(_HEARTBEAT_SECONDS)
    while not pid:
        worker.notify()
        with suppress(TimeoutError):
            said = line.recv(20)
            if not said:
                return
            pid = int(said)
        if not pid and not meeting.has_first():
            return  # gunicorn puts another process in this place, which loads the program
    line.settimeout(None)
    line.recv(1)  # nothing comes; it ends with the process
