"""A process that guesses passwords: it waits for the word to begin, and says how many tries it was let."""

import sys

from tests.support.databases import make_app
from training import transaction
from training.accounts import throttle


def main(url: str, tries: int) -> None:
    """Take slots for one account from an address, `tries` times."""
    with make_app(url).app_context():
        print("ready", flush=True)
        sys.stdin.readline()
        slots = [transaction.run(lambda: throttle.take("E0042", "192.0.2.1")) for _ in range(tries)]
        print(sum(slot.wait is None for slot in slots), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
