"""`baogao serve` without the flood control, as a process: `python -m tests.benchmarks.load.serving
DATABASE TOKEN API`.
"""

import asyncio
import logging
import sys

sys.modules["rich"] = None  # type: ignore[assignment]  # see `start`: only developers have it

from bot.app import Settings, serve_telegram  # noqa: E402

if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    database, token, api = sys.argv[1:]
    asyncio.run(serve_telegram(Settings(database, token, api), limited=False))
