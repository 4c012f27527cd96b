"""The registry of kinds of rules. A kind is one small function that looks at a report and yields
what is broken; a form names it in its TOML and gives it the cells and texts it may look at. So a
new equation is data, and what an answer can change is known without asking any rule.
"""

from collections.abc import Callable, Iterator

from bot.checks.finding import Broken
from bot.checks.report import Report
from bot.forms.form import Rule

Kind = Callable[[Report, Rule], Iterator[Broken]]
KINDS: dict[str, Kind] = {}
ARGUMENTS: dict[str, tuple[str, ...]] = {}


def kind(*arguments: str) -> Callable[[Kind], Kind]:
    """Registers a kind of rule under its function's name, with the arguments a form must give."""

    def register(function: Kind) -> Kind:
        KINDS[function.__name__] = function
        ARGUMENTS[function.__name__] = arguments
        return function

    return register
