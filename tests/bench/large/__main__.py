"""Measure Kyokun in a large organisation: make bench-large, or after the rounds of make bench."""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.bench.large import budgets, exports, works
from tests.bench.large.budgets import Measured
from tests.bench.large.world import World
from tests.support import postgres
from tests.support.components import find_postgres
from tests.support.postgres import Server


def measure(kind: str, arguments: argparse.Namespace, folder: Path) -> Iterator[Measured]:
    """Make the organisation on one kind of database, and measure all works on it."""
    with ExitStack() as stack:
        server: Server | None = None
        if kind == "postgresql":
            server = stack.enter_context(postgres.server(durable=True))
            urls = [stack.enter_context(postgres.database(server.url_prefix)) for _number in range(2)]
        else:
            urls = [f"sqlite:///{folder / name}.db" for name in ("large", "imported")]
        pid = server.process.pid if server and server.process else None
        started = time.monotonic()
        world = World(urls[0], arguments.people, arguments.teams, arguments.campaigns)
        print(f"{kind}: made in {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
        yield from works.measure(world, kind, pid)
        yield from exports.measure(urls[0], kind, arguments.port, server, folder / f"{kind}.log")
        seconds = works.import_people(urls[1], arguments.people, arguments.teams, pid)
        yield Measured(budgets.IMPORTING, kind, seconds)


def main() -> int:
    """Measure, print the table, keep JSON; which budgets are missed is told, not failed: machines are noisy."""
    arguments = _arguments()
    lines: list[Measured] = []
    with tempfile.TemporaryDirectory(prefix="kyokun-large-") as folder:
        Path(folder).chmod(0o755)
        for kind in arguments.database:
            for line in measure(kind, arguments, Path(folder)):
                print(f"{kind}: {line.budget.title}: {line.value:.3f} {line.budget.unit}", file=sys.stderr, flush=True)
                lines.append(line)
    print(budgets.as_text(lines))
    arguments.out.mkdir(parents=True, exist_ok=True)
    size = {name: getattr(arguments, name) for name in ("people", "teams", "campaigns")}
    content = {"cpus": os.cpu_count(), **size, "measured": [line.as_json() for line in lines]}
    (arguments.out / "large.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(f"\nkept: {arguments.out / 'large.json'}")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench-large", description=__doc__)
    kinds = ["sqlite", "postgresql"] if find_postgres() else ["sqlite"]
    parser.add_argument("--database", action="append", choices=kinds)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--teams", type=int, default=500)
    parser.add_argument("--campaigns", type=int, default=10)
    parser.add_argument("--port", type=int, default=5930)
    parser.add_argument("--out", type=Path, default=Path("instance/bench"))
    arguments = parser.parse_args()
    arguments.database = arguments.database or kinds
    return arguments


if __name__ == "__main__":
    sys.exit(main())
