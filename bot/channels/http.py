"""Serves a web application beside whatever else runs: uvicorn in this process's loop, without its
signal handlers, because the program decides itself when it stops.
"""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import uvicorn
from starlette.applications import Starlette

from bot.channels.address import Address


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serve(app: Starlette, address: Address) -> AsyncIterator[Address]:
    """Serves until the block ends; yields the address really taken. Raises OSError if it is taken
    already.
    """
    config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False)
    bound = _bound(address)
    server = _Server(config)
    running = asyncio.create_task(server.serve(sockets=[bound]))
    try:
        yield Address(*bound.getsockname()[:2])
    finally:
        server.should_exit = True
        await running


def _bound(address: Address) -> socket.socket:
    """A socket on the address, bound here so that a taken port is an error and not an exit."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind(tuple(address))
    except OSError:
        bound.close()
        raise
    return bound
