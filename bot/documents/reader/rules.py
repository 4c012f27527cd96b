"""Completes the ruling lines of a PDF's tables. A table may be open at its left and right, as many
offices like it; its outer cells are then closed by no line and would be lost with their figures.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

Edge = Mapping[str, Any]  # as pdfplumber gives it
Line = tuple[float, float, float]  # where it runs down the page: x, top, bottom

_NEAR = 3.0  # points between what is meant to touch
_MOST = 3000  # edges of a page; a page of tables has some hundred


def missing_sides(edges: Sequence[Edge]) -> list[dict[str, Any]]:
    """Lines that close the tables of a page at their sides, between rules with lines inside."""
    across = [edge for edge in edges if edge["orientation"] == "h"]
    down = [edge for edge in edges if edge["orientation"] == "v"]
    if not down or len(edges) > _MOST:
        return []
    lines = list(_whole(down))
    return [_edge(side) for end in ("x0", "x1") for side in _open(across, lines, end)]


def _edge(line: Line) -> dict[str, Any]:
    x, top, bottom = line
    place = {"x0": x, "x1": x, "top": top, "bottom": bottom}
    return {"object_type": "line", **place, "width": 0.0, "height": bottom - top}


def _whole(down: Sequence[Edge]) -> Iterator[Line]:
    """The lines down the page, those that go on in one another put together."""
    for _, same in groupby(sorted(down, key=_by_place), key=lambda edge: round(edge["x0"])):
        line: Line | None = None
        for edge in same:
            if line and edge["top"] - line[2] <= _NEAR:
                line = line[0], line[1], max(line[2], edge["bottom"])
                continue
            if line:
                yield line
            line = edge["x0"], edge["top"], edge["bottom"]
        if line:
            yield line


def _by_place(edge: Edge) -> tuple[int, float]:
    return round(edge["x0"]), edge["top"]


def _open(across: Sequence[Edge], lines: Sequence[Line], end: str) -> Iterator[Line]:
    """The sides without a line, between each two rules that end there and have lines inside."""
    for group in _ending_together(across, end):
        x = float(group[0][end])
        for upper, lower in pairwise(sorted(group, key=lambda edge: float(edge["top"]))):
            top, bottom = float(upper["top"]), float(lower["top"])
            between = [line[0] for line in lines if _joins(line, top, bottom)]
            inside = any(upper["x0"] + _NEAR < at < upper["x1"] - _NEAR for at in between)
            if bottom - top > _NEAR and inside and all(abs(at - x) > _NEAR for at in between):
                yield x, top, bottom


def _joins(line: Line, top: float, bottom: float) -> bool:
    return line[1] - _NEAR <= top and bottom <= line[2] + _NEAR


def _ending_together(across: Sequence[Edge], end: str) -> Iterator[list[Edge]]:
    """Rules that end at the same place, group by group."""
    group: list[Edge] = []
    for edge in sorted(across, key=lambda edge: float(edge[end])):
        if group and edge[end] - group[-1][end] > _NEAR:
            yield group
            group = []
        group.append(edge)
    if group:
        yield group
