"""Lines and cells as a spreadsheet puts them on the clipboard: tabs between cells, quotes around a
cell that was broken over lines. A quote that nothing closes is typed text; the csv module would
make one cell of all that follows it.
"""


def read_records(text: str) -> list[list[str]]:
    """Lines and cells. A cell that was broken over lines stands in quotes, as Excel puts it."""
    records: list[list[str]] = [[]]
    at = 0
    while at <= len(text):
        cell, at = _cell(text, at)
        records[-1].append(cell)
        if text[at : at + 1] == "\n":
            records.append([])
        at += 1
    return records


def _cell(text: str, at: int) -> tuple[str, int]:
    """The cell that begins at a place, and where it ends."""
    if text[at : at + 1] == '"':
        close = text.find('"', at + 1)
        while close > 0 and text[close : close + 2] == '""':
            close = text.find('"', close + 2)
        if close > 0 and text[close + 1 : close + 2] in ("", "\t", "\n"):
            return text[at + 1 : close].replace('""', '"'), close + 1
    ends = [end for end in (text.find("\t", at), text.find("\n", at)) if end >= 0]
    end = min(ends, default=len(text))
    return text[at:end], end
