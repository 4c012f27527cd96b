"""The server: updates to the bot, methods from it, and mishaps on request.

It runs in the event loop of the test, because then a test changes the world without locks, waits
for the bot without polling, and both stop together; a bot that is killed with signal 9 runs in a
process of its own and only meets the port. uvicorn is started without its own `serve`, whose
signal handlers would take the keyboard interrupt from the test run and whose clock would cost a
tenth of a second a test.
"""

import asyncio
import contextlib
import json
import re
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Any, ClassVar, Self
from urllib.parse import unquote

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from . import limits
from .limits import RefusalError, bad_request, conflict, require
from .people import TIMESTAMP, Changes, Chat, Document, Message, Notice, Person, Update, mime_type

TOKEN = "1234567890:AAtheTestSuiteHasATokenOfItsOwn0000"
# Parameters that are text even when they look like a number or like JSON.
PLAIN = re.compile(
    r"action|callback_query_id|caption|document|file_id|language_code|parse_mode|photo|"
    r"secret_token|text|url"
)
# Kinds of update a bot gets only when it names them.
ON_DEMAND = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
LONGEST_POLL = 50


@dataclass(frozen=True)
class Call:
    """One method the bot called, its parameters decoded."""

    method: str
    parameters: dict[str, Any]

    def text(self, name: str) -> str:
        return str(self.parameters.get(name, ""))

    def number(self, name: str, default: int = 0) -> int:
        try:
            return int(self.parameters.get(name, default))
        except (TypeError, ValueError):
            return default


class Hold:
    """An answer kept back until the test lets it go."""

    def __init__(self, api: "BotAPI", method: str) -> None:
        self._api = api
        self._method = method
        self._call: Call | None = None
        self._released = asyncio.Event()

    async def reached(self) -> None:
        """Wait until the bot's call stands at the hold."""
        await self._api.waits(lambda: self._call, f"{self._method} is held")

    def release(self) -> None:
        self._released.set()

    async def stand(self, call: Call) -> None:
        self._call = call
        self._api.changes.announce()
        await self._released.wait()


@dataclass(frozen=True)
class Mishap:
    """What a test planned for the next call of a method."""

    method: str
    after_effect: bool
    refusal: RefusalError | None = None
    hold: Hold | None = None


@dataclass(frozen=True)
class StoredFile:
    """A file the bot may download."""

    id: str
    path: str
    content: bytes = field(repr=False)

    @property
    def payload(self) -> dict[str, Any]:
        return {"file_id": self.id, "file_unique_id": f"U{self.id}", "file_size": len(self.content)}


@dataclass(frozen=True)
class Delivery:
    """An update the bot has not confirmed. One delivered again ignores the offset once."""

    update: Update
    again: bool = False


class Poll:
    """One waiting getUpdates; another poll or a webhook ends it with a refusal."""

    def __init__(self) -> None:
        self.refusal: RefusalError | None = None
        self.gone = False


class Dropped(Response):
    """No answer: the connection closes."""

    def __init__(self, server: uvicorn.Server) -> None:
        super().__init__()
        self._server = server

    async def __call__(self, scope: Scope, receive: Receive, _send: Send) -> None:
        for connection in list(self._server.server_state.connections):
            if isinstance(connection, H11Protocol) and connection.client == scope["client"]:
                connection.transport.abort()
        while (await receive())["type"] != "http.disconnect":
            pass


class BotAPI:
    """`async with BotAPI() as api:` serves Telegram's Bot API at `api.url` for one bot.

    `second` is how long a second of a long poll lasts; `patience` is when a wait gives up, which
    happens only when a test fails.
    """

    def __init__(
        self,
        *,
        token: str = TOKEN,
        username: str = "baogao_test_bot",
        port: int = 0,
        second: float = 1.0,
        patience: float = 20.0,
    ) -> None:
        self.token = token
        self.url = ""
        self.user: dict[str, Any] = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "报告",
            "username": username,
        }
        self.calls: list[Call] = []
        self.changes = Changes()
        self.app = Starlette(
            routes=[
                Route("/bot{token}/{method}", self._serve_method, methods=["GET", "POST"]),
                Route("/file/bot{token}/{path:path}", self._serve_file),
            ]
        )
        self._port = port
        self._second = second
        self._patience = patience
        self._last_id = 0
        self._last_update = 100_000
        self._clock = TIMESTAMP
        self._chats: dict[int, Chat] = {}
        self._people: dict[int, list[Person]] = {}
        self._deliveries: dict[int, Delivery] = {}
        self._confirmed: set[int] = set()
        self._queries: dict[str, Update] = {}
        self._answered: set[str] = set()
        self._expired: set[str] = set()
        self._files: dict[str, StoredFile] = {}
        self._commands: dict[str, list[dict[str, str]]] = {}
        self._allowed: list[str] = []
        self._webhook: dict[str, Any] = {}
        self._poll: Poll | None = None
        self._mishaps: list[Mishap] = []
        self._holds: list[Hold] = []

    async def __aenter__(self) -> Self:
        # Told that it is TCP, asyncio sends each answer at once instead of after 40 ms.
        listener = socket.socket(proto=socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", self._port))
        config = uvicorn.Config(
            self.app,
            http="h11",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_keep_alive=75,
        )
        config.load()
        self._server = uvicorn.Server(config)
        self._server.lifespan = config.lifespan_class(config)
        await self._server.startup(sockets=[listener])
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for server in self._server.servers:
            server.close()
        for hold in self._holds:
            hold.release()
        for connection in list(self._server.server_state.connections):
            connection.transport.abort()
        await asyncio.gather(*self._server.server_state.tasks, return_exceptions=True)
        await asyncio.sleep(0)  # lets the closed connections say so

    # What a test arranges and asks

    def person(self, id: int = 1001, name: str = "李", chat: Chat | None = None) -> Person:  # noqa: A002
        """Introduce a person, in her private chat with the bot or in a group."""
        private = {"type": "private", "first_name": name}
        chat = chat or self._chats.get(id) or Chat(id, private)
        self._chats[chat.id] = chat
        person = Person(self, id, name, chat)
        self._people.setdefault(id, []).append(person)
        return person

    def group(self, id: int = -2001, title: str = "政务公开工作群") -> Chat:  # noqa: A002
        self._chats[id] = Chat(id, {"type": "supergroup", "title": title})
        return self._chats[id]

    async def waits(self, happened: Callable[[], object], what: str) -> None:
        """Wait until something is so; give up loudly, with what the bot did last."""
        try:
            async with asyncio.timeout(self._patience):
                await self.changes.until(happened)
        except TimeoutError:
            last = "\n".join(f"  {call}" for call in self.calls[-10:])
            raise AssertionError(f"waited in vain until {what}; last calls:\n{last}") from None

    async def waits_for_call(self, method: str, count: int = 1) -> Call:
        """Wait for the first call of a method, or for the second, third…; it may lie back."""
        await self.waits(lambda: len(self.calls_of(method)) >= count, f"{method} × {count}")
        return self.calls_of(method)[count - 1]

    def calls_of(self, method: str) -> list[Call]:
        return [call for call in self.calls if call.method.lower() == method.lower()]

    def is_confirmed(self, update: Update) -> bool:
        return update.id in self._confirmed

    async def waits_until_confirmed(self, update: Update) -> None:
        """Wait until the bot raised its offset past the update."""
        await self.waits(lambda: self.is_confirmed(update), f"{update} is confirmed")

    def redeliver(self, update: Update) -> None:
        """Deliver an update once more, although it was confirmed."""
        self._confirmed.discard(update.id)
        self._deliveries[update.id] = Delivery(update, again=True)
        self.changes.announce()

    def fails_next(
        self,
        method: str,
        status: int,
        description: str = "",
        *,
        retry_after: int | None = None,
        times: int = 1,
        after_effect: bool = False,
    ) -> None:
        """Refuse the next calls; status 429 words itself."""
        said = description or f"Too Many Requests: retry after {retry_after}"
        refusal = RefusalError(status, said, retry_after)
        self._mishaps += [Mishap(method.lower(), after_effect, refusal)] * times

    def drops_next(self, method: str, *, after_effect: bool = False, times: int = 1) -> None:
        """Close the connection on the next calls, before or after they have had their effect."""
        self._mishaps += [Mishap(method.lower(), after_effect)] * times

    def holds(self, method: str, *, after_effect: bool = True) -> Hold:
        """Keep the answer to the next call back, with its effect already had or not yet."""
        hold = Hold(self, method)
        self._holds.append(hold)
        self._mishaps.append(Mishap(method.lower(), after_effect, hold=hold))
        return hold

    def expire(self, query: Update) -> None:
        """Let a press grow too old to be answered."""
        self._expired.add(query.body["id"])

    @property
    def open_queries(self) -> list[Update]:
        """Presses the bot has not answered, those too old included."""
        return [query for name, query in self._queries.items() if name not in self._answered]

    # What people's telephones tell the server

    def next_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def tick(self) -> int:
        """Telegram's clock, which only events move."""
        self._clock += 1
        return self._clock

    def turns_clock(self, seconds: int) -> None:
        """Set Telegram's clock forwards or back."""
        self._clock += seconds

    def inject(self, kind: str, body: dict[str, Any]) -> Update:
        """Make an update; kinds the bot did not ask for are not delivered."""
        self._last_update += 1
        update = Update(self._last_update, kind, body)
        if kind == "callback_query":
            self._queries[body["id"]] = update
        if kind in self._allowed or (not self._allowed and kind not in ON_DEMAND):
            self._deliveries[update.id] = Delivery(update)
        self.changes.announce()
        return update

    def store(self, folder: str, name: str, content: bytes) -> StoredFile:
        number = self.next_id()
        extension = name.rsplit(".", 1)[-1] if "." in name else "bin"
        file = StoredFile(f"F{number}", f"{folder}/file_{number}.{extension}", content)
        self._files[file.id] = file
        return file

    # HTTP

    async def _serve_file(self, request: Request) -> Response:
        for file in self._files.values():
            if request.path_params == {"token": self.token, "path": file.path}:
                return Response(file.content, media_type="application/octet-stream")
        return refused(RefusalError(404, "Not Found"))

    async def _serve_method(self, request: Request) -> Response:
        if request.path_params["token"] != self.token:
            return refused(RefusalError(401, "Unauthorized"))
        method = self._names.get(request.path_params["method"].lower())
        if method is None:
            return refused(RefusalError(404, "Not Found"))
        try:
            call = Call(method, await parameters(request))
        except RefusalError as refusal:
            return refused(refusal)
        except ClientDisconnect:
            return Response()
        self.calls.append(call)
        self.changes.announce()
        return await self._answer(call, request)

    async def _answer(self, call: Call, request: Request) -> Response:
        mishap = self._next_mishap(call.method)
        if mishap is None:
            return await self._perform(call, request)
        if not mishap.after_effect:
            return await self._mishandle(mishap, call) or await self._perform(call, request)
        answer = await self._perform(call, request)
        return await self._mishandle(mishap, call) or answer

    def _next_mishap(self, method: str) -> Mishap | None:
        for number, mishap in enumerate(self._mishaps):
            if mishap.method == method.lower():
                return self._mishaps.pop(number)
        return None

    async def _mishandle(self, mishap: Mishap, call: Call) -> Response | None:
        if mishap.hold:
            await mishap.hold.stand(call)
            return None
        return refused(mishap.refusal) if mishap.refusal else Dropped(self._server)

    async def _perform(self, call: Call, request: Request) -> Response:
        try:
            if call.method == "getUpdates":
                result = await self._get_updates(call, request)
            else:
                result = self._methods[call.method](self, call)
        except RefusalError as refusal:
            return refused(refusal)
        finally:
            self.changes.announce()
        return JSONResponse({"ok": True, "result": result})

    # Updates

    async def _get_updates(self, call: Call, request: Request) -> list[dict[str, Any]]:
        if self._webhook:
            raise conflict(limits.WEBHOOK_ACTIVE)
        self._end_poll(conflict(limits.OTHER_POLL))
        if "allowed_updates" in call.parameters:
            self._allowed = list(call.parameters["allowed_updates"] or [])
        self._confirm(call.number("offset"))
        limit = min(max(call.number("limit", 100), 1), 100)
        seconds = min(max(call.number("timeout"), 0), LONGEST_POLL) * self._second
        return await self._poll_updates(limit, seconds, request)

    def _end_poll(self, refusal: RefusalError) -> None:
        if self._poll is not None:
            self._poll.refusal = refusal
            self.changes.announce()

    def _confirm(self, offset: int) -> None:
        """Forget all below the offset; a negative one keeps that many from the end."""
        if offset < 0:
            offset = min(sorted(self._deliveries)[offset:], default=0)
        for number, delivery in list(self._deliveries.items()):
            if number < offset and not delivery.again:
                del self._deliveries[number]
                self._confirmed.add(number)
        self.changes.announce()

    async def _poll_updates(
        self, limit: int, seconds: float, request: Request
    ) -> list[dict[str, Any]]:
        poll = self._poll = Poll()
        with contextlib.suppress(TimeoutError):
            async with self._watching(poll, request), asyncio.timeout(seconds or None):
                if seconds:
                    await self.changes.until(lambda: poll.refusal or poll.gone or self._deliveries)
        if self._poll is poll:
            self._poll = None
        if poll.refusal:
            raise poll.refusal
        return [] if poll.gone else self._take(limit)

    @contextlib.asynccontextmanager
    async def _watching(self, poll: Poll, request: Request) -> AsyncIterator[None]:
        """Notice a bot that hung up or died while it waited."""

        async def watch() -> None:
            while (await request.receive())["type"] != "http.disconnect":
                pass
            poll.gone = True
            self.changes.announce()

        watcher = asyncio.create_task(watch())
        try:
            yield
        finally:
            watcher.cancel()
            await asyncio.gather(watcher, return_exceptions=True)

    def _take(self, limit: int) -> list[dict[str, Any]]:
        taken = [self._deliveries[number] for number in sorted(self._deliveries)[:limit]]
        for delivery in taken:
            self._deliveries[delivery.update.id] = replace(delivery, again=False)
        return [delivery.update.payload for delivery in taken]

    # Methods

    def _get_me(self, _call: Call) -> dict[str, Any]:
        return {
            **self.user,
            "can_join_groups": True,
            "can_read_all_group_messages": True,
            "supports_inline_queries": False,
        }

    def _send_message(self, call: Call) -> dict[str, Any]:
        chat = self._chat(call)
        shown = limits.message_text(call.text("text"), call.text("parse_mode"))
        return self._show(chat, call, {"text": shown}, Message(0, 0, shown))

    def _send_document(self, call: Call) -> dict[str, Any]:
        chat = self._chat(call)
        shown = limits.caption_text(call.text("caption"), call.text("parse_mode"))
        document = self._sent_file(call, "document")
        limits.check_upload(len(document.content))
        file = self.store("documents", document.name, document.content)
        content = {
            "document": {
                "file_name": document.name,
                "mime_type": mime_type(document.name),
                **file.payload,
            },
            **({"caption": shown} if shown else {}),
        }
        return self._show(chat, call, content, Message(0, 0, shown, document))

    def _send_photo(self, call: Call) -> dict[str, Any]:
        chat = self._chat(call)
        shown = limits.caption_text(call.text("caption"), call.text("parse_mode"))
        photo = self._sent_file(call, "photo").content
        limits.check_upload(len(photo))
        limits.check_photo(len(photo))
        file = self.store("photos", "photo.jpg", photo)
        content = {
            "photo": [{"width": 1280, "height": 960, **file.payload}],
            **({"caption": shown} if shown else {}),
        }
        return self._show(chat, call, content, Message(0, 0, shown, photo=photo))

    def _send_chat_action(self, call: Call) -> bool:
        chat = self._chat(call)
        action = call.text("action")
        require(limits.ACTION.fullmatch(action), "wrong parameter action in request")
        chat.actions.append(action)
        return True

    def _edit_message_text(self, call: Call) -> dict[str, Any]:
        chat = self._chat(call)
        old = self._own_message(chat, call, "edit")
        require("text" in old.payload, "there is no text in the message to edit")
        shown = limits.message_text(call.text("text"), call.text("parse_mode"))
        return self._show_edit(chat, old, shown, call)

    def _edit_message_reply_markup(self, call: Call) -> dict[str, Any]:
        chat = self._chat(call)
        old = self._own_message(chat, call, "edit")
        return self._show_edit(chat, old, old.text, call)

    def _delete_message(self, call: Call) -> bool:
        chat = self._chat(call)
        number = call.number("message_id")
        require(number in chat.messages, "message to delete not found")
        del chat.messages[number]
        return True

    def _answer_callback_query(self, call: Call) -> bool:
        query = self._queries.get(call.text("callback_query_id"))
        if query is None or query.body["id"] in self._expired:
            raise bad_request(limits.STALE_QUERY)
        text = call.text("text")
        require(len(text) <= limits.CALLBACK_ANSWER, "MESSAGE_TOO_LONG")
        if query.body["id"] not in self._answered and text:
            notice = Notice(text, bool(call.parameters.get("show_alert")))
            for person in self._people[query.body["from"]["id"]]:
                person.notices.append(notice)
        self._answered.add(query.body["id"])
        return True

    def _set_my_commands(self, call: Call) -> bool:
        commands = call.parameters.get("commands")
        if not isinstance(commands, list):
            raise bad_request("can't parse commands JSON array")
        limits.check_commands(commands)
        self._commands[audience(call)] = commands
        return True

    def _get_my_commands(self, call: Call) -> list[dict[str, str]]:
        return self._commands.get(audience(call), [])

    def _set_webhook(self, call: Call) -> bool:
        url = call.text("url")
        if not url:
            return self._delete_webhook(call)
        limits.check_webhook(url)
        self._drop_pending(call)
        self._end_poll(conflict(limits.WEBHOOK_SET))
        self._allowed = list(call.parameters.get("allowed_updates") or self._allowed)
        self._webhook = {
            "url": url,
            "max_connections": call.number("max_connections", 40),
            "allowed_updates": self._allowed,
        }
        return True

    def _delete_webhook(self, call: Call) -> bool:
        self._drop_pending(call)
        self._webhook = {}
        return True

    def _drop_pending(self, call: Call) -> None:
        if call.parameters.get("drop_pending_updates"):
            self._deliveries.clear()

    def _get_webhook_info(self, _call: Call) -> dict[str, Any]:
        return {
            "url": "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._deliveries),
            **self._webhook,
        }

    def _get_file(self, call: Call) -> dict[str, Any]:
        file = self._files.get(call.text("file_id"))
        if file is None:
            raise bad_request("invalid file_id")
        require(len(file.content) <= limits.DOWNLOAD_BYTES, "file is too big")
        return {**file.payload, "file_path": file.path}

    _methods: ClassVar[dict[str, Callable[["BotAPI", Call], Any]]] = {
        "getMe": _get_me,
        "sendMessage": _send_message,
        "sendDocument": _send_document,
        "sendPhoto": _send_photo,
        "sendChatAction": _send_chat_action,
        "editMessageText": _edit_message_text,
        "editMessageReplyMarkup": _edit_message_reply_markup,
        "deleteMessage": _delete_message,
        "answerCallbackQuery": _answer_callback_query,
        "setMyCommands": _set_my_commands,
        "getMyCommands": _get_my_commands,
        "setWebhook": _set_webhook,
        "deleteWebhook": _delete_webhook,
        "getWebhookInfo": _get_webhook_info,
        "getFile": _get_file,
    }
    _names: ClassVar[dict[str, str]] = {name.lower(): name for name in ("getUpdates", *_methods)}

    # What several methods share

    def _chat(self, call: Call) -> Chat:
        require(call.text("chat_id"), "chat_id is empty")
        chat = self._chats.get(call.number("chat_id"))
        if chat is None:
            raise bad_request("chat not found")
        if chat.blocked:
            raise RefusalError(403, "Forbidden: bot was blocked by the user")
        return chat

    def _own_message(self, chat: Chat, call: Call, purpose: str) -> Message:
        require(call.number("message_id"), "message identifier is not specified")
        message = chat.messages.get(call.number("message_id"))
        if message is None:
            raise bad_request(f"message to {purpose} not found")
        require(message.sender == self.user["id"], f"message can't be {purpose}ed")
        return message

    def _sent_file(self, call: Call, name: str) -> Document:
        """An upload, or a file the server knows already."""
        sent = call.parameters.get(name)
        if isinstance(sent, Document):
            return sent
        require(sent, f"there is no {name} in the request")
        file = self._files.get(str(sent))
        if file is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return Document(self._name_of(file), file.content)

    def _name_of(self, file: StoredFile) -> str:
        for chat in self._chats.values():
            for message in chat.messages.values():
                if message.payload.get("document", {}).get("file_id") == file.id:
                    return str(message.payload["document"]["file_name"])
        return file.path.rsplit("/", 1)[-1]

    def _show(
        self, chat: Chat, call: Call, content: dict[str, Any], message: Message
    ) -> dict[str, Any]:
        markup = call.parameters.get("reply_markup")
        limits.check_markup(markup)
        payload = {
            "message_id": self.next_id(),
            "date": self.tick(),
            "chat": chat.description,
            "from": self.user,
            **content,
            **replied(chat, call),
            **({"reply_markup": markup} if markup else {}),
        }
        chat.show(
            replace(message, id=payload["message_id"], sender=self.user["id"], payload=payload)
        )
        return shown_to_bot(payload)

    def _show_edit(self, chat: Chat, old: Message, text: str, call: Call) -> dict[str, Any]:
        """New buttons replace the old ones, and none given takes them away."""
        markup = call.parameters.get("reply_markup") or {}
        limits.check_markup(markup)
        if not markup.get("inline_keyboard"):
            markup = {}
        before = (old.text, old.payload.get("reply_markup", {}))
        require(before != (text, markup), limits.NOT_MODIFIED)
        payload = {**old.payload, "edit_date": self.tick()}
        payload.pop("reply_markup", None)
        if "text" in payload:
            payload["text"] = text
        if markup:
            payload["reply_markup"] = markup
        chat.show(replace(old, text=text, edits=old.edits + 1, payload=payload))
        return shown_to_bot(payload)


def shown_to_bot(payload: dict[str, Any]) -> dict[str, Any]:
    """Telegram tells a bot of its inline buttons only, never of the keys it sent."""
    if "inline_keyboard" in payload.get("reply_markup", {}):
        return payload
    return {name: value for name, value in payload.items() if name != "reply_markup"}


def replied(chat: Chat, call: Call) -> dict[str, Any]:
    wanted = call.parameters.get("reply_parameters") or {}
    if not wanted:
        return {}
    message = chat.messages.get(int(wanted["message_id"]))
    if message is None:
        require(wanted.get("allow_sending_without_reply"), "message to be replied not found")
        return {}
    return {"reply_to_message": message.payload}


def audience(call: Call) -> str:
    """Whom commands are for: each scope and language has a list of its own."""
    scope = call.parameters.get("scope") or {"type": "default"}
    return json.dumps([scope, call.text("language_code")], sort_keys=True)


def refused(refusal: RefusalError) -> Response:
    body: dict[str, Any] = {
        "ok": False,
        "error_code": refusal.status,
        "description": refusal.description,
    }
    if refusal.retry_after is None:
        return JSONResponse(body, refusal.status)
    body["parameters"] = {"retry_after": refusal.retry_after}
    return JSONResponse(body, refusal.status, {"Retry-After": str(refusal.retry_after)})


async def parameters(request: Request) -> dict[str, Any]:
    """The parameters of a call, in whichever of Telegram's four ways they came."""
    found: dict[str, Any] = dict(request.query_params)
    if request.headers.get("content-type", "").startswith("application/json"):
        found.update(json_object(await request.body()))
    else:
        async with request.form(max_part_size=limits.UPLOAD_BYTES) as form:
            found.update({name: await received(value) for name, value in form.items()})
    return attached({name: decoded(name, value) for name, value in found.items()})


def json_object(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body or b"{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise bad_request("can't parse JSON object")
    return found


async def received(value: UploadFile | str) -> Document | str:
    if isinstance(value, str):
        return value
    name = limits.clean_filename(unquote(value.filename or ""))
    return Document(name, await value.read())


def decoded(name: str, value: Any) -> Any:
    if PLAIN.fullmatch(name) or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def attached(values: dict[str, Any]) -> dict[str, Any]:
    """Put uploads where "attach://" points at them."""
    targets = {name: str(value).removeprefix("attach://") for name, value in values.items()}
    named = {
        name: values[target]
        for name, target in targets.items()
        if target in values and values[name] == f"attach://{target}"
    }
    taken = {targets[name] for name in named}
    return {name: value for name, value in {**values, **named}.items() if name not in taken}
