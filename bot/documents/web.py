"""The report as one page of HTML that a screen reader can read: headings in their order, tables
with a caption and real headers, Chinese declared as its language. A government's website asks for
it, and a table pasted from Word has none of this.
"""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise

from bot.documents.grid import Grid, Printed, grid
from bot.documents.narrative import heading, lines
from bot.forms.answers import Answers
from bot.forms.form import Section, Table

_STYLE = """
body { max-width: 48em; margin: 0 auto; padding: 1em; line-height: 1.8; font-family: serif; }
h1 { text-align: center; font-size: 1.5em; }
h2 { font-size: 1.2em; }
h3, h4, h5 { font-size: 1em; }
p { text-indent: 2em; margin: 0; }
.table { overflow-x: auto; margin: 1em 0; }
table { border-collapse: collapse; width: 100%; font-size: 0.9em; line-height: 1.4; }
th, td { border: 1px solid; padding: 0.3em; text-align: center; font-weight: normal; }
caption { text-align: left; font-weight: bold; padding: 0.3em 0; }
"""
_SECTION = 2  # the level of a section's heading; those within its text come below
_LOWEST = 5


def web_page(answers: Answers) -> bytes:
    """The report as HTML in UTF-8, complete in itself."""
    title = escape(f"{answers.title}{answers.year}年{answers.form.name}")
    body = "\n".join(
        line for section in answers.form.sections for line in _section(answers, section)
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    ).encode()


def _section(answers: Answers, section: Section) -> Iterator[str]:
    """A section as it is printed: its title, its texts, then its tables."""
    form = answers.form
    if section is not form.sections[0]:
        yield f"<h2>{escape(section.title)}</h2>"
    for ask in section.asks:
        if ask in form.fields and form.fields[ask].kind == "text":
            yield from _text(answers.values.get(ask, ""))
    for ask in section.asks:
        if ask in form.tables:
            yield _table(answers, form.tables[ask], section.title)


def _text(text: str) -> Iterator[str]:
    """Paragraphs and headings; no level of heading is left out, whatever was written."""
    level = _SECTION
    for line in lines(text):
        found = heading(line)
        if found is None:
            yield f"<p>{escape(line)}</p>"
            continue
        depth, words, rest = found
        if rest:
            yield f"<p><strong>{escape(words)}</strong>{escape(rest)}</p>"
        else:
            level = min(max(_SECTION + 1, _SECTION + depth - 1), level + 1, _LOWEST)
            yield f"<h{level}>{escape(words)}</h{level}>"


def _table(answers: Answers, table: Table, title: str) -> str:
    printed = grid(table)
    head = _rows(answers, printed, range(printed.heads))
    body = "".join(
        f"<tbody>\n{_rows(answers, printed, rows)}</tbody>\n" for rows in _bodies(printed)
    )
    head = f"<thead>\n{head}</thead>\n" if head else ""
    caption = f"<caption>{escape(title)}</caption>"
    return f'<div class="table">\n<table>\n{caption}\n{head}{body}</table>\n</div>'


def _bodies(printed: Grid) -> Iterator[range]:
    """The rows below the head in groups: a header that spans rows speaks for its whole group."""
    starts = [cell.row for cell in printed.cells if cell.role == "band"]
    starts += [
        cell.row
        for cell in printed.cells
        if cell.row >= printed.heads
        and cell.column == 0
        and cell.role in ("group", "label")
        and printed.heads
    ]
    edges = [printed.heads, *sorted(set(starts) - {printed.heads}), printed.rows]
    return (range(first, last) for first, last in pairwise(edges))


def _rows(answers: Answers, printed: Grid, rows: Iterable[int]) -> str:
    out = []
    for row in rows:
        begun = (cell for cell in printed.lines[row] if cell.row == row)
        cells = "".join(_cell(answers, printed, cell) for cell in begun)
        out.append(f"<tr>{cells}</tr>\n")
    return "".join(out)


def _cell(answers: Answers, printed: Grid, cell: Printed) -> str:
    spans = (("colspan", cell.across), ("rowspan", cell.down))
    reach = "".join(f' {name}="{count}"' for name, count in spans if count > 1)
    if cell.key or cell.role == "corner":  # the corner holds a remark and heads nothing
        text = answers.values.get(cell.key, "") if cell.key else cell.text
        return f"<td{reach}>{escape(text)}</td>"
    return f'<th{reach} scope="{_scope(printed, cell)}">{escape(cell.text)}</th>'


def _scope(printed: Grid, cell: Printed) -> str:
    """What a header speaks for: its row or column, or a group of them."""
    if cell.role in ("label", "group"):
        return "rowgroup" if cell.down > 1 else "row"
    above_others = cell.across > 1 and cell.row + cell.down < printed.heads
    return "colgroup" if cell.role == "band" or above_others else "col"
