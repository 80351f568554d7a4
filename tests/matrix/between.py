"""What stands between the bot and the homeserver, as proxies do: it counts, and fails when it is told to."""

from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web

Fault = Callable[[web.Request], web.StreamResponse | None]


class Between:
    """A proxy before a homeserver.

    Attributes:
        fault: Answers in the homeserver's place; None lets a request pass.
        asked: How often it was asked, by the last parts of the path.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self.url = ""
        self.fault: Fault | None = None
        self.asked: Counter[str] = Counter()

    async def pass_on(self, request: web.Request) -> web.StreamResponse:
        """Answers a request."""
        self.asked[request.path.split("/client/v3/")[-1].split("/")[0]] += 1
        if self.fault is not None and (answer := self.fault(request)) is not None:
            return answer
        kept = {
            name: value
            for name, value in request.headers.items()
            if name in ("Authorization", "Content-Type")
        }
        async with (
            aiohttp.ClientSession() as session,
            session.request(
                request.method,
                f"{self._url}{request.raw_path}",
                data=await request.read(),
                headers=kept,
                skip_auto_headers=("Content-Type",),
            ) as answered,
        ):
            return web.Response(
                body=await answered.read(), status=answered.status, content_type=answered.content_type
            )


@asynccontextmanager
async def between(url: str) -> AsyncIterator[Between]:
    """Stands before a homeserver while it is entered."""
    made = Between(url)
    app = web.Application(client_max_size=2**24)
    app.router.add_route("*", "/{rest:.*}", made.pass_on)
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    made.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield made
    finally:
        await runner.cleanup()
