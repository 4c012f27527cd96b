"""Updates by asking for them: the offset, which tells Telegram to forget, is raised only after what
an update said is on the disk, so a crash between the two brings the update again. So does trouble
with the storage: the same updates are asked for again, after a wait, until they can be kept.
"""

import asyncio
from functools import partial

from bot.channels.connection import call, persistently
from bot.channels.telegram import Telegram
from bot.channels.trouble import longer
from bot.messages import Unavailable

LONGEST = 50  # seconds; the longest that Telegram's server waits
LATE = 5.0  # seconds that its answer may be late


async def poll(telegram: Telegram) -> None:
    """Asks for updates for ever. The first call waits for none, so that those who were left without
    a reply by a crash are answered at once.
    """
    bot = telegram.bot
    await persistently(bot.delete_webhook, telegram.pause)
    offset, timeout, wait = 0, 0, telegram.pause
    while True:
        asked = {"offset": offset, "timeout": timeout}
        get = partial(call, bot, "getUpdates", read_timeout=timeout + LATE, **asked)
        updates = [telegram.read(update) for update in await persistently(get, telegram.pause)]
        taken = 0
        try:
            for update in updates:
                await telegram.receive(update)
                offset, taken = update.id + 1, taken + 1
            if timeout == 0:
                telegram.resume()
                timeout = LONGEST
        except Unavailable as why:
            telegram.trouble.suffer(why)
            for update in updates[taken:]:
                telegram.postpone(update)
            await asyncio.sleep(wait)
            wait = longer(wait)
        else:
            wait = telegram.pause
