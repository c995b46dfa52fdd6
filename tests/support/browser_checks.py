"""What every page must stand in a real browser, whoever looks at it."""

import re
from collections.abc import Callable, Iterator
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, ViewportSize
from playwright.sync_api import Page as BrowserPage

from tests.support.accessibility import CONTRAST, SHAPE, violations
from tests.support.page import Page
from tests.support.seen import Seen

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
PHONE: ViewportSize = {"width": 390, "height": 844}
# Pages that refuse something answer with 4xx, and the browser writes that on the console.
REFUSED = re.compile(r"Failed to load resource: the server responded with a status of 4\d\d")
VARYING = re.compile(r'(?:value|nonce)="[^"]{40,}"|[0-9a-f]{8}-[0-9a-f-]{27}')
FOREIGN_TEXT = r"""() => {
  const own = '.exhibit, code, pre, [lang=en], a[href^=http], .source-list, option, script, style, title';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const words = walker.currentNode.data.trim();
    if (/[\u3040-\u30ff\u4e00-\u9fff]/.test(words)) continue;
    if (/^[a-z0-9]+(?:-[a-z0-9]+)+(?: \/ \d+)?$/.test(words)) continue;  // the short name of a quiz, or a release
    if (/[A-Za-z]{2,}(?:[ ,'’:-]+[A-Za-z]{2,}){2,}/.test(words) && !element.closest(own)) found.push(words);
  }
  return found;
}"""
PREFERS = "scheme => matchMedia(`(prefers-color-scheme: ${scheme})`).matches"
STYLES = """() => {
  const name = element => element.tagName + '.' + element.getAttribute('class');
  return [...new Set([...document.querySelectorAll('body *')].map(e => name(e.parentElement) + ' > ' + name(e)))];
}"""
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll('main *, header *')]
    .filter(element => element.getBoundingClientRect().right > width + 1)
    .map(element => element.tagName.toLowerCase() + '.' + element.className);
  return [`${document.documentElement.scrollWidth} > ${width}: ` + wide.slice(0, 5).join(', ')];
}"""


class Watch:
    """Collects what goes wrong while somebody uses the application."""

    def __init__(
        self,
        context: BrowserContext,
        address: str,
        lens: BrowserPage | None,
        seen: Seen,
        page_of: Callable[[str], str],
    ) -> None:
        """Watch `context`; where its scripts are off, the checks look at the same pages through `lens`.

        `page_of` names the page that a path leads to, whatever ids stand in the path.
        """
        self.host = urlsplit(address).netloc
        self.lens = lens
        self.problems: list[str] = []
        self.seen = seen
        self.page_of = page_of
        self.documents: dict[str, Response] = {}
        context.on("console", self._console)
        context.on("weberror", lambda error: self.problems.append(f"script error: {error.error}"))
        context.on("request", self._request)
        context.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not REFUSED.match(message.text):
            self.problems.append(f"console of {message.page.url if message.page else '?'}: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme != "data" and parts.netloc != self.host:
            self.problems.append(f"request to another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.request.resource_type == "document" and not 300 <= response.status < 400:
            self.documents[response.url.partition("#")[0]] = response
        if response.status >= 500:
            self.problems.append(f"{response.status} at {response.url}")

    def check(self, page: BrowserPage, locale: str) -> None:
        """Check the page that is open now, once for each content."""
        if not self.seen.add("content", locale, VARYING.sub("", page.content())):
            return
        address = page.url.removeprefix(f"http://{self.host}")
        self.problems += [f"{locale} {address}: {problem}" for problem in self._problems(page, locale)]

    def _problems(self, page: BrowserPage, locale: str) -> Iterator[str]:
        yield from self._source(page)
        shown = page.locator("html").get_attribute("lang")
        if shown != locale:
            yield f"the page says that its language is {shown}"
        if locale == "ja":
            yield from (f"not in Japanese: {text}" for text in page.evaluate(FOREIGN_TEXT))
        yield from _overflow(page)
        yield from self._accessibility(page, locale)

    def _accessibility(self, page: BrowserPage, locale: str) -> Iterator[str]:
        """Apply the rules that are due, which costs most.

        Contrast: each page in each language and scheme once, and whatever looks new. The other rules do not depend on
        what the words are, so they are due once for each shape of a page in each language.
        """
        name = self._name_of(page)
        own = next(scheme for scheme in SCHEMES if page.evaluate(PREFERS, scheme))
        contrast = {scheme for scheme in SCHEMES if self.seen.add("contrast", locale, scheme, name)}
        if self.seen.new(("style", locale, style) for style in page.evaluate(STYLES)):
            contrast.add(own)
        others = self.seen.add("shape", locale, name, page.evaluate(SHAPE))
        if not others and not contrast:
            return
        if self.lens:
            self._show_in(self.lens, page)
            page = self.lens
        if others or own in contrast:
            found = violations(page, contrast=own in contrast, others=others)
            yield from (f"{own}: {text}" if rule == CONTRAST else text for rule, text in found)
        for scheme in sorted(contrast - {own}):
            page.emulate_media(color_scheme=scheme)
            yield from (f"{scheme}: {text}" for _rule, text in violations(page, contrast=True, others=False))
            page.emulate_media(color_scheme=own)

    def _name_of(self, page: BrowserPage) -> str:
        response = self.documents.get(page.url.partition("#")[0])
        return f"{self.page_of(urlsplit(page.url).path)} {response.status if response else ''}"

    def _source(self, page: BrowserPage) -> Iterator[str]:
        response = self.documents.get(page.url.partition("#")[0])
        if response is None:
            return
        try:
            Page(response.status, page.url, response.text(), response.headers).check()
        except (AssertionError, ValueError) as error:
            yield f"not strict: {error}"

    def _show_in(self, lens: BrowserPage, page: BrowserPage) -> None:
        """Show what `page` was sent in `lens`, without asking the server for it again."""
        body = self.documents[page.url.partition("#")[0]].text()
        lens.route(page.url, lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"))
        lens.goto(page.url)
        lens.unroute(page.url)


def _overflow(page: BrowserPage) -> Iterator[str]:
    usual = page.viewport_size
    if usual != PHONE:
        page.set_viewport_size(PHONE)
    yield from (f"scrolls sideways on a phone, {text}" for text in page.evaluate(OVERFLOW))
    if usual and usual != PHONE:
        page.set_viewport_size(usual)
