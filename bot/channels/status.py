"""How the service is doing, on a port of its own that only this machine reaches: `/health` for
whoever restarts it, `/metrics` for Prometheus. Nothing here names a person, a unit or a text.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

FAMILIES = {"counter": CounterMetricFamily, "gauge": GaugeMetricFamily}


@dataclass(frozen=True)
class Reading:
    """A metric: its name, its kind, what it says, and the function that reads it."""

    name: str
    kind: Literal["counter", "gauge"]
    documentation: str
    read: Callable[[], float]


class _Readings(Collector):
    def __init__(self, readings: Iterable[Reading]) -> None:
        self._readings = tuple(readings)

    def collect(self) -> Iterator[Metric]:
        for reading in self._readings:
            family = FAMILIES[reading.kind]
            yield family(reading.name, reading.documentation, value=reading.read())


def application(healthy: Callable[[], bool], readings: Iterable[Reading]) -> Starlette:
    """The web application with `/health` (200 or 503) and `/metrics`."""
    registry = CollectorRegistry()
    registry.register(_Readings(readings))

    async def health(request: Request) -> PlainTextResponse:
        del request
        return PlainTextResponse("ok") if healthy() else PlainTextResponse("not ok", 503)

    async def metrics(request: Request) -> PlainTextResponse:
        del request
        return PlainTextResponse(generate_latest(registry).decode())

    return Starlette(routes=[Route("/health", health), Route("/metrics", metrics)])
