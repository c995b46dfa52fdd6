"""Files of a large organisation, as gunicorn serves them: when they begin, how long they take, what memory."""

import asyncio
import http.client
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench import processes, servers
from tests.bench.large import budgets
from tests.bench.large.budgets import Budget, Measured
from tests.bench.large.world import PASSWORD
from tests.bench.learners import KyokunLearner
from tests.bench.servers import Pool
from tests.support.postgres import Server

TIMEOUT_SECONDS = 600.0
WHO = "p0@large.example"
FILES = {
    "CSV": "/team/organisation/export.csv?status=not_started",
    "XLSX": "/team/organisation/export.xlsx?status=not_started",
}


def measure(url: str, kind: str, port: int, server: Server | None, log: Path) -> Iterator[Measured]:
    """Fetch each file once."""
    with servers.pool("kyokun", url, port, server, log) as pool:
        learner = KyokunLearner(port, WHO, PASSWORD, {})
        asyncio.run(learner.sign_in())
        cookies = "; ".join(f"{name}={value}" for name, value in learner.browser.cookies.items())
        for name, address in FILES.items():
            before = _peaks(pool)
            first, whole, size = _fetch(port, address, cookies)
            grown = [peak - before.get(pid, peak) for pid, peak in _peaks(pool).items()]
            for budget, value in (
                (budgets.EXPORT_CPU, whole),
                (budgets.EXPORT_FIRST, first),
                (budgets.EXPORT_MEMORY, max(grown)),
            ):
                title = budget.title.format(kind=f"{name} ({size / 1_000_000:.0f} MB)" if value is whole else name)
                yield Measured(Budget(title, budget.unit), kind, value)


def _fetch(port: int, address: str, cookies: str) -> tuple[float, float, int]:
    """Return the seconds until the first byte and until the last, and how many bytes there are."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT_SECONDS)
    started = time.perf_counter()
    connection.request("GET", address, headers={"Cookie": cookies})
    response = connection.getresponse()
    size = len(response.read(1))
    first = time.perf_counter() - started
    if response.status != http.HTTPStatus.OK:
        raise RuntimeError(f"{address} answered {response.status}")
    while piece := response.read(65_536):
        size += len(piece)
    connection.close()
    return first, time.perf_counter() - started, size


def _peaks(pool: Pool) -> dict[int, float]:
    """Return the largest memory that each process has had, in megabytes."""
    found = {}
    for pid in processes.family(pool.web):
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
        found[pid] = next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
    return found
