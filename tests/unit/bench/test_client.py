"""The client of the measurement reads what servers send, and what it learns from a page."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.bench.client import BadAnswer, Browser, Page
from tests.bench.pages import find_form, main_link

PLAIN = b"HTTP/1.1 200 OK\r\nSet-Cookie: kyokun=a=b; Path=/\r\nContent-Length: 5\r\n\r\nfirst"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nsec\r\n3\r\nond\r\n0\r\n\r\n"
LEADS_ON = (
    b"HTTP/1.1 303 SEE OTHER\r\nLocation: http://127.0.0.1/next?a=1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
)


def converse(answers: list[bytes], talk: Callable[[Browser], Awaitable[None]]) -> list[bytes]:
    """Let `talk` use a browser against a server that gives these answers; return the requests it got."""
    requests: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while len(requests) < len(answers) and (head := await reader.readuntil(b"\r\n\r\n")):
            length = [int(line.split(b":")[1]) for line in head.splitlines() if line.startswith(b"Content-Length")]
            requests.append(head + await reader.readexactly(sum(length)))
            writer.write(answers[len(requests) - 1])
            if b"Connection: close" in answers[len(requests) - 1]:
                break
        writer.close()

    async def run() -> None:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        browser = Browser(server.sockets[0].getsockname()[1])
        await talk(browser)
        await browser.close()
        server.close()
        await server.wait_closed()

    # In a thread of its own: the browser tests leave a running loop in the one that they share with this test.
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(lambda: asyncio.run(run())).result()
    return requests


def test_cookies_come_back_and_bodies_are_whole() -> None:
    async def talk(browser: Browser) -> None:
        assert (await browser.get("/one")).text == "first"
        assert (await browser.get("/two")).text == "second"

    first, second = converse([PLAIN, CHUNKED], talk)
    assert b"Cookie" not in first
    assert b"\r\nCookie: kyokun=a=b\r\n" in second


def test_a_form_is_sent_encoded_and_leads_on() -> None:
    async def talk(browser: Browser) -> None:
        assert (await browser.post("/form", {"choice": "電話", "note": "a&b"})).location == "/next?a=1"
        assert (await browser.get("/one")).text == "first"

    sent, _next = converse([LEADS_ON, PLAIN], talk)
    assert sent.endswith(b"choice=%E9%9B%BB%E8%A9%B1&note=a%26b")


def test_what_is_not_expected_is_an_error() -> None:
    async def talk(browser: Browser) -> None:
        with pytest.raises(BadAnswer, match="/one answered 303"):
            await browser.get("/one")

    converse([LEADS_ON], talk)


def test_forms_and_links_are_found() -> None:
    page = Page(
        "/step",
        200,
        "",
        '<form action="/language"><input type="hidden" name="csrf_token" value="x"></form>'
        '<form method="post"><input type="hidden" name="shown" value="a&amp;b">'
        '<input type="radio" name="choice" value="call"><input type=radio name=choice value=2></form>'
        '<a class="btn btn-primary" href="/next?a=1&amp;b=2">',
        0.0,
    )
    form = find_form(page, offers="choice")
    assert (form.action, form.hidden, form.offered) == ("/step", {"shown": "a&b"}, {"choice": ["call", "2"]})
    assert find_form(page, sends_to="/language").hidden == {"csrf_token": "x"}
    assert main_link(page) == "/next?a=1&b=2"
    with pytest.raises(BadAnswer):
        find_form(page, offers="other")
