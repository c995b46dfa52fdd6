"""One server and one browser for all journeys of a worker; each journey has people of its own."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.seats import Equipment, Seats
from tests.browser.visitor import Visitor
from tests.support import components
from tests.support.browser import Site, publish_bank, serve
from tests.support.databases import make_app
from tests.support.folders import missing, shared_folder
from tests.support.seen import Seen
from training.extensions import db


@pytest.fixture(scope="session")
def published_bank(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an SQLite file with the shipped bank published, to be copied for each site."""
    file = shared_folder(tmp_path_factory, "published") / "kyokun.db"
    with missing(file.with_name("bank")) as is_missing:
        if is_missing:
            shutil.copyfile(sqlite_template, file)
            publish_bank(make_app(f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def site(published_bank: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return the running application with the shipped bank published."""
    components.required("libatomic")
    components.required("Chromium")
    folder = tmp_path_factory.mktemp("site")
    shutil.copyfile(published_bank, folder / "kyokun.db")
    url = f"sqlite:///{folder / 'kyokun.db'}"
    log = folder / "server.log"
    with serve(url, log) as address:
        site = Site(address, url)
        yield site
        with site.app.app_context():
            db.engine.dispose()
    assert "Traceback" not in log.read_text(errors="replace"), log.read_text(errors="replace")[-5000:]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a running browser without windows."""
    components.required("libatomic")
    components.required("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=components.find_chromium(), args=list(components.CHROMIUM_ARGUMENTS)
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    """Return what was checked already in this run, so that a page that comes again as it was is not checked again."""
    return Seen(shared_folder(tmp_path_factory, "seen"))


@pytest.fixture(scope="session")
def seats(site: Site, chromium: Browser, seen: Seen) -> Seats:
    """Return the browsers that visitors take in turn."""
    return Seats(chromium, site.address, seen, site.page_of)


NewVisitor = Callable[..., Visitor]


@pytest.fixture
def visit(site: Site, seats: Seats, locale: str) -> Iterator[NewVisitor]:
    """Return a maker of visitors, each with an empty browser; at the end nothing may have been wrong on any page."""
    number = itertools.count()

    def new(*, scripts: bool = True, keyboard: bool = False, sets_clock: bool = False) -> Visitor:
        # Each language meets both widths.
        on_phone = (next(number) + (locale == "en")) % 2 == 0
        seat = seats.take(Equipment(locale, scripts, on_phone, sets_clock))
        return Visitor(seat.page, site.address, locale, seat.watch, lambda: seats.leave(seat), keyboard=keyboard)

    yield new
    problems = seats.leave_all()
    assert not problems, "\n".join(problems)
