"""What managers see of their people."""

from playwright.sync_api import Download, Locator

from tests.browser.visitor import Visitor


class MyPeople:
    """Who has finished, who is late."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def open(self) -> None:
        """Go there by the navigation."""
        self.visitor.press("My people", within=".site-nav")

    def names(self) -> list[str]:
        """List the people in the table, in its order."""
        return [name.strip() for name in self._rows.locator("th a").all_inner_texts()]

    def line(self, name: str) -> str:
        """Return what the table says about one person."""
        return " ".join(self._rows.filter(has_text=name).first.inner_text().split())

    def only(self, status: str) -> None:
        """Filter by a status."""
        self.visitor.hand.press(self.visitor.page.locator(".filters:not([open]) summary"))
        place = self.visitor.page.locator(".filters select[name=status]")
        self.visitor.hand.pick(place, status)
        self.visitor.press("Show", within=".filters")

    def open_person(self, name: str) -> None:
        """Look at one person."""
        target = self._rows.filter(has_text=name).first.locator("th a")
        self.visitor.go(lambda: self.visitor.hand.press(target))

    def remind(self) -> None:
        """Remind whoever can be reminded of the first training."""
        self.open()
        self._follow("main td a[href*='/remind']")
        self._follow("main form button[type=submit]")

    def give_time(self, name: str, why: str, until: str) -> None:
        """Give one person more time, take that back and give it once more; look at giving it to everybody."""
        self.open()
        self.open_person(name)
        self._follow("main a[href^='/team/campaigns/'][href*='/people/']")
        for takes_back in (True, False):
            self.visitor.press("Extension", within="main")
            self.visitor.page.locator("[name=until]").fill(until)
            self.visitor.write("Reason", why)
            self._follow("main form button[type=submit]")
            if takes_back:
                self._follow("main td a[href$='/take-back']")
                self.visitor.write("Why it is taken back", why)
                self._follow("main form button[type=submit]")
        self._follow("main nav[aria-label] a[href*='/team/campaigns/']")
        self._follow("main a[href$='/extend']")

    def _follow(self, selector: str) -> None:
        target = self.visitor.page.locator(selector).filter(visible=True).first
        self.visitor.go(lambda: self.visitor.hand.press(target))

    def download(self) -> Download:
        """Download the list as it is filtered."""
        with self.visitor.page.expect_download() as coming:
            self.visitor.hand.press(self.visitor.named("As CSV"))
        return coming.value

    @property
    def _rows(self) -> Locator:
        return self.visitor.page.locator(".people-list-training tbody tr")
