"""One server and one browser for all journeys of a worker; each journey has people of its own."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ViewportSize, sync_playwright

from tests.browser.visitor import Visitor
from tests.support import components
from tests.support.browser import Site, serve
from tests.support.browser_checks import PHONE, Watch
from tests.support.seen import Seen
from training.extensions import db

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
SLOWEST_MILLISECONDS = 30_000
TIME_ZONE = "Asia/Tokyo"


@pytest.fixture(scope="session")
def site(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return the running application with the shipped bank published."""
    components.required("libatomic")
    components.required("Chromium")
    folder = tmp_path_factory.mktemp("site")
    shutil.copyfile(sqlite_template, folder / "kyokun.db")
    url = f"sqlite:///{folder / 'kyokun.db'}"
    log = folder / "server.log"
    with serve(url, log) as address:
        site = Site(address, url)
        site.publish_bank()
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
    own = tmp_path_factory.getbasetemp()
    run = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    return Seen(run / "seen")


NewVisitor = Callable[..., Visitor]


@pytest.fixture
def visit(site: Site, chromium: Browser, seen: Seen, locale: str) -> Iterator[NewVisitor]:
    """Return a maker of visitors, each with a fresh browser; at the end nothing may have been wrong on any page."""
    watches: list[Watch] = []
    number = itertools.count()

    def new(*, scripts: bool = True, keyboard: bool = False) -> Visitor:
        # Each language meets both widths; dark pages are checked in English, light ones in Japanese.
        on_phone = (next(number) + (locale == "en")) % 2 == 0

        def context(*, scripts: bool) -> BrowserContext:
            return chromium.new_context(
                java_script_enabled=scripts,
                locale={"ja": "ja-JP", "en": "en-GB"}[locale],
                timezone_id=TIME_ZONE,
                viewport=PHONE if on_phone else DESKTOP,
                color_scheme="dark" if locale == "en" else "light",
                reduced_motion="reduce",
            )

        own = context(scripts=scripts)
        own.set_default_timeout(SLOWEST_MILLISECONDS)
        lens = None if scripts else context(scripts=True).new_page()
        watch = Watch(own, site.address, lens, seen, site.page_of)
        watches.append(watch)
        return Visitor(own, site.address, locale, watch, keyboard=keyboard)

    yield new
    for each in chromium.contexts:
        each.close()
    problems = list(dict.fromkeys(problem for watch in watches for problem in watch.problems))
    assert not problems, "\n".join(problems)
