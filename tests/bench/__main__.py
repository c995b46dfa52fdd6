"""Measure Kyokun against the reference program: make bench [ROUNDS=3]."""

import argparse
import asyncio
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.bench import plot, results, rounds, servers
from tests.bench.learners import WAYS, KyokunLearner, Learner, ReferenceLearner
from tests.bench.rounds import Side
from tests.bench.world import PASSWORD, World
from tests.support.components import find_postgres


class Bench:
    """A measurement on one kind of database."""

    def __init__(self, kind: str, arguments: argparse.Namespace, folder: Path) -> None:
        self.kind, self.arguments, self.folder = kind, arguments, folder
        self.ports = dict(zip(servers.PROGRAMS, (arguments.port, arguments.port + 1), strict=True))
        self.learners: dict[str, list[Learner]] = {}
        self.memory: dict[str, float] = {}
        self.samples: dict[str, list[dict[str, rounds.Sample]]] = {way: [] for way in arguments.way}

    async def run(self) -> None:
        """Seed both databases, weigh each pool alone, then play the rounds."""
        with servers.databases(self.kind, self.folder) as (urls, running):
            self._seed(urls)
            for program in servers.PROGRAMS:
                with self._pool(program, urls, running) as pool:
                    await self._weigh(program, pool)
            with ExitStack() as stack:
                sides = {
                    program: Side(stack.enter_context(self._pool(program, urls, running)), self.learners[program])
                    for program in servers.PROGRAMS
                }
                await self._play(sides)

    def _pool(self, program: str, urls: dict[str, str], running: dict[str, Any]) -> Any:
        log = self.folder / f"{self.kind}-{program}.log"
        return servers.pool(program, urls[program], self.ports[program], running[program], log)

    def _seed(self, urls: dict[str, str]) -> None:
        servers.seed_reference(urls["reference"])
        levels = self.arguments.at_once
        people = max(rounds.STEPWISE, *levels)
        counts = [rounds.attempts_of(person, self.arguments.rounds, levels) for person in range(people)]
        world = World(urls["kyokun"], tuple(self.arguments.way), counts)
        self.learners = {
            "reference": [
                ReferenceLearner(self.ports["reference"], f"u{number}", servers.REFERENCE_PASSWORD)
                for number in range(1, people + 1)
            ],
            "kyokun": [
                KyokunLearner(self.ports["kyokun"], name, PASSWORD, world.waiting(person))
                for person, name in enumerate(world.names)
            ],
        }

    async def _weigh(self, program: str, pool: servers.Pool) -> None:
        await rounds.sign_in(self.learners[program])
        for way in self.arguments.way:
            await rounds.warm_up(Side(pool, self.learners[program]), way)
        await asyncio.sleep(rounds.REST_SECONDS)
        self.memory[program] = pool.memory()

    async def _play(self, sides: dict[str, Side]) -> None:
        for way in self.arguments.way:
            for side in sides.values():
                await rounds.warm_up(side, way)
        for number in range(self.arguments.rounds):
            order = dict(sides.items() if number % 2 == 0 else reversed(sides.items()))
            for way in self.arguments.way:
                started = time.monotonic()
                self.samples[way].append(await rounds.play_round(order, way, self.arguments.at_once))
                seconds = time.monotonic() - started
                print(f"{self.kind} {way}: round {number + 1}, {seconds:.0f} s", file=sys.stderr, flush=True)

    def measures(self, way: str, program: str) -> list[dict[str, float]]:
        """Return a program's measures, round by round."""
        return [each[program].measures | {"memory": self.memory[program]} for each in self.samples[way]]

    def rows(self, works: Sequence[results.Work]) -> list[results.Row]:
        """Return the table's rows; memory is of the pool, so it stands once."""
        found = []
        for way in self.arguments.way:
            wanted = [work for work in works if work.measure != "memory" or way == self.arguments.way[0]]
            both = [self.measures(way, program) for program in servers.PROGRAMS]
            found += results.compare(wanted, self.kind, way, *both)
        return [row._replace(way="") if row.work.measure == "memory" else row for row in found]

    def errors(self) -> list[str]:
        """Return what went wrong, with the program's name."""
        return [
            f"{self.kind} {way} {program}: {error}"
            for way, samples in self.samples.items()
            for sample in samples
            for program in servers.PROGRAMS
            for error in sample[program].errors
        ]

    def as_json(self) -> dict[str, Any]:
        """Return everything measured as plain data."""
        both = {way: {name: self.measures(way, name) for name in servers.PROGRAMS} for way in self.arguments.way}
        return {"database": self.kind, "rounds": both, "errors": self.errors()}


def main() -> int:
    """Measure, print the table, keep JSON and plot; return 1 when a request failed."""
    arguments = _arguments()
    benches = []
    with tempfile.TemporaryDirectory(prefix="kyokun-bench-") as folder:
        Path(folder).chmod(0o755)
        for kind in arguments.database:
            benches.append(Bench(kind, arguments, Path(folder)))
            asyncio.run(benches[-1].run())
    rows = [row for bench in benches for row in bench.rows(results.WORKS)]
    further = [row for bench in benches for row in bench.rows(results.FURTHER)]
    errors = [error for bench in benches for error in bench.errors()]
    print(results.as_text(rows), results.as_text(further), f"errors: {len(errors)}", *errors[:5], sep="\n\n")
    _keep(arguments.out, benches, rows + further, rows)
    return int(bool(errors))


def _keep(out: Path, benches: list[Bench], rows: list[results.Row], plotted: list[results.Row]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    machine = {"cpus": os.cpu_count(), "python": platform.python_version(), "workers": servers.WORKERS}
    content = {
        "machine": machine,
        "ratios": [row.as_json() for row in rows],
        "measured": [bench.as_json() for bench in benches],
    }
    (out / "bench.json").write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    (out / "bench.svg").write_text(plot.draw(plotted), encoding="utf-8")
    print(f"\nkept: {out / 'bench.json'}, {out / 'bench.svg'}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    kinds = ["sqlite", "postgresql"] if find_postgres() else ["sqlite"]
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--database", action="append", choices=kinds)
    parser.add_argument("--way", action="append", choices=WAYS)
    parser.add_argument("--at-once", type=int, nargs="+", choices=rounds.ATTEMPTS_AT, default=[*rounds.ATTEMPTS_AT])
    parser.add_argument("--port", type=int, default=5920, help="this one and the next are used")
    parser.add_argument("--out", type=Path, default=Path("instance/bench"))
    arguments = parser.parse_args()
    arguments.database = arguments.database or kinds
    arguments.way = arguments.way or [*WAYS]
    return arguments


if __name__ == "__main__":
    sys.exit(main())
