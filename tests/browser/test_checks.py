"""The checks on every page find what they are for."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.support import browser_checks
from tests.support.browser_checks import Watch
from tests.support.seen import Seen

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
BIG, SMALL = '<button class="size">送信する</button>', '<button class="size">一</button>'
LIKE_ONE_THAT_PASSED = {
    "axe link-name": ('<a href="/a">一</a>', '<a href="/a"></a>'),
    "axe image-alt": ('<img alt="花" src="data:,">', '<img src="data:,">'),
    "axe button-name": ('<button type="button">送る</button>', '<button type="button"> </button>'),
    "axe aria-allowed-attr": ('<p aria-label="一" role="note">一</p>', '<p aria-checked="true" role="note">一</p>'),
    "axe aria-valid-attr-value": ('<p aria-hidden="true">一</p>', '<p aria-hidden="maybe">一</p>'),
    "axe list": ("<ul><li>一</li><li>二</li></ul>", "<ul><li>一</li><li>二</li><div>三</div></ul>"),
    "axe valid-lang": ('<p lang="en">One</p>', '<p lang="english">One</p>'),
    "axe target-size": (f"{BIG}{BIG}", f"{SMALL}{SMALL}"),
    "light: axe color-contrast": ("<p>よい色</p>", '<p class="new">淡い色</p><link rel="stylesheet" href="/pale.css">'),
}
FILES = {
    "/sizes.css": ".size { all: unset; font-size: 16px; line-height: 1; padding: 4px 0 }",
    "/pale-at-night.css": "@media (prefers-color-scheme: dark) { p { color: #ccc; background: #fff } }",
    "/pale.css": "p { color: #ccc; background: #fff }",
    "/wide.css": "p { width: 900px }",
    "/broken.js": "console.error('broken')",
    "/throwing.js": "throw new Error('thrown')",
    "/other-language.js": "document.documentElement.lang = 'en'",
}
POLICY = {"Content-Security-Policy": "script-src 'self'"}


@pytest.fixture
def seen(tmp_path: Path) -> Seen:
    """Return the memory of a run that begins."""
    return Seen(tmp_path)


def problems_of(browser: Browser, seen: Seen, *contents: str) -> list[str]:
    """Return what the checks say about pages with these contents, one after the other."""
    context = browser.new_context()
    pages = iter(contents)

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        kind = {"css": "text/css", "js": "text/javascript"}.get(path.rpartition(".")[2], "text/html")
        status = 500 if path == "/failing.png" else 200
        body = FRAME.format(next(pages)) if path == "/page" else FILES.get(path, "")
        route.fulfill(status=status, headers={"Content-Type": kind, **POLICY}, body=body)

    context.route("**/*", answer)
    watch = Watch(context, ADDRESS, None, seen, str)
    page = context.new_page()
    for _content in contents:
        page.goto(f"{ADDRESS}/page")
        watch.check(page, "ja")
    context.close()
    return watch.problems


@pytest.mark.parametrize(
    ("text", "passes"),
    [("mis-sent-mail", True), ("mis-sent-mail / 1", True), ("Two-factor sign-in code", False), ("Sign-in code", False)],
)
def test_a_hyphen_makes_no_english_japanese(chromium: Browser, seen: Seen, text: str, passes: bool) -> None:
    assert (problems_of(chromium, seen, f"<p>{text}</p>") == []) is passes


def test_a_page_without_faults_passes(chromium: Browser, seen: Seen) -> None:
    assert problems_of(chromium, seen, "<p>よい見本です。</p>") == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(chromium: Browser, seen: Seen, fault: str) -> None:
    assert [problem for problem in problems_of(chromium, seen, FAULTS[fault]) if fault in problem]


def test_a_fault_is_found_on_a_page_much_like_one_that_passed(chromium: Browser, seen: Seen) -> None:
    sizes = '<link rel="stylesheet" href="/sizes.css">'
    good = [f"{sizes}{good}" for good, _bad in LIKE_ONE_THAT_PASSED.values()]
    bad = [f"{sizes}{bad}" for _good, bad in LIKE_ONE_THAT_PASSED.values()]
    assert problems_of(chromium, seen, *good) == []
    problems = problems_of(chromium, seen, *bad)
    assert [fault for fault in LIKE_ONE_THAT_PASSED if fault not in " ".join(problems)] == []


def test_other_words_in_the_same_build_are_not_measured_again(
    chromium: Browser, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[dict[str, bool]] = []

    def note(_page: Page, **which: bool) -> list[tuple[str, str]]:
        runs.append(which)
        return []

    monkeypatch.setattr(browser_checks, "violations", note)
    problems_of(chromium, seen, "<p><a href='/1'>一</a></p>", "<p><a href='/2'>二</a></p>")
    assert runs == [{"contrast": True, "others": True}, {"contrast": True, "others": False}]
