"""The interview on Telegram. python-telegram-bot's Updater confirms updates before they are
handled, so a crash loses them; this channel runs the Application without it, with a loop of its own
that asks for updates, handles and commits them, and only then raises the offset.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

from telegram import Bot, BotCommand
from telegram.error import BadRequest

from bot.channels.background import Background, Publish, Read, unpublished, unread
from bot.channels.connection import App, persistently
from bot.channels.outbox import Outbox, Send, refusal
from bot.channels.screen import Screens, until_work
from bot.channels.trouble import Trouble
from bot.channels.updates import CHANNEL, JSON, Update, read_update
from bot.logs import cause
from bot.messages import SHANGHAI, Fetch, Message, Notice, Person, Reply, Unavailable, Work

log = logging.getLogger(__name__)

PATIENCE = 10.0  # seconds that an orderly stop gives to replies under way
PRIVATE = "private_only"
BETWEEN_REMINDERS = 600.0  # seconds; then it is looked again who is to be reminded
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
        self._words = words
        self.pause = pause
        self.clock = clock
        self._due, self._between = due, between
        self._outbox = Outbox(pause, self._blocked)
        self._screens = Screens(self.bot)
        self._background = Background(self.bot, read, publish, pause)
        self.trouble = Trouble(pause)
        self.received = 0  # updates since the start
        self._albums: dict[int, str] = {}  # chat → the last album of pictures in it
        self._telling: set[int] = set()  # notices that are on their way, or were
        self._received: dict[str, str] = {}  # message → person, until `resume`
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
            await self._background.finish(PATIENCE)
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
            for person, reply in self._due(CHANNEL, self.clock()):
                self._outbox.put(person.id, *self._screens.show(int(person.id), reply))
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

    def read(self, update: JSON) -> Update:
        """An update of the Bot API; of one that makes no sense nothing but its number, for it would
        come for ever, and hold up the others.
        """
        try:
            return read_update(update, self.clock())
        except Exception as error:  # noqa: BLE001 - whatever it trips over
            log.error("fault", extra=cause(error))
            return Update(update["update_id"])

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
            self.trouble.suffer(why)
            self.postpone(update)
            raise
        except Exception as error:  # noqa: BLE001 - it would come for ever, and hold up the others
            log.error("fault", extra=cause(error))
        self._postponed.discard(update.id)

    def postpone(self, update: Update) -> None:
        """Tells somebody, once while the trouble lasts, that what they sent is not lost."""
        self._stop_spinning(update)
        self._postponed.add(update.id)
        if update.chat is not None:
            self._albums.pop(update.chat, None)  # its first picture comes again
        message = update.message if update.private else None
        if message is not None and self.trouble.tells(message.person.id):
            text = self._interviewer.postponed().text
            self._outbox.put(message.person.id, self._screens.say(int(message.person.id), text))

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
        chat, message = update.chat, update.message
        if chat is None:
            return
        if not update.private:
            if update.wrote:
                self._outbox.put(str(chat), self._screens.say(chat, self._words[PRIVATE]))
            return
        if message is None or self._is_rest_of_album(chat, update.album):
            return
        replies = self._interviewer.take(message)
        self.trouble.recover()
        self._received[message.id] = message.person.id
        if update.wrote:
            self._screens.wrote(chat, update.wrote)
        self._deliver(message.id, message.person, replies, pressed=update.pressed)
        self._tell()

    def _stop_spinning(self, update: Update) -> None:
        """Acknowledges a press, unless that was done when it came before."""
        if update.query and update.id not in self._postponed:
            self._outbox.put(f"press {update.query}", self._acknowledge(update.query))

    def _is_rest_of_album(self, chat: int, album: str) -> bool:
        """True for all but the first of several pictures sent at once: one sentence is enough.
        Several documents are each read.
        """
        if not album:
            return False
        known = self._albums.get(chat) == album
        self._albums[chat] = album
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
        self.trouble.recover()

    # -- out ------------------------------------------------------------------------------------

    def _deliver(
        self, message: str, person: Person, replies: Sequence[Reply], pressed: int = 0
    ) -> None:
        chat, replies = int(person.id), until_work(replies)
        sends = [send for reply in replies for send in self._screens.show(chat, reply, pressed)]
        self._outbox.put(person.id, *sends)
        for reply in replies:
            if reply.fetch:
                self._background.start(self._fetch(message, person, reply.fetch))
                return
            if reply.work:
                self._background.start(self._make(message, person, reply.work))
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
            sends = self._screens.show(int(notice.person.id), reply)
            self._outbox.put(notice.person.id, *sends, self._note_told(notice.number))

    def _note_told(self, notice: int) -> Send:
        async def note() -> None:
            self._journal.told(notice)

        return note

    async def _make(self, message: str, person: Person, work: Work) -> None:
        """Has something made, and shows it with what was held back until then."""
        reply = await self._background.make(int(person.id), work)
        again = await self.trouble.outlast(partial(self._interviewer.again, message, person))
        self._deliver(message, person, (reply, *(shown for shown in again if not shown.work)))

    async def _fetch(self, message: str, person: Person, fetch: Fetch) -> None:
        """Has a file read; what is found comes as a message of its own."""
        found = await self._background.read(int(person.id), fetch)
        caption = fetch.attachment.caption
        said = Message(f"{message}:read", person, self.clock(), text=caption, read=found)
        replies = await self.trouble.outlast(partial(self._interviewer.take, said))
        self._journal.delivered(message)
        self._deliver(said.id, person, replies)

    def _note(self, message: str) -> Send:
        async def note() -> None:
            self._journal.delivered(message)

        return note

    def _acknowledge(self, press: str) -> Send:
        """Stops the button's spinning. A press too old for that still does its work."""

        async def acknowledge() -> None:
            try:
                await self.bot.answer_callback_query(press)
            except BadRequest as error:
                log.info("press not acknowledged", extra=refusal(error))

        return acknowledge
