"""Browsers that visitors take in turn; each is emptied in between, which costs a fifth of a new one."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Browser, BrowserContext, ViewportSize

from tests.support.browser_checks import PHONE, Watch
from tests.support.seen import Seen

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
SLOWEST_MILLISECONDS = 30_000
TIME_ZONE = "Asia/Tokyo"
EMPTY_PAGE = "/static/img/seal.svg"  # of our own host, since the browser starts another process for any other


@dataclass(frozen=True)
class Equipment:
    """What tells one browser from another."""

    locale: str
    scripts: bool
    on_phone: bool
    sets_clock: bool = False
    """A clock that was set once is never right again, so that such a browser is closed after its visitor."""


class Seat:
    """A browser with one window, and what watches it."""

    def __init__(self, context: BrowserContext, watch: Watch) -> None:
        self.context = context
        self.watch = watch
        self.page = context.new_page()
        self._session = context.new_cdp_session(self.page)

    def clear(self, address: str) -> None:
        """Forget what a closed browser forgets: pages, history, cookies, stored data. Downloaded files are kept."""
        for page in self.context.pages:
            if page != self.page:
                page.close()
        self.page.unroute_all()
        self.page.goto(address + EMPTY_PAGE)
        self.page.mouse.move(0, 0)
        self.page.evaluate("() => { sessionStorage.clear(); window.name = '' }")
        self.context.clear_cookies()
        self._session.send("Storage.clearDataForOrigin", {"origin": address, "storageTypes": "all"})
        self._session.send("Page.resetNavigationHistory")


class Seats:
    """The browsers of one process of tests."""

    def __init__(self, chromium: Browser, address: str, seen: Seen, page_of: Callable[[str], str]) -> None:
        self._chromium = chromium
        self._address = address
        self._seen = seen
        self._page_of = page_of
        self._free: dict[Equipment, list[Seat]] = defaultdict(list)
        self._taken: dict[Seat, Equipment] = {}
        self._problems: list[str] = []

    def take(self, equipment: Equipment) -> Seat:
        """Return an empty browser."""
        free = self._free[equipment]
        seat = free.pop() if free else self._make(equipment)
        self._taken[seat] = equipment
        return seat

    def leave(self, seat: Seat) -> None:
        """Empty a browser for whoever comes next."""
        equipment = self._taken.pop(seat)
        if equipment.sets_clock:
            seat.context.close()
        else:
            seat.clear(self._address)
            self._free[equipment].append(seat)
        self._problems += seat.watch.take_problems()

    def leave_all(self) -> list[str]:
        """Empty every browser, and return what was wrong on any since the last time."""
        for seat in list(self._taken):
            self.leave(seat)
        problems, self._problems = self._problems, []
        return list(dict.fromkeys(problems))

    def _make(self, equipment: Equipment) -> Seat:
        context = self._context(equipment)
        context.set_default_timeout(SLOWEST_MILLISECONDS)
        seat = Seat(context, Watch(context, self._address, self._seen, self._page_of))
        if not equipment.scripts:
            seat.watch.stop_scripts(seat.page)
        return seat

    def _context(self, equipment: Equipment) -> BrowserContext:
        return self._chromium.new_context(
            locale={"ja": "ja-JP", "en": "en-GB"}[equipment.locale],
            timezone_id=TIME_ZONE,
            viewport=PHONE if equipment.on_phone else DESKTOP,
            # Dark pages are checked in English, light ones in Japanese.
            color_scheme="dark" if equipment.locale == "en" else "light",
            reduced_motion="reduce",
        )
