"""Several processes at the same moment."""

import multiprocessing
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any

from flask import Flask

from training.extensions import db

SECONDS = 60


def apart(app: Flask, works: Sequence[Callable[[], Any]]) -> list[Any]:
    """Run each work in a process of its own; return in order its result, or the name and words of its error.

    The processes are forks of this one, so that many start in the time of one; none shares a connection.
    """
    with app.app_context():
        db.engine.dispose()
    context = multiprocessing.get_context("fork")
    start, pipes = context.Barrier(len(works)), [context.Pipe(duplex=False) for _work in works]
    processes = [
        context.Process(target=_run, args=(work, start, sending), daemon=True)
        for work, (_receiving, sending) in zip(works, pipes, strict=True)
    ]
    try:
        for process in processes:
            process.start()
        return [_receive(receiving) for receiving, _sending in pipes]
    finally:
        for process in processes:
            process.kill()
            process.join()
        for pipe in pipes:
            for end in pipe:
                end.close()


def _run(work: Callable[[], Any], start: Barrier, sending: Connection) -> None:
    try:
        start.wait(SECONDS)
        sending.send(work())
    except Exception as error:  # handed to the test
        sending.send(f"{type(error).__name__}: {error}")


def _receive(receiving: Connection) -> Any:
    assert receiving.poll(SECONDS), "a process said nothing"
    return receiving.recv()
