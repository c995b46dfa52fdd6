"""The checks on every page find what they are for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.support import browser_checks
from tests.support.accessibility import Verdict, judge
from tests.support.browser_checks import Watch
from tests.support.seen import Seen

ADDRESS = "http://checks.example"
FRAME = (
    "<!doctype html><html lang=ja><head><meta charset=utf-8><meta name=viewport content='width=device-width'>"
    "<title>見本 – 教訓</title></head><body><main><h1>見本</h1>{}" + "<p>見本です。</p>" * 12 + "</main></body></html>"
)  # long enough to be judged part by part
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
    "axe scrollable-region-focusable": (
        '<div class="low"><p>一</p></div>',
        f'<div class="low"><p>{"長い" * 40}</p></div>',
    ),
    "axe input-button-name": (
        '<div class="veil"><input type="button" value=""></div><link rel="stylesheet" href="/veil.css">',
        '<div class="veil"><input type="button" value=""></div><link rel="stylesheet" href="/no.css">',
    ),
    "axe target-size": (f"{BIG}{BIG}", f"{SMALL}{SMALL}"),
    "light: axe color-contrast": ("<p>よい色</p>", '<p class="new">淡い色</p><link rel="stylesheet" href="/pale.css">'),
}
PALE_IN_OTHER_SURROUNDINGS = {
    "on another ground": ("<b>文字</b>", '<b>文字</b><link rel="stylesheet" href="/ground.css">'),
    "once it is shown": ('<p class="pale" hidden>淡い色</p>', '<p class="pale">淡い色</p>'),
    "once it is in use": ('<button class="pale" disabled>淡い色</button>', '<button class="pale">淡い色</button>'),
    "once it is within sight": ('<p class="pale tiny">淡い色</p>', '<p class="pale">淡い色</p>'),
    "with more than a letter": ('<p class="pale">淡</p>', '<p class="pale">淡い色</p>'),
}
FILES = {
    "/ground.css": "main { background: #555 }",
    "/pale-class.css": ".pale { color: #ccc; background: #fff } .tiny { height: 1px; overflow: hidden }",
    "/sizes.css": ".size { all: unset; font-size: 16px; line-height: 1; padding: 4px 0 } "
    ".low { height: 60px; width: 100px; overflow: auto }",
    "/veil.css": ".veil { display: none }",
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


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """Return a window for all checks, since each opens pages of its own making."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()


def problems_of(page: Page, seen: Seen, *contents: str, scripts: bool = True) -> list[str]:
    """Return what the checks say about pages with these contents, one after the other."""
    pages = iter(contents)

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(ADDRESS)
        kind = {"css": "text/css", "js": "text/javascript"}.get(path.rpartition(".")[2], "text/html")
        status = 500 if path == "/failing.png" else 200
        body = FRAME.format(next(pages)) if path == "/page" else FILES.get(path, "")
        route.fulfill(status=status, headers={"Content-Type": kind, **POLICY}, body=body)

    page.route("**/*", answer)
    watch = Watch(page.context, ADDRESS, seen, str)
    if not scripts:
        watch.stop_scripts(page)
    for _content in contents:
        page.goto(f"{ADDRESS}/page")
        watch.check(page, "ja")
    watch.end()
    page.unroute_all()
    return watch.problems


@pytest.mark.parametrize(
    ("text", "passes"),
    [("mis-sent-mail", True), ("mis-sent-mail / 1", True), ("Two-factor sign-in code", False), ("Sign-in code", False)],
)
def test_a_hyphen_makes_no_english_japanese(page: Page, seen: Seen, text: str, passes: bool) -> None:
    assert (problems_of(page, seen, f"<p>{text}</p>") == []) is passes


def test_a_page_without_faults_passes(page: Page, seen: Seen) -> None:
    assert problems_of(page, seen, "<p>よい見本です。</p>") == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_found(page: Page, seen: Seen, fault: str) -> None:
    assert [problem for problem in problems_of(page, seen, FAULTS[fault]) if fault in problem]


def test_a_fault_is_found_on_a_page_much_like_one_that_passed(page: Page, seen: Seen) -> None:
    sizes = '<link rel="stylesheet" href="/sizes.css">'
    good = [f"{sizes}{good}" for good, _bad in LIKE_ONE_THAT_PASSED.values()]
    bad = [f"{sizes}{bad}" for _good, bad in LIKE_ONE_THAT_PASSED.values()]
    assert problems_of(page, seen, *good) == []
    problems = problems_of(page, seen, *bad)
    assert [fault for fault in LIKE_ONE_THAT_PASSED if fault not in " ".join(problems)] == []


@pytest.mark.parametrize("case", PALE_IN_OTHER_SURROUNDINGS)
def test_a_pale_text_is_found_whatever_passed_before(page: Page, seen: Seen, case: str) -> None:
    good, bad = (f'{text}<link rel="stylesheet" href="/pale-class.css">' for text in PALE_IN_OTHER_SURROUNDINGS[case])
    assert problems_of(page, seen, good) == []
    assert "light: axe color-contrast" in " ".join(problems_of(page, seen, bad))


def test_a_page_whose_scripts_do_not_run_is_judged_as_it_stands(chromium: Browser, seen: Seen) -> None:
    context = chromium.new_context()
    content = '<a href="/a"></a><script src="/other-language.js"></script>'
    problems = " ".join(problems_of(context.new_page(), seen, content, scripts=False))
    context.close()
    assert "axe link-name" in problems
    assert "its language is en" not in problems


def test_other_words_in_the_same_build_are_not_judged_again(
    page: Page, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[tuple[int, int]] = []

    def note(window: Page, name: str, *, looks: list[str], parts: list[str]) -> Verdict:
        runs.append((len(looks), len(parts)))
        return judge(window, name, looks=looks, parts=parts)

    monkeypatch.setattr(browser_checks, "judge", note)
    link = "<p><a href='/1'>{}</a></p>"
    assert problems_of(page, seen, link.format("一番"), link.format("二番"), f"{link.format('三番')}<b>太字</b>") == []
    words_link_and_heading, bold, frames_and_what_they_hold, main_and_bold = 3, 1, 7, 2
    assert runs == [
        (words_link_and_heading, frames_and_what_they_hold),
        (words_link_and_heading, 0),
        (bold, main_and_bold),
    ]
