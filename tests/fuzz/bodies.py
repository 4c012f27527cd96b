"""Spoilt bodies of updates against the webhook: whoever knows the secret may post anything, and gets
200, or 400 for what is no update, and never a fault.
"""

import json
import random
from collections import Counter

import httpx
from telegram.ext import ApplicationBuilder

from bot import app, content
from bot.channels.telegram import Telegram
from bot.channels.webhook import HEADER, application
from storage.database import MEMORY
from tests.fuzz.spoiling import bend, rewrite, spoil
from tests.fuzz.updates import Taking, random_updates

SECRET = "secret"


async def fuzz(*, bodies: int, seed: int) -> tuple[Counter[int], int]:
    """Posts spoilt updates; gives how often each status was answered, and the faults."""
    chance, taking, statuses = random.Random(seed), Taking(), Counter[int]()
    builder = ApplicationBuilder().token("1:a").updater(None).request(taking)
    bot = builder.get_updates_request(Taking()).build()
    interviewer, journal = app.service(MEMORY, open_to=("telegram",))
    words = content.wording().plain("command") | content.wording().plain("private_only")
    telegram = Telegram(bot, interviewer, journal, words, pause=0.001)
    transport = httpx.ASGITransport(application(telegram, "/", SECRET))
    async with bot, httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
        for update in random_updates(chance, taking, bodies):
            change = chance.choice((spoil, bend, rewrite, rewrite))
            body = change(json.dumps(update).encode(), chance)
            answer = await client.post("/", content=body, headers={HEADER: SECRET})
            statuses[answer.status_code] += 1
        await telegram._outbox.finish(1.0)
    journal.close()
    return statuses, interviewer.faults
