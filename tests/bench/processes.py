"""What processes cost, read from /proc."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

_NANOSECONDS = 1_000_000_000


def family(pid: int, proc: Path = Path("/proc")) -> list[int]:
    """Return `pid` and every process below it."""
    found = [pid]
    for parent in found:  # grows while it is read
        for children in proc.glob(f"{parent}/task/*/children"):
            with suppress(FileNotFoundError, ProcessLookupError):  # it ended just now
                found += [int(child) for child in children.read_text().split()]
    return found


def cpu_used(pid: int, proc: Path = Path("/proc")) -> dict[int, float]:
    """Return the CPU seconds that `pid` and each process below it have used, all threads together.

    The scheduler's own count: `stat` counts in hundredths of a second, which is longer than a request.
    """
    return {each: sum(map(_seconds, proc.glob(f"{each}/task/*/schedstat"))) for each in family(pid, proc)}


def cpu_between(before: Mapping[int, float], after: Mapping[int, float]) -> float:
    """Return the CPU seconds used between two readings; processes may have begun and ended."""
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())


def _seconds(schedstat: Path) -> float:
    try:
        return int(schedstat.read_text().split()[0]) / _NANOSECONDS
    except (FileNotFoundError, ProcessLookupError):  # it ended just now
        return 0.0


def proportional_megabytes(pids: Iterable[int], proc: Path = Path("/proc")) -> float:
    """Return the memory of these processes, what several share divided among them (PSS)."""
    kilobytes = 0
    for pid in pids:
        with suppress(FileNotFoundError, ProcessLookupError):  # it ended just now
            lines = (proc / str(pid) / "smaps_rollup").read_text().splitlines()
            kilobytes += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1024
