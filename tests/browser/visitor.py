"""Somebody at a browser: with mouse or with the keyboard alone, with scripts or without."""

from collections.abc import Callable
from functools import cache
from typing import Protocol
from urllib.parse import urlsplit

from playwright.sync_api import Locator
from playwright.sync_api import Page as BrowserPage

from tests.support import catalogues
from tests.support.browser_checks import Watch

MOST_TABS = 150
IS_FOCUSED = "element => element === document.activeElement"
IN_SAME_GROUP = "element => document.activeElement?.type === 'radio' && document.activeElement.name === element.name"


@cache
def _catalogue(locale: str) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in catalogues.read(locale) if isinstance(message.id, str)}


class Hand(Protocol):
    """How somebody operates a page."""

    def press(self, target: Locator) -> None:
        """Follow a link or press a button."""

    def tick(self, target: Locator) -> None:
        """Choose a radio button or tick a box."""

    def pick(self, target: Locator, value: str) -> None:
        """Choose one of a list."""

    def type(self, target: Locator, text: str) -> None:
        """Write into a field in place of what stands there."""


class Mouse:
    """Points and clicks."""

    def press(self, target: Locator) -> None:
        """Click."""
        target.click()

    def tick(self, target: Locator) -> None:
        """Click the choice if it is not made yet."""
        target.check()

    def pick(self, target: Locator, value: str) -> None:
        """Choose from the open list."""
        target.select_option(value)

    def type(self, target: Locator, text: str) -> None:
        """Click into the field and write."""
        target.fill(text)


class Keyboard:
    """Uses Tab, arrows, Space and Enter, and nothing else."""

    def __init__(self, page: BrowserPage) -> None:
        self.page = page

    def press(self, target: Locator) -> None:
        """Go there and press Enter."""
        self._reach(target)
        self.page.keyboard.press("Enter")

    def tick(self, target: Locator) -> None:
        """Tick by Space; among radio buttons go on by the arrow keys."""
        if target.is_checked():
            return
        if target.get_attribute("type") == "radio":
            self._reach(target, IN_SAME_GROUP)
        else:
            self._reach(target)
        if target.evaluate(IS_FOCUSED):
            self.page.keyboard.press("Space")
        for _press in range(MOST_TABS):
            if target.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrow keys do not reach {target}")

    def pick(self, target: Locator, value: str) -> None:
        """Go through the list by the arrow keys."""
        self._reach(target)
        self.page.keyboard.press("Home")
        for _press in range(MOST_TABS):
            if target.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrow keys do not reach {value} in {target}")

    def type(self, target: Locator, text: str) -> None:
        """Go there, select what stands there, and write."""
        self._reach(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def _reach(self, target: Locator, arrived: str = IS_FOCUSED) -> None:
        element = target.element_handle()  # found once, not again at each Tab
        for _press in range(MOST_TABS):
            if element.evaluate(arrived):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not reach {target} on {self.page.url}")


class Visitor:
    """One person at one browser; every page on the way is checked."""

    def __init__(
        self, page: BrowserPage, address: str, locale: str, watch: Watch, leave: Callable[[], None], *, keyboard: bool
    ) -> None:
        self.page = page
        self.address = address
        self.locale = locale
        self.watch = watch
        self.close = leave
        self.hand: Hand = Keyboard(self.page) if keyboard else Mouse()

    @property
    def path(self) -> str:
        """Return the path of the present page."""
        return urlsplit(self.page.url).path

    def say(self, text: str, **values: object) -> str:
        """Return an English text of the application in the language of this person."""
        if self.locale != "en":
            text = _catalogue(self.locale)[text]
        return text % values if values else text

    def open(self, address: str) -> None:
        """Type an address."""
        self.page.goto(address if address.startswith("http") else self.address + address)
        self.check()

    def check(self) -> None:
        """Check the present page; what is wrong fails the test at its end."""
        self.watch.check(self.page, self.locale)

    def go(self, action: Callable[[], object]) -> None:
        """Do something that leads to another page, and look at that one."""
        with self.page.expect_navigation():
            action()
        self.check()

    def press(self, text: str, *, within: str = "body", **values: object) -> None:
        """Press the button or follow the link that says `text` and leads to another page."""
        target = self.named(text, within=within, **values)
        self.go(lambda: self.hand.press(target))

    def named(self, text: str, *, within: str = "body", **values: object) -> Locator:
        """Find the one button or link that begins with `text`."""
        name = self.say(text, **values)
        area = self.page.locator(within)
        found = area.get_by_role("button", name=name).or_(area.get_by_role("link", name=name))
        return found.filter(visible=True).first

    def field(self, label: str) -> Locator:
        """Find a field by its label."""
        return self.page.get_by_label(self.say(label), exact=False).first

    def write(self, label: str, text: str) -> None:
        """Fill in a field."""
        self.hand.type(self.field(label), text)

    def reads(self, text: str, *, within: str = "main", **values: object) -> bool:
        """Tell whether the page says this text of the application."""
        return self.say(text, **values) in self.text(within)

    def text(self, selector: str = "main") -> str:
        """Return what is to be read somewhere, spaces joined."""
        return " ".join(self.page.locator(selector).first.inner_text().split())

    def heading(self) -> str:
        """Return the h1."""
        return " ".join((self.page.locator("h1").text_content() or "").split())
