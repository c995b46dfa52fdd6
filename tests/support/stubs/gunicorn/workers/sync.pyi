from typing import Any

class SyncWorker:
    PIPE: Any
    alive: bool
    cfg: Any
    nr: int
    pid: int
    ppid: int
    sockets: list[Any]
    tmp: Any
    wait_fds: list[Any]
    wsgi: Any
    def __init__(self, *arguments: Any) -> None: ...
    def init_signals(self) -> None: ...
    def load_wsgi(self) -> None: ...
    def notify(self) -> None: ...
    def wait(self, timeout: float) -> list[Any] | None: ...
