"""What processes cost, read from /proc."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

_NANOSECONDS = 1_000_000_000


def family(pid: int, proc: Path = Path("/proc")) -> list[int]:
    """Return `pid` and every process below it."""
    found = [pid]
    for parent in found:  # grows while it is read
        for thread in _threads(parent, proc):
            with suppress(FileNotFoundError, ProcessLookupError):  # it ended just now
                found += [int(child) for child in (thread / "children").read_text().split()]
    return found


def _threads(pid: int, proc: Path) -> list[Path]:
    """Return the folder of each thread of a process, none where it ended: globbing fails if it ends meanwhile."""
    try:
        return list((proc / str(pid) / "task").iterdir())
    except (FileNotFoundError, ProcessLookupError):
        return []


def cpu_used(pid: int, proc: Path = Path("/proc")) -> dict[int, float]:
    """Return the CPU seconds that `pid` and each process below it have used, all threads together.

    The scheduler's own count: `stat` counts in hundredths of a second, which is longer than a request.
    """
    return {each: sum(map(_seconds, _threads(each, proc))) for each in family(pid, proc)}


def cpu_between(before: Mapping[int, float], after: Mapping[int, float]) -> float:
    """Return the CPU seconds used between two readings; processes may have begun and ended."""
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())


def _seconds(thread: Path) -> float:
    try:
        return int((thread / "schedstat").read_text().split()[0]) / _NANOSECONDS
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
