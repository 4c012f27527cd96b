"""Who looks at a report. Several people fill one together, each at a question of their own, so the
state of a report is seen by somebody; with nobody in particular it is the report itself.
"""

from dataclasses import dataclass

from bot.interview.rights import FILL
from bot.messages import Colleague, Report


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, in which roles, beside which colleagues, with which reports to choose from.

    `reviewed`: others are to approve the report. `asked` is the question that they have before
    their eyes (None: not known), shown when the journal had come to `seen`.
    """

    who: str = ""
    roles: frozenset[str] = frozenset({FILL})
    colleagues: tuple[Colleague, ...] = ()
    reviewed: bool = False
    reports: tuple[Report, ...] = ()
    asked: str | None = None
    seen: int = 0


NOBODY = Viewer()  # the report itself, as a clerk would see it
