"""The server as a process: `python -m tests.botapi --port 8081`.

For bots that are tried by hand or from another language, whose test cannot hold the server in its
own event loop. It prints one line of JSON with its address and token, then obeys `POST /control`:

    {"person": 1001, "does": "says", "with": {"text": "你好"}}
    {"does": "fails_next", "with": {"method": "sendMessage", "status": 429, "retry_after": 3}}

A person does what `Person` does, the server what `BotAPI` does; bytes travel as base64. The answer
is the update or the message heard. `GET /control/calls` and `GET /control/chat/1001` read back.
"""

import argparse
import asyncio
import base64
import json
import signal
from dataclasses import asdict, is_dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .people import Person, Update
from .server import TOKEN, BotAPI

PERSON_VERBS = frozenset(
    {
        "says",
        "presses",
        "edits",
        "deletes",
        "hears",
        "sends_document",
        "sends_photo",
        "sends_sticker",
        "sends_voice",
        "blocks_bot",
        "unblocks_bot",
    }
)
SERVER_VERBS = frozenset({"fails_next", "drops_next"})


class Control:
    """Does what another process asks for."""

    def __init__(self, api: BotAPI) -> None:
        self._api = api
        self._people: dict[int, Person] = {}
        api.app.router.routes += [
            Route("/control", self._act, methods=["POST"]),
            Route("/control/calls", self._calls),
            Route("/control/chat/{person:int}", self._chat),
        ]

    async def _act(self, request: Request) -> Response:
        wish = await request.json()
        verb, arguments = wish["does"], with_bytes(wish.get("with", {}))
        if verb in SERVER_VERBS:
            getattr(self._api, verb)(**arguments)
            return JSONResponse(None)
        if verb not in PERSON_VERBS:
            return JSONResponse({"error": f"unknown: {verb}"}, 400)
        person = self._person(wish["person"], wish.get("name", "李"))
        return told(await getattr(person, verb)(**arguments))

    async def _calls(self, _request: Request) -> Response:
        return told(self._api.calls)

    async def _chat(self, request: Request) -> Response:
        return told(self._person(request.path_params["person"], "李").chat)

    def _person(self, number: int, name: str) -> Person:
        if number not in self._people:
            self._people[number] = self._api.person(number, name)
        return self._people[number]


def with_bytes(arguments: dict[str, Any]) -> dict[str, Any]:
    if "content" not in arguments:
        return arguments
    return {**arguments, "content": base64.b64decode(arguments["content"])}


def told(result: Any) -> Response:
    text = json.dumps(result, default=plain, ensure_ascii=False)
    return Response(text, media_type="application/json")


def plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Update):
        return value.payload
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"no JSON for {value!r}")


async def serve(port: int, token: str) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with BotAPI(port=port, token=token) as api:
        Control(api)
        print(json.dumps({"url": api.url, "token": api.token}), flush=True)
        await stopped.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.botapi")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--token", default=TOKEN)
    arguments = parser.parse_args()
    asyncio.run(serve(arguments.port, arguments.token))


if __name__ == "__main__":
    main()
