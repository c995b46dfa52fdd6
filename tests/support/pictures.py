"""Takes the pictures of the documentation from real pages of the demonstration organisation.

python -m tests.support.pictures
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.support import components
from tests.support.browser import serve
from tests.support.databases import make_app, migrate
from training.config import ROOT
from training.demonstration.cast import PASSWORD, PEOPLE
from training.extensions import db

IMAGES = ROOT / "docs" / "images"
LARGEST_BYTES = 200_000
SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
RESULT = ".folder a[href$='/result']"
FORM = "form:has(input[type=password])"


@dataclass(frozen=True)
class Picture:
    """A page to be shown: who looks at it, where, which links lead there, and what is shown at the top."""

    name: str
    key: str
    address: str
    size: str
    follow: tuple[str, ...] = ()
    top: str = "body"


PICTURES = (
    Picture("my-training-phone", "h.aoki", "/training/", "phone"),
    Picture("decision-phone", "h.aoki", "/training/", "phone", (".folder a.btn-primary",)),
    Picture("result-phone", "m.fujii", "/training/", "phone", (RESULT,)),
    Picture("map-phone", "m.fujii", "/training/", "phone", (RESULT,), top="h2:has(+ .case-map)"),
    Picture("my-training-en-desktop", "p.nair", "/training/", "desktop"),
    Picture("my-people-desktop", "s.hamada", "/team/", "desktop"),
    Picture("step-desktop", "n.kudo", "/studio/scenarios/mis-sent-invitation", "desktop"),
    Picture("campaigns-desktop", "k.mori", "/campaigns/", "desktop"),
)


def main() -> None:
    """Take all pictures anew."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with _demonstration() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=components.find_chromium(), args=list(components.CHROMIUM_ARGUMENTS)
        )
        for picture in PICTURES:
            path = IMAGES / f"{picture.name}.png"
            _take(browser, site, picture, path)
            size = path.stat().st_size
            print(f"{path.relative_to(ROOT)}: {size // 1000} kB")
            if size > LARGEST_BYTES:
                raise SystemExit(f"{path.name} is larger than {LARGEST_BYTES // 1000} kB")
        browser.close()


@contextmanager
def _demonstration() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/kyokun.db"
        migrate(url)
        app = make_app(url)
        app.test_cli_runner().invoke(args=["demo", "load"], catch_exceptions=False)
        with app.app_context():
            db.engine.dispose()
        with serve(url, Path(folder) / "server.log") as address:
            yield address


def _take(browser: Browser, site: str, picture: Picture, path: Path) -> None:
    width, height = SIZES[picture.size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="light", locale="ja-JP")
    page = context.new_page()
    _sign_in(page, site, picture.key)
    page.goto(site + picture.address)
    for selector in picture.follow:
        page.locator(selector).first.click()
    page.locator(picture.top).evaluate("element => element.scrollIntoView({behavior: 'instant'})")
    page.screenshot(path=path)
    context.close()


def _sign_in(page: Page, site: str, key: str) -> None:
    person = next(person for person in PEOPLE if person.key == key)
    page.goto(f"{site}/sign-in")
    page.locator(f"{FORM} input:not([type=hidden]):not([type=password])").first.fill(person.address or person.number)
    page.locator(f"{FORM} input[type=password]").fill(PASSWORD)
    page.locator(f"{FORM} button").first.click()


if __name__ == "__main__":
    main()
