"""The checks on every page find what they are for."""

import pytest
from playwright.sync_api import Browser, Route

from tests.support.browser_checks import Watch

ADDRESS = "http://checks.example"
FRAME = (
    "<!doctype html><html lang=ja><head><meta charset=utf-8><meta name=viewport content='width=device-width'>"
    "<title>見本 – 教訓</title></head><body><main><h1>見本</h1>{}</main></body></html>"
)
FAULTS = {
    "light: axe color-contrast": '<p lang="ja"><span>読めない</span></p><link rel="stylesheet" href="/pale.css">',
    "dark: axe color-contrast": '<p><span>夜だけ読めない</span></p><link rel="stylesheet" href="/pale-at-night.css">',
    "not in Japanese": "<p>This was never translated</p>",
    "scrolls sideways": '<p>広い</p><link rel="stylesheet" href="/wide.css">',
    "request to another host": '<img alt="" src="http://elsewhere.example/dot.png">',
    "not strict": "<p id=twice>一</p><p id=twice>二</p>",
    "console of": '<script src="/broken.js"></script>',
    "script error": '<script src="/throwing.js"></script>',
    "Content Security Policy": '<p onclick="go()">飛ぶ</p>',
    "500 at": '<img alt="" src="/failing.png">',
    "its language is en": '<script src="/other-language.js"></script>',
}
FILES = {
    "/pale-at-night.css": "@media (prefers-color-scheme: dark) { p { color: #ccc; background: #fff } }",
    "/pale.css": "p { color: #ccc; background: #fff }",
    "/wide.css": "p { width: 900px }",
    "/broken.js": "console.error('broken')",
    "/throwing.js": "throw new Error('thrown')",
    "/other-language.js": "document.documentElement.lang = 'en'",
}
POLICY = {"Content-Security-Policy": "script-src 'self'"}


def problems_of(browser: Browser, content: str) -> list[str]:
    """Return what the checks say about a page with this content."""
    context = browser.new_context()

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        kind = {"css": "text/css", "js": "text/javascript"}.get(path.rpartition(".")[2], "text/html")
        status = 500 if path == "/failing.png" else 200
        body = FILES.get(path, FRAME.format(content))
        route.fulfill(status=status, headers={"Content-Type": kind, **POLICY}, body=body)

    context.route("**/*", answer)
    watch = Watch(context, ADDRESS, None, set(), str)
    page = context.new_page()
    page.goto(f"{ADDRESS}/page")
    watch.check(page, "ja")
    context.close()
    return watch.problems


@pytest.mark.parametrize(
    ("text", "passes"),
    [("mis-sent-mail", True), ("mis-sent-mail / 1", True), ("Two-factor sign-in code", False), ("Sign-in code", False)],
)
def test_a_hyphen_makes_no_english_japanese(chromium: Browser, text: str, passes: bool) -> None:
    assert (problems_of(chromium, f"<p>{text}</p>") == []) is passes


def test_a_page_without_faults_passes(chromium: Browser) -> None:
    assert problems_of(chromium, "<p>よい見本です。</p>") == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(chromium: Browser, fault: str) -> None:
    assert [problem for problem in problems_of(chromium, FAULTS[fault]) if fault in problem]
