"""What every page must stand in a real browser, whoever looks at it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, CDPSession, ConsoleMessage, Request, Response, ViewportSize, WebError
from playwright.sync_api import Page as BrowserPage

from tests.support.accessibility import CONTRAST, LOOKS, PARTS, judge
from tests.support.page import Page
from tests.support.seen import Seen

Scheme = Literal["light", "dark"]
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
    if (/^[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}$/.test(words)) continue;  // the code of an invitation
    if (/[A-Za-z]{2,}(?:[ ,'’:-]+[A-Za-z]{2,}){2,}/.test(words) && !element.closest(own)) found.push(words);
  }
  return found;
}"""
OVERFLOW = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  const wide = [...document.querySelectorAll('main *, header *')]
    .filter(element => element.getBoundingClientRect().right > width + 1)
    .map(element => element.tagName.toLowerCase() + '.' + element.className);
  return [`${document.documentElement.scrollWidth} > ${width}: ` + wide.slice(0, 5).join(', ')];
}"""


# All that is asked of every page, in one question, since each question costs as much as its answer.
VIEW = f"""page => ({{
  content: document.documentElement.outerHTML,
  language: document.documentElement.lang,
  foreign: ({FOREIGN_TEXT})(),
  wide: ({OVERFLOW})(),
  scheme: matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  parts: [...({PARTS})().keys()],
  looks: [...({LOOKS})(page).keys()],
}})"""


class Watch:
    """Collects what goes wrong while somebody uses the application."""

    def __init__(
        self,
        context: BrowserContext,
        address: str,
        seen: Seen,
        page_of: Callable[[str], str],
    ) -> None:
        """Watch `context`; `page_of` names the page that a path leads to, whatever ids stand in the path."""
        self.host = urlsplit(address).netloc
        self.without_scripts: set[BrowserPage] = set()
        self.sessions: dict[BrowserPage, CDPSession] = {}
        self.problems: list[str] = []
        self.seen = seen
        self.page_of = page_of
        self.documents: dict[str, Response] = {}
        self.context = context
        context.on("console", self._console)
        context.on("weberror", self._error)
        context.on("request", self._request)
        context.on("response", self._response)

    def end(self) -> None:
        """Watch no longer."""
        self.context.remove_listener("console", self._console)
        self.context.remove_listener("weberror", self._error)
        self.context.remove_listener("request", self._request)
        self.context.remove_listener("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not REFUSED.match(message.text):
            self.problems.append(f"console of {message.page.url if message.page else '?'}: {message.text}")

    def _error(self, error: WebError) -> None:
        self.problems.append(f"script error: {error.error}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme != "data" and parts.netloc != self.host:
            self.problems.append(f"request to another host: {request.url}")

    def _response(self, response: Response) -> None:
        if response.request.resource_type == "document" and not 300 <= response.status < 400:
            self.documents[response.url.partition("#")[0]] = response
        if response.status >= 500:
            self.problems.append(f"{response.status} at {response.url}")

    def take_problems(self) -> list[str]:
        """Return what went wrong so far, and begin anew."""
        problems, self.problems = self.problems, []
        self.documents.clear()
        return problems

    def check(self, page: BrowserPage, locale: str) -> None:
        """Check the page that is open now, once for each content."""
        name = self._name_of(page)
        view = page.evaluate(VIEW, name)
        if not self.seen.add("content", locale, VARYING.sub("", view["content"])):
            return
        address = page.url.removeprefix(f"http://{self.host}")
        self.problems += [f"{locale} {address}: {problem}" for problem in self._problems(page, locale, name, view)]

    def _problems(self, page: BrowserPage, locale: str, name: str, view: dict[str, Any]) -> Iterator[str]:
        yield from self._source(page)
        if view["language"] != locale:
            yield f"the page says that its language is {view['language']}"
        if locale == "ja":
            yield from (f"not in Japanese: {text}" for text in view["foreign"])
        wide = view["wide"] if page.viewport_size == PHONE else self._wide_on_phone(page)
        yield from (f"scrolls sideways on a phone, {text}" for text in wide)
        with self._running_scripts(page):
            yield from self._accessibility(page, locale, name, view)

    def _accessibility(self, page: BrowserPage, locale: str, name: str, view: dict[str, Any]) -> Iterator[str]:
        """Apply the rules that are due, which costs most.

        Contrast is due for each look that was not judged before, in the page's own scheme, and once for each page in
        each language in the other one. The other rules do not depend on what the words are, so they are due for
        each part that is new.
        """
        own: Scheme = view["scheme"]
        parts = [part for _kind, part in self.seen.new(("part", part) for part in view["parts"])]
        yield from self._judge(page, name, own, view["looks"], parts)
        if self.seen.add("schemes", locale, name):
            other: Scheme = "light" if own == "dark" else "dark"
            page.emulate_media(color_scheme=other)
            looks = page.evaluate(f"page => [...({LOOKS})(page).keys()]", name)
            yield from self._judge(page, name, other, looks, [])
            page.emulate_media(color_scheme=own)

    def _judge(self, page: BrowserPage, name: str, scheme: Scheme, looks: list[str], parts: list[str]) -> Iterator[str]:
        due = [look for look in looks if not self.seen.has("look", scheme, look)]
        # What could not be judged is tried again elsewhere, once for each page.
        due = [look for look in due if self.seen.add("tried", scheme, name, look)]
        if due or parts:
            verdict = judge(page, name, looks=due, parts=parts)
            self.seen.new(("look", scheme, look) for look in verdict.judged)
            yield from (f"{scheme}: {text}" if rule == CONTRAST else text for rule, text in verdict.wrong)

    def _wide_on_phone(self, page: BrowserPage) -> list[str]:
        # Not by the viewport of the page, with which the browser changes the size of its whole window, twice.
        self._resize(page, PHONE)
        wide: list[str] = page.evaluate(OVERFLOW)
        self._resize(page, page.viewport_size or PHONE)
        return wide

    def _resize(self, page: BrowserPage, size: ViewportSize) -> None:
        screen = {"screenWidth": size["width"], "screenHeight": size["height"]}
        self._tell(
            page, "Emulation.setDeviceMetricsOverride", {**size, **screen, "deviceScaleFactor": 1, "mobile": False}
        )

    def stop_scripts(self, page: BrowserPage) -> None:
        """Show pages in this window as a browser without scripts does."""
        self.without_scripts.add(page)
        self._tell(page, "Emulation.setScriptExecutionDisabled", {"value": True})

    @contextmanager
    def _running_scripts(self, page: BrowserPage) -> Iterator[None]:
        """Let the checks run, which are scripts, on a page whose own scripts did not run and will not any more."""
        stopped = page in self.without_scripts
        if stopped:
            self._tell(page, "Emulation.setScriptExecutionDisabled", {"value": False})
        yield
        if stopped:
            self._tell(page, "Emulation.setScriptExecutionDisabled", {"value": True})

    def _tell(self, page: BrowserPage, method: str, values: dict[str, Any]) -> None:
        if page not in self.sessions:
            self.sessions[page] = page.context.new_cdp_session(page)
        self.sessions[page].send(method, values)

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
