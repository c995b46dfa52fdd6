"""Pages are set by a program of their own, so that processes which serve can be forked whatever they have done."""

import subprocess
import sys
from pathlib import Path

from training.config import ROOT

SECONDS = 30
FORKED_AFTER_A_PAGE = """
import os
import signal
import sys
from pathlib import Path

from training.typesetting import typeset

page = Path(sys.argv[1])
assert typeset(page, {"name": "one"}).startswith(b"%PDF")
if os.fork() == 0:
    signal.alarm(10)
    os._exit(not typeset(page, {"name": "two"}).startswith(b"%PDF"))
sys.exit(os.waitstatus_to_exitcode(os.wait()[1]))
"""
PAGE = '#set document(title: "Page")\n#json(bytes(sys.inputs.data)).name\n'


def test_a_process_that_was_forked_after_a_page_sets_the_next(tmp_path: Path) -> None:
    page = tmp_path / "page.typ"
    page.write_text(PAGE, encoding="utf-8")
    command = [sys.executable, "-c", FORKED_AFTER_A_PAGE, str(page)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr.decode()
