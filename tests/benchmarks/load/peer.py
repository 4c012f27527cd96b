"""The same interview as python-telegram-bot's own ConversationHandler holds it, with its
PicklePersistence. That keeps everybody's answers in memory and writes all of them at once: every
sixty seconds by default, so a crash loses a minute of everybody's answers. Durable as ours it is
only if it flushes at every answer, and what that costs grows with the number of chats. (It does
not even sync the file then.)
"""

import copy
import statistics
import time
from pathlib import Path

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PersistenceInput,
    PicklePersistence,
    filters,
)

from bot import content
from bot.interview.questions import Question, questions
from tests.benchmarks.load.clerk import update
from tests.benchmarks.load.process import TEXT, builder

NAME = "interview"


class Interview:
    """One question after the other, each with its own state; answers stand in `user_data`."""

    def __init__(self, file: Path) -> None:
        self._questions = [q for q in questions(content.forms()["2021"]) if q.kind == "row"]
        only = PersistenceInput(bot_data=False, chat_data=False, callback_data=False)
        self.persistence = PicklePersistence(file, store_data=only, on_flush=True)
        self.application = builder().persistence(self.persistence).build()
        text = MessageHandler(filters.TEXT, self._take)
        self.application.add_handler(
            ConversationHandler(
                entry_points=[text],
                states={number: [text] for number in range(len(self._questions))},
                fallbacks=[],
                name=NAME,
                persistent=True,
                allow_reentry=True,
            )
        )

    async def _take(self, said: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        at = context.user_data.get("at", 0)
        item: Question = self._questions[at]
        context.user_data.update(zip(item.keys, said.message.text.split(), strict=False))
        context.user_data["at"] = (at + 1) % len(self._questions)
        rows = [[InlineKeyboardButton("其余为 0", callback_data=f"rest {item.id}")]]
        await said.message.reply_text(TEXT, reply_markup=InlineKeyboardMarkup(rows))
        return int(context.user_data["at"])

    async def fill(self, chats: int) -> None:
        """Gives so many chats a report with all its figures."""
        figures = {key: "3" for item in self._questions for key in item.keys}
        for chat in range(2, chats + 1):
            await self.persistence.update_user_data(chat, {**copy.deepcopy(figures), "at": 3})
            await self.persistence.update_conversation(NAME, (chat, chat), 3)
        await self.persistence.flush()
        await self.application.initialize()

    async def answer(self, number: int) -> tuple[float, float]:
        """Seconds that an answer and the flush after it take."""
        said = Update.de_json(update(number, "3 1 2 0 0 0"), self.application.bot)
        begin = time.perf_counter()
        await self.application.process_update(said)
        await self.application.update_persistence()
        handled = time.perf_counter()
        await self.persistence.flush()
        return handled - begin, time.perf_counter() - handled


async def measure(folder: Path, chats: tuple[int, ...]) -> dict[str, object]:
    """Milliseconds by number of chats."""
    result: dict[str, object] = {}
    for many in chats:
        interview = Interview(folder / f"{many}.pickle")
        await interview.fill(many)
        times = [await interview.answer(n) for n in range(1, 4 if many > 1000 else 11)]
        await interview.application.shutdown()
        result[f"{many} chats"] = {
            "answer, in memory alone": 1000 * statistics.median(a for a, _ in times),
            "flush": 1000 * statistics.median(f for _, f in times),
            "answer with its flush": 1000 * statistics.median(a + f for a, f in times),
            "file, MB": (folder / f"{many}.pickle").stat().st_size / 1e6,
        }
    return result
