"""A document of somebody else's making: how it is built from a report, and what it shows of it."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.forms.answers import Answers

Figures = dict[str, str]


def as_given(figures: Figures) -> Figures:
    return figures


@dataclass(frozen=True)
class Foreign:
    """`shown` turns the report's figures into those that the document shows; `lost` are the ids
    (of cells, rows, tables or texts) that nobody could read from it, each of which is to be listed.
    """

    name: str
    kind: str
    form: str
    build: Callable[[Answers], bytes]
    shown: Callable[[Figures], Figures] = as_given
    lost: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


DOCUMENTS: list[Foreign] = []


def made(
    kind: str,
    *forms: str,
    shown: Callable[[Figures], Figures] = as_given,
    lost: tuple[str, ...] = (),
) -> Callable[[Callable[[Answers], bytes]], Callable[[Answers], bytes]]:
    """Lists a builder as a document for each of some forms."""

    def add(build: Callable[[Answers], bytes]) -> Callable[[Answers], bytes]:
        for form in forms or ("2019", "2021"):
            name = f"{build.__name__}_{form}.{kind}"
            DOCUMENTS.append(Foreign(name, kind, form, build, shown, lost))
        return build

    return add


def without_zeros(figures: Figures) -> Figures:
    """What stays where an office leaves a zero blank."""
    return {key: value for key, value in figures.items() if value != "0"}
