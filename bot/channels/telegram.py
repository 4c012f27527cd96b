"""The interview on Telegram. python-telegram-bot's Updater confirms updates before they are
handled, so a crash loses them; this channel runs the Application without it, with a loop of its own
that asks for updates, handles and commits them, and only then raises the offset.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any, Protocol, TypeVar

import httpx
from telegram import Bot, BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, Update
from telegram.constants import ChatAction
from telegram.error import (
    BadRequest,
    Conflict,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder
from telegram.request import HTTPXRequest

from bot.channels.outbox import LONGEST_WAIT, Outbox, Send, refusal, seconds
from bot.channels.updates import CHANNEL, is_private, message_of
from bot.logs import cause
from bot.messages import (
    MAX_TEXT,
    SHANGHAI,
    Button,
    Fetch,
    File,
    Message,
    Notice,
    Person,
    Reply,
    Unavailable,
    Work,
)

log = logging.getLogger(__name__)
Result = TypeVar("Result")

PATIENCE = 10.0  # seconds that an orderly stop gives to replies under way
MAX_CAPTION = 1024
RETRIES = 5  # after a 429, by the rate limiter, before the outbox tries again
READ_AT_ONCE = 2  # files; each reader may take a gigabyte
PRIVATE = "private_only"
BETWEEN_REMINDERS = 600.0  # seconds; then it is looked again who is to be reminded
LONGEST_TROUBLE = 10.0  # seconds between two tries to reach the storage
PATIENT, SHOWN = 0.5, 4.5  # seconds before "typing" is shown, and for which Telegram shows it
REFUSED = '{"kind": "refused", "family": "unreadable", "reason": "not_fetched", "details": {}}'
App = Application[Any, Any, Any, Any, Any, Any]
Read = Callable[[Fetch, bytes], str]  # what is in a file, as JSON
Publish = Callable[[Work], Reply]
Due = Callable[[str, datetime], Iterable[tuple[Person, Reply]]]  # the reminders of a channel
Source = Callable[["Telegram"], Awaitable[None]]  # where updates come from: polling or a webhook


class Interviewer(Protocol):
    """What the channel asks of the interviewer."""

    def take(self, message: Message) -> tuple[Reply, ...]: ...
    def postponed(self) -> Reply: ...
    def again(
        self, message: str, person: Person, *, question: bool = True
    ) -> tuple[Reply, ...]: ...
    def notices(self, channel: str) -> tuple[tuple[Notice, Reply], ...]: ...


class Journal(Protocol):
    """What the channel asks of the journal."""

    def delivered(self, message: str) -> None: ...
    def told(self, notice: int) -> None: ...
    def unanswered(self, channel: str) -> list[tuple[str, Person]]: ...
    def block(self, person: Person) -> None: ...
    def flush(self) -> None: ...


async def persistently(call: Callable[[], Awaitable[Result]], pause: float) -> Result:
    """The result of a call, tried until Telegram answers; a wrong token is not tried again."""
    wait = pause
    while True:
        try:
            return await call()
        except (InvalidToken, BadRequest):
            raise
        except RetryAfter as error:
            await asyncio.sleep(seconds(error))
        except (NetworkError, Conflict) as error:
            log.warning("Telegram cannot be reached, trying again", extra=cause(error))
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT)


def longer(wait: float) -> float:
    """The next wait for a storage that is not available, in seconds."""
    return min(2 * wait, LONGEST_TROUBLE)


def application(token: str, api: str = "", *, limited: bool = True) -> App:
    """The Application of a bot, without an Updater. `api` is another Bot API server's address;
    only a server that is no Telegram can do without the limits.
    """
    trust = {"verify": httpx.create_ssl_context()}  # one for both: 20 ms and more than 1 MB each
    calls, updates = HTTPXRequest(httpx_kwargs=trust), HTTPXRequest(1, httpx_kwargs=trust)
    builder = ApplicationBuilder().token(token).updater(None)
    builder.request(calls).get_updates_request(updates)
    if limited:
        builder.rate_limiter(AIORateLimiter(max_retries=RETRIES))
    if api:
        builder = builder.base_url(f"{api}/bot").base_file_url(f"{api}/file/bot")
    return builder.build()


def unread(fetch: Fetch, content: bytes) -> str:
    """A channel without a reader of files refuses them all."""
    del fetch, content
    return REFUSED


def unpublished(work: Work) -> Reply:
    """A channel that makes nothing of a report."""
    return Reply(work.words.get("absent", work.words["slow"]))


def nobody(channel: str, now: datetime) -> tuple[tuple[Person, Reply], ...]:
    """A channel without reminders."""
    del channel, now
    return ()


class Telegram:
    """The channel. `words` are the texts it needs itself: the commands menu, and `private_only`."""

    def __init__(
        self,
        app: App,
        interviewer: Interviewer,
        journal: Journal,
        words: dict[str, str],
        *,
        read: Read = unread,
        publish: Publish = unpublished,
        due: Due = nobody,
        between: float = BETWEEN_REMINDERS,
        pause: float = 1.0,
        clock: Callable[[], datetime] = lambda: datetime.now(SHANGHAI),
    ) -> None:
        self._app = app
        self._interviewer = interviewer
        self._journal = journal
        self._read = read
        self._publish = publish
        self._few_at_a_time = asyncio.Semaphore(READ_AT_ONCE)
        self._one_at_a_time = asyncio.Lock()  # of what takes LibreOffice: it fills a small machine
        self._words = words
        self.pause = pause
        self._clock = clock
        self._due, self._between = due, between
        self._outbox = Outbox(pause, self._blocked)
        self._beside: set[asyncio.Task[None]] = set()  # files being read or made
        self.received = 0  # updates since the start
        self._screens: dict[int, int] = {}  # chat → its last message, as far as this process knows
        self._albums: dict[int, str] = {}  # chat → the last album of pictures in it
        self._telling: set[int] = set()  # notices that are on their way, or were
        self._received: dict[str, str] = {}  # message → person, until `resume`
        self.in_trouble = False  # the storage is not available
        self._told: set[str] = set()  # people who know that; empty again when it is over
        self._postponed: set[int] = set()  # updates that were received and have to come again

    async def run(self, source: Source, stop: asyncio.Event) -> None:
        """Takes updates from a source until `stop` is set; what was received is answered before
        this returns. Raises telegram.error.InvalidToken where Telegram does not know the token.
        """
        serving = asyncio.create_task(self._serve(source))
        stopped = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({serving, stopped}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            stopped.cancel()
            serving.cancel()
            result = await asyncio.gather(serving, return_exceptions=True)
            if self._beside:
                _, late = await asyncio.wait(self._beside, timeout=PATIENCE)
                for task in late:
                    task.cancel()
            await self._outbox.finish(PATIENCE)
            with contextlib.suppress(Unavailable):  # then some are shown their question once more
                self._journal.flush()
            await self._app.shutdown()
        if isinstance(result[0], Exception):
            raise result[0]

    async def _serve(self, source: Source) -> None:
        await persistently(self._app.initialize, self.pause)
        self._outbox.put("menu", self._introduce)
        reminding = asyncio.create_task(self._remind_regularly())
        try:
            await source(self)
        finally:
            reminding.cancel()

    async def _remind_regularly(self) -> None:
        """Waits first: who wrote while the bot stood still has written today, once that is read."""
        while True:
            await asyncio.sleep(self._between)
            await self.remind()

    async def remind(self) -> None:
        """Sends the reminders that are due now; what goes wrong is tried again the next time."""
        try:
            for person, reply in self._due(CHANNEL, self._clock()):
                self._outbox.put(person.id, *self._sends(int(person.id), reply, 0))
                await asyncio.sleep(0)  # who writes meanwhile is answered first
        except Unavailable:
            return  # whoever writes next meets it, and then it is logged
        except Exception as error:  # noqa: BLE001 - the interviews go on without reminders
            log.error("fault", extra=cause(error))

    def _blocked(self, chat: str) -> None:
        """Notes that a person has blocked the bot, so that they are not reminded."""
        with contextlib.suppress(Unavailable):  # the next reminder finds it out again
            self._journal.block(Person(CHANNEL, chat))

    async def _introduce(self) -> None:
        """Fills the menu beside the input field."""
        commands = [BotCommand(k, v) for k, v in self._words.items() if k != PRIVATE]
        await self.bot.set_my_commands(commands)

    async def receive(self, update: Update) -> None:
        """Handles one update: when this returns, what it said is on the disk, and its reply is on
        its way. Raises Unavailable where it cannot be put there: the update has to come again, and
        its writer has been told so.

        The Application's handlers are not used: they keep what is raised in them to themselves.
        """
        self.received += 1
        try:
            self._take(update)
        except Unavailable as why:
            self.suffer(why)
            self.postpone(update)
            raise
        except Exception as error:  # noqa: BLE001 - it would come for ever, and hold up the others
            log.error("fault", extra=cause(error))
        self._postponed.discard(update.update_id)

    def postpone(self, update: Update) -> None:
        """Tells somebody, once while the trouble lasts, that what they sent is not lost."""
        self._stop_spinning(update)
        self._postponed.add(update.update_id)
        if update.effective_chat:
            self._albums.pop(update.effective_chat.id, None)  # its first picture comes again
        message = message_of(update, self._clock()) if is_private(update) else None
        if message is not None and message.person.id not in self._told:
            self._told.add(message.person.id)
            text = self._interviewer.postponed().text
            self._outbox.put(message.person.id, self._text(int(message.person.id), text, ()))

    async def eventually(self, work: Callable[[], Result]) -> Result:
        """The result of some work, tried until the storage is available."""
        wait = self.pause
        while True:
            try:
                result = work()
            except Unavailable as why:
                self.suffer(why)
                await asyncio.sleep(wait)
                wait = longer(wait)
            else:
                self._recover()
                return result

    def suffer(self, why: Unavailable) -> None:
        """Notes trouble with the storage; it is logged once until it is over."""
        if not self.in_trouble:
            log.error("storage unavailable", extra={"reason": why.kind})
        self.in_trouble = True

    def _recover(self) -> None:
        if self.in_trouble:
            log.warning("storage available again")
        self.in_trouble = False
        self._told.clear()

    @property
    def bot(self) -> Bot:
        """The Bot API."""
        bot: Bot = self._app.bot
        return bot

    @property
    def waiting(self) -> int:
        """How many chats have replies on their way."""
        return self._outbox.waiting

    # -- in -------------------------------------------------------------------------------------

    def _take(self, update: Update) -> None:
        """One update: handled and committed here, its reply put into the person's queue."""
        self._stop_spinning(update)
        chat = update.effective_chat
        if chat is None:
            return
        if not is_private(update):
            if update.message:
                self._outbox.put(str(chat.id), self._text(chat.id, self._words[PRIVATE], ()))
            return
        message = message_of(update, self._clock())
        if message is None or self._is_rest_of_album(update):
            return
        replies = self._interviewer.take(message)
        self._recover()
        self._received[message.id] = message.person.id
        if update.message:
            self._screens[chat.id] = update.message.message_id
        self._deliver(message.id, message.person, replies, pressed=_pressed_message(update))
        self._tell()

    def _stop_spinning(self, update: Update) -> None:
        """Acknowledges a press, unless that was done when it came before."""
        if update.callback_query and update.update_id not in self._postponed:
            self._outbox.put(f"press {update.callback_query.id}", self._acknowledge(update))

    def _is_rest_of_album(self, update: Update) -> bool:
        """True for all but the first of several pictures sent at once: one sentence is enough.
        Several documents are each read.
        """
        pictures = update.message if update.message and not update.message.document else None
        album = pictures.media_group_id if pictures else None
        known = album is not None and self._albums.get(update.effective_chat.id) == album  # type: ignore[union-attr]
        if album is not None:
            self._albums[update.effective_chat.id] = album  # type: ignore[union-attr]
        return known

    def resume(self) -> None:
        """Answers those whose reply a crash prevented; each person sees one question. Raises
        Unavailable, and then nobody was answered.
        """
        waiting = [m for m in self._journal.unanswered(CHANNEL) if m[0] not in self._received]
        last = {person.id: id_ for id_, person in waiting}
        shown = set(self._received.values())
        replies = [
            self._interviewer.again(
                id_, person, question=last[person.id] == id_ and person.id not in shown
            )
            for id_, person in waiting
        ]
        self._received.clear()
        for (id_, person), reply in zip(waiting, replies, strict=True):
            self._deliver(id_, person, reply)
        self._tell()
        self._recover()

    # -- out ------------------------------------------------------------------------------------

    def _deliver(
        self, message: str, person: Person, replies: Sequence[Reply], pressed: int = 0
    ) -> None:
        chat, replies = int(person.id), until_work(replies)
        sends = [send for reply in replies for send in self._sends(chat, reply, pressed)]
        self._outbox.put(person.id, *sends)
        for reply in replies:
            if reply.fetch:
                self._start(self._fetch(message, person, reply.fetch))
                return
            if reply.work:
                self._start(self._make(message, person, reply.work))
                return
        self._outbox.put(person.id, self._note(message))

    def _tell(self) -> None:
        """Tells people what others did that concerns them. It stays in the journal until it is
        told, so what a crash prevents is told after the next start.
        """
        for notice, reply in self._interviewer.notices(CHANNEL):
            if notice.number in self._telling:
                continue
            self._telling.add(notice.number)
            sends = self._sends(int(notice.person.id), reply, 0)
            self._outbox.put(notice.person.id, *sends, self._note_told(notice.number))

    def _note_told(self, notice: int) -> Send:
        async def note() -> None:
            self._journal.told(notice)

        return note

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        """Begins something that goes on beside everything else. The message that asked for it
        counts as answered only when it is done, so a crash in between begins it again.
        """
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    async def _make(self, message: str, person: Person, work: Work) -> None:
        """A PDF, pictures or a package, one after another."""
        busy = asyncio.create_task(self._typing(int(person.id)))
        try:
            async with self._one_at_a_time:
                reply = await asyncio.to_thread(self._publish, work)
        except OSError as error:  # the child that makes them died
            log.error("nothing made", extra=cause(error))
            reply = Reply(work.words.get("failed", work.words["slow"]))
        finally:
            busy.cancel()
        again = await self.eventually(partial(self._interviewer.again, message, person))
        self._deliver(message, person, (reply, *(shown for shown in again if not shown.work)))

    async def _fetch(self, message: str, person: Person, fetch: Fetch) -> None:
        """Reads a file; what is found comes as a message of its own."""
        busy = asyncio.create_task(self._typing(int(person.id)))
        try:
            found = await self._found(fetch)
        finally:
            busy.cancel()
        caption = fetch.attachment.caption
        said = Message(f"{message}:read", person, self._clock(), text=caption, read=found)
        replies = await self.eventually(partial(self._interviewer.take, said))
        self._journal.delivered(message)
        self._deliver(said.id, person, replies)

    async def _found(self, fetch: Fetch) -> str:
        """What is in the file, as JSON; one that Telegram does not give is refused."""

        async def download() -> bytes:
            file = await self.bot.get_file(fetch.attachment.ref)
            return bytes(await file.download_as_bytearray())

        try:
            content = await persistently(download, self.pause)
            async with self._few_at_a_time:
                return await asyncio.to_thread(self._read, fetch, content)
        except (TelegramError, OSError) as error:  # the child that reads may die, too
            log.error("file not read", extra=cause(error))
            return REFUSED

    async def _typing(self, chat: int) -> None:
        """Shows that work is under way, once it has taken half a second, as long as it takes."""
        await asyncio.sleep(PATIENT)
        while True:
            with contextlib.suppress(TelegramError):
                await self.bot.send_chat_action(chat, ChatAction.TYPING)
            await asyncio.sleep(SHOWN)

    def _note(self, message: str) -> Send:
        async def note() -> None:
            self._journal.delivered(message)

        return note

    def _sends(self, chat: int, reply: Reply, pressed: int) -> list[Send]:
        """The calls that show a reply: a document with its caption, or parts of a long text."""
        if reply.fetch:
            return []
        if reply.instead and pressed and len(reply.text) <= MAX_TEXT:
            return [partial(self._edit, chat, pressed, reply)]
        if reply.file:
            return [partial(self._send_file, chat, reply.file, reply.text)]
        if reply.pictures:
            first, *others = reply.pictures
            shown = [partial(self._send_picture, chat, file, "") for file in others]
            return [partial(self._send_picture, chat, first, reply.text), *shown]
        parts = split(reply.text)
        sends = [self._text(chat, part, ()) for part in parts[:-1]]
        return [*sends, self._text(chat, parts[-1], reply.buttons)]

    def _text(self, chat: int, text: str, buttons: tuple[tuple[Button, ...], ...]) -> Send:
        return partial(self._send, chat, text, keyboard(buttons))

    async def _send(self, chat: int, text: str, markup: InlineKeyboardMarkup | None) -> None:
        sent = await self.bot.send_message(chat, text, reply_markup=markup)
        self._screens[chat] = sent.message_id

    async def _send_file(self, chat: int, file: File, caption: str) -> None:
        document = InputFile(file.content, file.name)
        sent = await self.bot.send_document(chat, document, caption=caption[:MAX_CAPTION])
        self._screens[chat] = sent.message_id

    async def _send_picture(self, chat: int, file: File, caption: str) -> None:
        sent = await self.bot.send_photo(chat, InputFile(file.content, file.name), caption=caption)
        self._screens[chat] = sent.message_id

    async def _edit(self, chat: int, pressed: int, reply: Reply) -> None:
        """Shows a reply in the place of the message whose button was pressed, if that is still the
        last one on the screen; else below, where it is seen.
        """
        markup = keyboard(reply.buttons)
        if self._screens.get(chat) == pressed:
            try:
                await self.bot.edit_message_text(
                    reply.text, chat_id=chat, message_id=pressed, reply_markup=markup
                )
            except BadRequest as error:
                if "not modified" not in error.message.lower():
                    await self._send(chat, reply.text, markup)
            return
        await self._send(chat, reply.text, markup)

    def _acknowledge(self, update: Update) -> Send:
        """Stops the button's spinning. A press too old for that still does its work."""
        query = update.callback_query

        async def acknowledge() -> None:
            try:
                await self.bot.answer_callback_query(query.id)  # type: ignore[union-attr]
            except BadRequest as error:
                log.info("press not acknowledged", extra=refusal(error))

        return acknowledge


def _pressed_message(update: Update) -> int:
    """The message whose button was pressed; 0 where none was."""
    query = update.callback_query
    return query.message.message_id if query and query.message else 0


def keyboard(buttons: tuple[tuple[Button, ...], ...]) -> InlineKeyboardMarkup | None:
    """Inline buttons for a reply; None for no buttons."""
    if not buttons:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(b.label, callback_data=b.press) for b in row] for row in buttons]
    )


def until_work(replies: Sequence[Reply]) -> Sequence[Reply]:
    """Replies without those behind one that takes time: they are shown again when it is done."""
    at = next((n for n, reply in enumerate(replies, 1) if reply.work), len(replies))
    return replies[:at]


def split(text: str, limit: int = MAX_TEXT) -> list[str]:
    """A text in parts of at most `limit` characters, cut at line ends where there are any."""
    parts: list[str] = []
    while len(text) > limit:
        cut = text.rfind("\n", 1, limit + 1)
        cut = limit if cut < 0 else cut
        parts.append(text[:cut])
        text = text[cut:].lstrip("\n")
    return [*parts, text] if text or not parts else parts
