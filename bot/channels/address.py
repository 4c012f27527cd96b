"""Local addresses, as settings give them; apart from what serves there, which takes 20 ms to import
and which a bot that polls never needs.
"""

from typing import NamedTuple


class Address(NamedTuple):
    """A local address; port 0 lets the system choose."""

    host: str
    port: int


def read_address(text: str) -> Address:
    """The address in `host:port`. Raises ValueError."""
    host, colon, port = text.rpartition(":")
    if not colon or not port.isdecimal():
        raise ValueError(f"{text!r} is no host:port, such as 127.0.0.1:8080")
    return Address(host, int(port))


def is_address(text: str) -> bool:
    """True for `host:port`."""
    try:
        read_address(text)
    except ValueError:
        return False
    return True
