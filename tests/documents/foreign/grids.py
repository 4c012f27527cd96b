"""Word files and pages whose tables have another shape: in pieces, with rows and columns of their own,
merged in other ways or not at all.
"""

from dataclasses import replace
from itertools import count

from bot.forms.answers import Answers
from tests.documents.foreign.foreign import made
from tests.documents.foreign.page import body, p, page, portal, table
from tests.documents.foreign.word import Doc, changed, plain_table, plain_text, written
from tests.documents.reader.paper import Box, Grid, Part, report, word_table


@made("docx")
def tables_in_pieces(answers: Answers) -> bytes:
    """A table for every block of 二, 三 in three with 续表 between, 四 as three tables."""
    parts: list[Part] = []
    for part in report(answers):
        if not isinstance(part, Grid):
            parts.append(part)
        elif part.columns == 4:
            bands = [n for n, row in enumerate(part.rows) if row[0].text.startswith("第二十条")]
            parts += part.cut(*bands[1:])
        elif part.columns == 10:
            head, last = part.rows[:3], part.rows[-1]
            parts += [Grid(part.rows[:5]), "续表", Grid([*head, *part.rows[5:-1]])]
            parts += ["续表", Grid([*head, last])]
        else:
            for n, name in enumerate(("行政复议", "未经复议直接起诉", "复议后起诉")):
                labels = [Box(box.text) for box in part.rows[1][:5]]
                parts.append(Grid([[Box(name, 5)], labels, part.rows[3][5 * n : 5 * n + 5]]))
    return written(parts, plain_text, plain_table)


@made("docx")
def header_words_in_two_rows(answers: Answers) -> bytes:
    """商业 above 企业 and 科研 above 机构, each in a cell of its own, as some portals have it."""
    parts = report(answers)
    for part in parts:
        if isinstance(part, Grid) and part.columns == 10:
            corner, natural, total = part.rows[0][0], part.rows[1][0], part.rows[1][2]
            corner.down, natural.down, total.down = 4, 3, 3
            heads = part.rows[2]
            part.rows[2] = [Box("商业"), Box("科研"), *(Box(b.text, 1, 2) for b in heads[2:])]
            part.rows.insert(3, [Box("企业"), Box("机构")])
    return written(parts, plain_text, plain_table)


@made("docx")
def nothing_merged(answers: Answers) -> bytes:
    """Every merged cell undone: the label in the first of the cells, the others empty."""

    def flat(grid: Grid) -> Grid:
        table = [[Box("") for _ in range(grid.columns)] for _ in grid.rows]
        busy: dict[int, int] = {}
        for at, row in enumerate(grid.rows):
            column = 0
            for box in row:
                while busy.get(column, 0) > at:
                    column += 1
                table[at][column] = Box(box.text)
                for taken in range(column, column + box.across):
                    busy[taken] = at + box.down
                column += box.across
        return Grid(table)

    parts: list[Part] = [flat(p) if isinstance(p, Grid) else p for p in report(answers)]
    return written(parts, plain_text, plain_table)


@made("docx")
def group_named_in_every_row(answers: Answers) -> bytes:
    """No cell merged downward: （三）不予公开 is written before each of its rows."""

    def repeated(grid: Grid) -> Grid:
        rows: list[dict[int, Box]] = [{} for _ in grid.rows]
        for at, row in enumerate(grid.rows):
            column = 0
            for box in row:
                while any(c <= column < c + b.across for c, b in rows[at].items()):
                    column += 1
                for below in range(at, at + box.down):
                    rows[below][column] = Box(box.text, box.across)
        return Grid([[cells[n] for n in sorted(cells)] for cells in rows])

    parts: list[Part] = [
        repeated(p) if isinstance(p, Grid) and p.columns == 10 else p for p in report(answers)
    ]
    return written(parts, plain_text, plain_table)


@made("docx", "2021", lost=("disclosure.rules", "disclosure.normative"))
def first_block_of_the_old_form(answers: Answers) -> bytes:
    """Table 二 with the old form's first block, as offices had it that changed only half."""
    parts = report(answers)
    two = next(part for part in parts if isinstance(part, Grid))
    for box, text in zip(
        two.rows[1], ("信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"), strict=True
    ):
        box.text = text
    two.rows[3][0].text = "规范性文件"
    return written(parts, plain_text, plain_table)


@made("docx")
def titles_inside_the_tables(answers: Answers) -> bytes:
    """Each heading of 二 to 四 as the first row of its table, a unit of measure below it."""
    parts: list[Part] = []
    for part in report(answers):
        if isinstance(part, Grid):
            title = parts.pop()
            assert isinstance(title, str)
            parts.append(part.add_row("（单位：件）").add_row(title))
        else:
            parts.append(part)
    return written(parts, plain_text, plain_table)


@made("docx")
def turned_over(answers: Answers) -> bytes:
    """Table 三 with its rows as columns."""

    def turn(grid: Grid) -> Grid:
        figures = [row[-7:] for row in grid.rows[3:]]
        labels = [row[-8].text for row in grid.rows[3:]]
        kinds = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
        rows = [[Box("申请人情况"), *(Box(label) for label in labels)]]
        rows += [
            [Box(kind), *(Box(row[n].text) for row in figures)] for n, kind in enumerate(kinds)
        ]
        return Grid(rows)

    parts: list[Part] = [
        turn(part) if isinstance(part, Grid) and part.columns == 10 else part
        for part in report(answers)
    ]
    return written(parts, plain_text, plain_table)


@made("docx")
def other_words_and_order(answers: Answers) -> bytes:
    """合计 for 总计 and 其它 for 其他, the total of 三 before all kinds of applicants."""
    parts = report(answers)
    for part in parts:
        if isinstance(part, Grid) and part.columns == 10:
            part.rows[1] = [part.rows[1][2], *part.rows[1][:2]]
            for row in part.rows[3:]:
                row.insert(len(row) - 7, row.pop())
    parts = changed(
        parts, lambda t: t.replace("总计", "合计").replace("其他", "其它") if len(t) < 8 else t
    )
    return written(parts, plain_text, plain_table)


@made("docx")
def with_numbered_rows(answers: Answers) -> bytes:
    """A column 序号 at the left of 二 and 三."""

    def numbered(grid: Grid) -> Grid:
        if grid.columns == 15:
            return grid
        heads = 3 if grid.columns == 10 else 0
        number = count(1)
        rows = [list(row) for row in grid.rows]
        for at, row in enumerate(rows):
            if at == 0:
                row.insert(0, Box("序号", 1, max(heads, 1)))
            elif at >= heads:
                data = row[-1].text.isdigit() and row[0].text != "信息内容"
                row.insert(0, Box(str(next(number)) if data else ""))
        return Grid(rows)

    parts: list[Part] = [
        numbered(part) if isinstance(part, Grid) else part for part in report(answers)
    ]
    return written(parts, plain_text, plain_table)


@made("html")
def with_subtotals(answers: Answers) -> bytes:
    """A row 小计 above the rows of each group of results, and last year's total beside this year's."""

    def more(grid: Grid) -> Grid:
        if grid.columns != 10:
            return grid
        rows = [list(row) for row in grid.rows]
        rows[1].append(Box("上年总计", 1, 2))
        rows[0][-1] = replace(rows[0][-1], across=8)
        for row in rows[3:]:
            row.append(Box("77"))
        at = 3
        while at < len(rows):
            row = rows[at]
            group = next((box for box in row if box.down > 1 and box.text.startswith("（")), None)
            if group is not None:
                label = Box("小计")
                new = [*row[: row.index(group) + 1], label, *(Box("88") for _ in range(8))]
                rows[at] = row[row.index(group) + 1 :]
                group.down += 1
                rows.insert(at, new)
                at += 1
            at += 1
        whole = rows[5][0]
        whole.down += sum(row[-9].text == "小计" for row in rows if len(row) > 9)
        return Grid(rows)

    parts: list[Part] = [more(part) if isinstance(part, Grid) else part for part in report(answers)]
    return portal(answers, body(parts, p)).encode()


@made("html")
def a_table_for_each_row(answers: Answers) -> bytes:
    def grid(found: Grid) -> str:
        if found.columns != 4:
            return table(found)
        return "".join(table(Grid([row])) for row in found.rows)

    return page(body(report(answers), p, grid)).encode()


@made("docx")
def three_tables_side_by_side(answers: Answers) -> bytes:
    def beside(doc: Doc, grid: Grid) -> None:
        if grid.columns != 15:
            return doc.xml(word_table(grid))
        cells = ""
        for n, name in enumerate(("行政复议", "未经复议直接起诉", "复议后起诉")):
            g = Grid(
                [
                    [Box(name, 5)],
                    [Box(b.text) for b in grid.rows[1][:5]],
                    grid.rows[3][5 * n : 5 * n + 5],
                ]
            )
            cells += f"<w:tc><w:tcPr/>{word_table(g)}<w:p/></w:tc>"
        return doc.xml(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")

    return written(report(answers), plain_text, beside)


@made("docx")
def headers_again_in_the_middle(answers: Answers) -> bytes:
    """Table 三 typed over two pages in one table: its head again in the middle, an empty row before."""
    parts = report(answers)
    for g in parts:
        if isinstance(g, Grid) and g.columns == 10:
            head = [[Box(b.text, b.across, b.down) for b in row] for row in g.rows[:3]]
            at = next(n for n, row in enumerate(g.rows) if row[0].text.startswith("（四）无法"))
            first, last = g.rows[:at], g.rows[at:]
            whole = next(b for row in first for b in row if b.text.startswith("三、本年度"))
            n = whole.down
            whole.down = at - 5
            last[0].insert(0, Box("三、本年度办理结果", 1, n - whole.down))
            g.rows = [*first, [Box("", 10)], *head, *last]
    return written(parts, plain_text, plain_table)


@made("docx")
def appeals_by_outcome(answers: Answers) -> bytes:
    """Table 四 turned over: a row for each outcome, a column for each kind."""

    def turn(grid: Grid) -> Grid:
        head = [Box("", 1, 2), Box("行政复议", 1, 2), Box("行政诉讼", 2)]
        kinds = [Box("未经复议直接起诉"), Box("复议后起诉")]
        rows = [[Box(grid.rows[1][n].text), *grid.rows[3][n::5]] for n in range(5)]
        return Grid([head, kinds, *rows])

    parts: list[Part] = [
        turn(part) if isinstance(part, Grid) and part.columns == 15 else part
        for part in report(answers)
    ]
    return written(parts, plain_text, plain_table)


@made("html")
def appeals_in_three_tables(answers: Answers) -> bytes:
    """Table 四 as three tables, each with its kind in one cell above it: 行政诉讼（复议后起诉）."""
    parts: list[Part] = []
    for part in report(answers):
        if not isinstance(part, Grid) or part.columns != 15:
            parts.append(part)
            continue
        names = "行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼（复议后起诉）"
        for n, name in enumerate(names):
            heads = [Box(box.text) for box in part.rows[1][:5]]
            parts.append(Grid([[Box(name, 5)], heads, part.rows[3][5 * n : 5 * n + 5]]))
    return page(body(parts, p)).encode()
