"""Several transactions at the same moment."""

from collections.abc import Callable, Sequence
from threading import Barrier, Thread

from flask import Flask

from training import transaction


def together(app: Flask, works: Sequence[Callable[[], object]]) -> list[object]:
    """Run each work in a thread and a transaction of its own; return results and errors in order."""
    results: list[object] = [None] * len(works)
    start = Barrier(len(works))

    def run(number: int, work: Callable[[], object]) -> None:
        with app.app_context():
            start.wait()
            try:
                results[number] = transaction.run(work)
            except Exception as error:  # handed to the test
                results[number] = error

    threads = [Thread(target=run, args=(number, work)) for number, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
