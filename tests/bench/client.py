"""A small HTTP/1.1 client for asyncio: one connection and one cookie jar per browser."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

HOST = "127.0.0.1"
TIMEOUT_SECONDS = 60.0


class BadAnswer(Exception):
    """The server answered other than a learner's way expects; counted as an error of the measurement."""


@dataclass(frozen=True)
class Page:
    """An answer of the server, with the time from the first byte sent to the last one read."""

    address: str
    status: int
    location: str
    text: str
    seconds: float


class Browser:
    """Sends one request after another and keeps the connection when the server does."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, address: str) -> Page:
        """Get a page; raise BadAnswer unless it is one."""
        return self._expect(await self._send("GET", address), {200})

    async def redirected(self, address: str) -> str:
        """Get an address that only leads on, and return where to."""
        return self._expect(await self._send("GET", address), {302, 303}).location

    async def post(self, address: str, fields: Mapping[str, str]) -> Page:
        """Send a form; raise BadAnswer unless it leads on."""
        return self._expect(await self._send("POST", address, urlencode(fields).encode()), {303})

    async def close(self) -> None:
        """Close the connection, if one is open."""
        if self._streams:
            _reader, writer = self._streams
            self._streams = None
            writer.close()
            await asyncio.gather(writer.wait_closed(), return_exceptions=True)

    def _expect(self, page: Page, statuses: set[int]) -> Page:
        if page.status not in statuses:
            raise BadAnswer(f"{page.address} answered {page.status}")
        return page

    async def _send(self, method: str, address: str, body: bytes = b"") -> Page:
        try:
            async with asyncio.timeout(TIMEOUT_SECONDS):
                return await self._exchange(method, address, body)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            await self.close()
            raise BadAnswer(f"{address}: {type(error).__name__} {error}") from error

    async def _exchange(self, method: str, address: str, body: bytes) -> Page:
        started = time.perf_counter()
        if self._streams is None:
            self._streams = await asyncio.open_connection(HOST, self.port)
        reader, writer = self._streams
        writer.write(self._head(method, address, body) + body)
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status, headers = self._read_head(head)
        content = await _read_body(reader, headers)
        seconds = time.perf_counter() - started
        if headers.get("connection", "").lower() == "close" or "content-length" not in headers:
            await self.close()
        return Page(address, status, _local(headers.get("location", "")), content.decode(), seconds)

    def _head(self, method: str, address: str, body: bytes) -> bytes:
        lines = [f"{method} {address} HTTP/1.1", f"Host: {HOST}:{self.port}", "Accept-Language: ja,en;q=0.5"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        if method == "POST":
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")

    def _read_head(self, head: str) -> tuple[int, dict[str, str]]:
        first, *rest = head.rstrip().split("\r\n")
        headers: dict[str, str] = {}
        for line in rest:
            name, _colon, value = line.partition(":")
            headers[name.lower()] = value.strip()
            if name.lower() == "set-cookie":
                cookie, _equals, content = value.partition(";")[0].strip().partition("=")
                self.cookies[cookie] = content
        return int(first.split(" ", 2)[1]), headers


async def _read_body(reader: asyncio.StreamReader, headers: Mapping[str, str]) -> bytes:
    if "content-length" in headers:
        return await reader.readexactly(int(headers["content-length"]))
    if headers.get("transfer-encoding", "").lower() != "chunked":
        return await reader.read()
    parts = []
    while size := int((await reader.readuntil(b"\r\n")).partition(b";")[0], 16):
        parts.append(await reader.readexactly(size))
        await reader.readexactly(2)
    await reader.readuntil(b"\r\n")
    return b"".join(parts)


def _local(location: str) -> str:
    parts = urlsplit(location)
    return parts.path + (f"?{parts.query}" if parts.query else "")
