"""The named styles of a report. They carry the whole layout (GB/T 9704), so a paragraph in
document.xml holds a style and its words, the file stays small, and who owns a master changes the
look of all reports in Word's style window. A master is later asked for these names, never for their
ids, because Word renames ids when it saves.
"""

from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import quoteattr

TITLE = "报告标题"
YEAR = "报告年度标题"
BODY = "报告正文"
KEPT_BODY = "报告正文同页"
LONG_WORDS = "报告正文长词"
LEVELS = ("一级标题", "二级标题", "三级标题", "四级标题")
RUN_IN = ("一级标题字符", "二级标题字符", "三级标题字符", "四级标题字符")
TABLE = "报告表格"
BAND = "表格条款"
HEAD = "表格表头"
NARROW_HEAD = "表格窄表头"
CORNER = "表格说明"
LABEL = "表格标签"
KEPT_LABEL = "表格标签同页"
GROUP = "表格分组"
KEPT_GROUP = "表格分组同页"
NUMBERS = ("表格数字", "表格数字小", "表格数字微", "表格数字极微")
MISSING = "待填写"
MISSING_NUMBER = "表格待填写"
DRAFT = "页眉草稿"
ODD_PAGE = "页码单页"
EVEN_PAGE = "页码双页"

LATIN = "Times New Roman"
SONG, FANG, HEI, KAI, XIAOBIAO = "宋体", "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
FALLBACKS = {
    SONG: "SimSun",
    FANG: "仿宋",
    HEI: "SimHei",
    KAI: "楷体",
    XIAOBIAO: "FZXiaoBiaoSong-B05S",
}
NUMBER_SIZES = (9.5, 8.5, 7.5, 6.0)

_LINE = 579  # 22 lines of 28.95 pt fill 225 mm
_OFF_GRID = '<w:snapToGrid w:val="0"/>'
_EXACT = f'<w:spacing w:line="{_LINE}" w:lineRule="exact"/>'
_INDENT = '<w:ind w:firstLineChars="200" w:firstLine="632"/>'
_CELL = '<w:spacing w:line="250" w:lineRule="exact"/>'
_YELLOW = '<w:shd w:val="clear" w:color="auto" w:fill="FFFF00"/>'


@dataclass(frozen=True)
class Style:
    """A style of the master: `paragraph` and `run` are its properties in WordprocessingML."""

    name: str
    id: str
    kind: Literal["paragraph", "character"] = "paragraph"
    font: str = ""
    latin: str = LATIN
    size: float = 0
    paragraph: str = ""
    run: str = ""
    on_grid: bool = True

    def xml(self) -> str:
        """The style as an element of styles.xml; `on_grid` is about the width of characters."""
        properties = f"<w:pPr>{self.paragraph}</w:pPr>" if self.paragraph else ""
        off = "" if self.on_grid else _OFF_GRID
        based = '<w:basedOn w:val="Normal"/>' if self.kind == "paragraph" else ""
        return (
            f'<w:style w:type="{self.kind}" w:customStyle="1" w:styleId="{self.id}">'
            f"<w:name w:val={quoteattr(self.name)}/>{based}<w:qFormat/>{properties}"
            f"<w:rPr>{self.fonts()}{off}{self.sizes()}{self.run}</w:rPr></w:style>"
        )

    def fonts(self) -> str:
        """The fonts of a run; the hint makes quotation marks and dashes Chinese ones."""
        if not self.font:
            return ""
        latin = quoteattr(self.latin)
        return (
            f'<w:rFonts w:hint="eastAsia" w:ascii={latin} w:hAnsi={latin}'
            f" w:eastAsia={quoteattr(self.font)}"
            f" w:cs={latin}/>"
        )

    def sizes(self) -> str:
        """The size of a run, in half points."""
        half = round(self.size * 2)
        return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>' if half else ""


def _text(
    name: str, id_: str, font: str, *, before: str = "", side: str = "both", after: str = ""
) -> Style:
    paragraph = f'{before}{_OFF_GRID}{_EXACT}{_INDENT}<w:jc w:val="{side}"/>{after}'
    return Style(name, id_, font=font, size=16, paragraph=paragraph)


def _level(depth: int, font: str, keep: str) -> tuple[Style, Style]:
    outline = f'<w:outlineLvl w:val="{depth}"/>'
    return (
        _text(LEVELS[depth], f"Level{depth + 1}", font, before=keep, after=outline),
        Style(RUN_IN[depth], f"RunIn{depth + 1}", "character", font=font),
    )


def _cell(name: str, id_: str, font: str = SONG, **more: str) -> Style:
    keep, indent, side = more.get("keep", ""), more.get("indent", ""), more.get("side", "center")
    paragraph = f'{keep}{_OFF_GRID}{_CELL}{indent}<w:jc w:val="{side}"/>'
    return Style(name, id_, font=font, size=NUMBER_SIZES[0], paragraph=paragraph, on_grid=False)


def _numbers() -> list[Style]:
    paragraph = f'{_OFF_GRID}<w:jc w:val="center"/>'
    ids = ("N", "N2", "N3", "N4")
    return [
        Style(name, id_, font=SONG, size=size, paragraph=paragraph, on_grid=False)
        for name, id_, size in zip(NUMBERS, ids, NUMBER_SIZES, strict=True)
    ]


def _page(name: str, id_: str, side: str, inset: str) -> Style:
    paragraph = f'{_OFF_GRID}<w:ind w:{inset}Chars="100" w:{inset}="280"/><w:jc w:val="{side}"/>'
    return Style(name, id_, font=SONG, latin=SONG, size=14, paragraph=paragraph, on_grid=False)


_KEEP = "<w:keepNext/>"
_INSET = '<w:ind w:left="40"/>'
_TITLE = f'{_KEEP}{_OFF_GRID}<w:spacing w:line="{_LINE}" w:lineRule="exact"{{after}}/>'

STYLES: tuple[Style, ...] = (
    Style(
        TITLE,
        "ReportTitle",
        font=XIAOBIAO,
        size=22,
        paragraph=_TITLE.format(after="") + '<w:jc w:val="center"/>',
        on_grid=False,
    ),
    Style(
        YEAR,
        "ReportYear",
        font=XIAOBIAO,
        size=22,
        paragraph=_TITLE.format(after=f' w:after="{_LINE}"') + '<w:jc w:val="center"/>',
        on_grid=False,
    ),
    _text(BODY, "Body", FANG),
    _text(KEPT_BODY, "BodyKept", FANG, before=_KEEP),
    _text(LONG_WORDS, "BodyLong", FANG, side="left"),
    *_level(0, HEI, _KEEP),
    *_level(1, KAI, _KEEP),
    *_level(2, FANG, ""),
    *_level(3, FANG, ""),
    _cell(BAND, "Band", keep=_KEEP, side="left", indent=_INSET),
    _cell(HEAD, "Head", keep=_KEEP),
    _cell(NARROW_HEAD, "HeadNarrow", keep=_KEEP, indent='<w:ind w:left="50" w:right="50"/>'),
    _cell(CORNER, "Corner", KAI, keep=_KEEP, side="left", indent=_INSET),
    _cell(LABEL, "Label", side="left", indent=_INSET),
    _cell(KEPT_LABEL, "LabelKept", keep=_KEEP, side="left", indent=_INSET),
    _cell(GROUP, "Group"),
    _cell(KEPT_GROUP, "GroupKept", keep=_KEEP),
    *_numbers(),
    Style(MISSING, "Missing", "character", run=_YELLOW),
    Style(MISSING_NUMBER, "MissingNumber", "character", size=6.5, run=_YELLOW),
    Style(DRAFT, "Draft", font=HEI, size=16, paragraph=f'{_OFF_GRID}<w:jc w:val="center"/>'),
    _page(ODD_PAGE, "PageOdd", "right", "right"),
    _page(EVEN_PAGE, "PageEven", "left", "left"),
)

REQUIRED = tuple(
    name for name in (BODY, LONG_WORDS, *LEVELS, *RUN_IN, *NUMBERS, MISSING, MISSING_NUMBER)
)


_IDS = {style.name: style.id for style in STYLES}


def applied(name: str) -> str:
    """The properties of a paragraph in a style."""
    return f'<w:pPr><w:pStyle w:val="{_IDS[name]}"/></w:pPr>'
