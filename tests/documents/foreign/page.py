"""Web pages as government portals, Word and browsers make them; see the names of the builders."""

import base64
import quopri
import re
from collections.abc import Callable
from html import escape

from bot.forms.answers import Answers
from tests.documents.foreign.foreign import made, without_zeros
from tests.documents.foreign.word import boxes, is_title
from tests.documents.reader.paper import Box, Grid, Part, report


def cell(box: Box, inside: Callable[[str], str], more: str = "") -> str:
    spans = (f' colspan="{box.across}"' if box.across > 1 else "") + (
        f' rowspan="{box.down}"' if box.down > 1 else ""
    )
    return f"<td{spans}{more}>{inside(box.text)}</td>"


def centred(text: str) -> str:
    return f'<p align="center">{escape(text).replace(chr(10), "<br />") or "&nbsp;"}</p>'


def bare(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def table(
    grid: Grid, inside: Callable[[str], str] = centred, *, more: str = "", head: str = ""
) -> str:
    rows = "".join(
        "<tr>" + "".join(cell(box, inside, more) for box in row) + "</tr>" for row in grid.rows
    )
    return f'<table align="center" border="1" cellspacing="1">{head}<tbody>{rows}</tbody></table>'


def body(parts: list[Part], text: Callable[[str], str], grid: Callable[[Grid], str] = table) -> str:
    return "\n".join(text(part) if isinstance(part, str) else grid(part) for part in parts)


def p(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def page(inside: str, head: str = '<meta charset="utf-8">') -> str:
    return f"<!DOCTYPE html><html><head>{head}<title>政府信息公开</title></head><body>{inside}</body></html>"


PORTAL = """
<div class="top"><a href="#">繁體版</a> | <a href="#">无障碍浏览</a> | <a href="#">长者专区</a> | <a>ENGLISH</a></div>
<ul class="menu"><li><a href="/">首页</a></li><li><a>走进{superior}</a></li><li><a>政务公开</a></li><li><a>互动交流</a></li></ul>
<div class="place">您现在所在的位置: <a>网站首页</a> &gt; <a>政府信息公开</a> &gt; <a>政府信息公开年报</a></div>
<table class="meta"><tr><td>索 引 号：</td><td>0142581323/{next}-00001</td><td>分&nbsp;&nbsp;类：</td><td>综合政务 / 报告</td></tr>
<tr><td>发布机构：</td><td>{title}</td><td>发文日期：</td><td>{next}-01-15</td></tr>
<tr><td>标　　题：</td><td colspan=3>{title}{year}年政府信息公开工作年度报告</td></tr>
<tr><td>文　　号：</td><td>无</td><td>时　　效：</td><td>有效</td></tr></table>
<h1>{title}{year}年政府信息公开工作年度报告</h1>
<div class="info"><span>发布日期：{next}-01-15 09:05</span> <span>来源：{title}</span> <span>访问量：<i id="c"></i></span>
<span>字号：[ <a>大</a> <a>中</a> <a>小</a> ]</span> <span>[打印]</span> <span>分享至：</span></div>
<div class="article" id="zoom">{article}</div>
<div class="attach"><p>相关附件：</p><ul><li><a href="/u/cms/{next}/a.docx">{title}{year}年政府信息公开工作年度报告.docx</a></li></ul></div>
<div class="code"><p>扫一扫在手机打开当前页</p><img src="/qr.png" width="100"></div>
<div class="next"><p>上一篇：{title}{last}年政府信息公开工作年度报告</p><p>下一篇：没有了</p></div>
<div class="side"><h3>热门信息</h3><ul><li>{title}{last}年政府信息公开工作年度报告</li><li>{title}政府信息公开指南</li></ul></div>
<div class="foot">主办：{title} 承办：办公室<br>网站标识码：3401230001 皖ICP备05001234号 皖公网安备 34012302000123号</div>
"""


def portal(answers: Answers, article: str) -> str:
    """An article with what a portal puts around it."""
    return page(
        PORTAL.format(
            superior=answers.entered.get("unit.superior", "长丰"),
            title=answers.title,
            year=answers.year,
            next=answers.year + 1,
            last=answers.year - 1,
            article=article,
        )
    )


# -- portals -----------------------------------------------------------------------------


@made("html")
def a_portal_s_article(answers: Answers) -> bytes:
    """The title only in the portal's own head; texts indented by blanks of several kinds."""
    article = body(
        report(answers)[2:],
        lambda text: f'<p style="text-indent:2em">&emsp;&emsp;{escape(text)}</p>',
    )
    return portal(answers, article).encode()


@made("html")
def laid_out_in_tables(answers: Answers) -> bytes:
    """Menu, article and sidebar in the cells of tables; headings within the article's one cell."""
    article = body(report(answers), lambda text: f"{escape(text)}<br><br>\n")
    menu = "<table><tr><td>机构职能</td></tr><tr><td>政府信息公开年报</td></tr></table>"
    inside = (
        f'<table width="1000"><tr><td colspan="3"><img src="banner.jpg"></td></tr><tr><td width="200">{menu}</td>'
        f"<td><table><tr><td>当前位置：首页 &gt; 年报</td></tr><tr><td>{article}</td></tr></table></td>"
        "<td>相关链接</td></tr><tr><td colspan=3>版权所有</td></tr></table>"
    )
    return page(
        inside, '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
    ).encode("gb18030")


@made("html", "2019")
def a_city_s_spans(answers: Answers) -> bytes:
    """Table 二 on five columns, its headers and rows merged differently, as an editor left it."""
    parts = report(answers, figure=lambda text: text)
    two = next(part for part in parts if isinstance(part, Grid))
    for row in two.rows:
        if len(row) == 1:
            row[0].across = 5
        elif len(row) == 4:
            wide = 2 if row[1].text[:1] in "本上" else 1 + (row[0].text[0] not in "规")
            row[wide].across = 2
        else:
            for box in row[1:]:
                box.across = 2
    article = body(parts, lambda text: f"<p><br />{escape(text)}" if is_title(text) else p(text))
    return page(article, '<meta charset="gb2312">').encode("gb18030")


@made("html")
def one_division_with_breaks(answers: Answers) -> bytes:
    """The whole report in one division, its lines parted by br, headings bold."""

    def text(text: str) -> str:
        inside = f"<strong>{escape(text)}</strong>" if is_title(text) else escape(text)
        return f"　　{inside}<br/>\r\n"

    return page(f"<div class='TRS_Editor'>{body(report(answers), text)}</div>").encode()


@made("html")
def headings_run_in(answers: Answers) -> bytes:
    """Each heading in one paragraph with the text after it, parted by a blank only."""
    article = re.sub(
        r"(<p>[一二三四五六]、[^<]{4,30})</p>\n<p>", r"\1&nbsp;&nbsp;", body(report(answers), p)
    )
    return portal(answers, article).encode()


@made("html")
def shreds_of_an_editor(answers: Answers) -> bytes:
    """Sections within sections, every few characters in a span, figures cut in two by tags."""

    def shred(text: str) -> str:
        spans = "".join(
            f'<span style="font-size:16px;font-family:仿宋">{escape(piece)}</span>'
            for piece in re.findall("(?s).{1,3}", text)
        )
        return f'<section><section><p style="margin:0"><span lang="EN-US">&nbsp;</span>{spans}<o:p></o:p></p></section></section>'

    return page(body(report(answers), shred, lambda grid: table(grid, shred)), "").encode()


@made("html")
def a_year_first(answers: Answers) -> bytes:
    """2021年长丰县教育局政府信息公开工作年度报告: the year before the unit."""
    title = f"{answers.year}年{answers.title}政府信息公开工作年度报告"
    return page(
        f"<h2>{title}</h2><p>• {answers.year + 1}-01-24 09:05</p><p>• 来源： {answers.title}</p>"
        + body(report(answers)[2:], p)
    ).encode()


@made("html")
def a_year_inside(answers: Answers) -> bytes:
    """…政府信息公开工作2022年度报告, as in whole provinces, set twice."""
    title = f"{answers.title}政府信息公开工作{answers.year}年度报告"
    twice = f"<h1>{title}</h1><p>日期：{answers.year + 1}-01-29</p><p>字体：【 默认 超大</p><p>分享：</p><p>{answers.title}</p><p>政府信息公开工作{answers.year}年度报告</p>"
    return page(twice + body(report(answers)[2:], p)).encode()


@made("html")
def empty_columns_and_hidden_cells(answers: Answers) -> bytes:
    """th and thead, a column of nothing at the right, cells that are not displayed."""

    def grid(found: Grid) -> str:
        rows = []
        for number, row in enumerate(found.rows):
            cells = "".join(
                cell(box, bare).replace("<td", "<th" if number < 2 else "<td", 1) for box in row
            )
            rows.append(
                f"<tr>{cells}<td style='display:none'>7</td><td style='width:0'>\u200b</td></tr>"
            )
        return f"<table><colgroup><col width=40></colgroup><thead>{rows[0]}</thead>{''.join(rows[1:])}</table>"

    return portal(answers, body(report(answers), p, grid)).encode("utf-8-sig")


@made("html", shown=without_zeros)
def zeros_left_blank(answers: Answers) -> bytes:
    """Nothing, a blank or &nbsp; for zero; the others with blanks around them."""
    parts = report(answers, figure=lambda text: "" if text == "0" else f" {text} ")
    return portal(answers, body(parts, p)).encode()


@made("html")
def tables_as_lines(answers: Answers) -> bytes:
    """Every cell a paragraph, as a portal for telephones shows it."""
    return page(
        body(report(answers), p, lambda grid: "".join(p(box.text) for box in boxes([grid])))
    ).encode()


@made("html", "2021")
def tables_of_divisions(answers: Answers) -> bytes:
    """Tables built of div with display:table."""

    def grid(found: Grid) -> str:
        rows = "".join(
            '<div style="display:table-row">'
            + "".join(f'<div style="display:table-cell">{box.text}</div>' for box in row)
            + "</div>"
            for row in found.rows
        )
        return f'<div style="display:table">{rows}</div>'

    return page(body(report(answers), p, grid)).encode()


# -- Word, WPS and browsers --------------------------------------------------------------


@made("htm")
def exported_by_word(answers: Answers) -> bytes:
    """Word's own HTML: lists as Ignore spans, conditional comments, source lines broken anywhere."""

    def mso(text: str) -> str:
        number = re.match(r"[一二三四五六]、", text)
        rest = text
        head = ""
        if number:
            rest = text[2:]
            head = f"<![if !supportLists]><span style='mso-list:Ignore'>{number[0]}<span style='font:7.0pt \"Times New Roman\"'>&nbsp;</span></span><![endif]>"
        broken = "\r\n".join(re.findall(r"(?s).{1,30}(?![\x21-\x7e])", escape(rest)))
        return f"<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'>{head}<span style='font-size:16.0pt;mso-bidi-language:AR'>{broken}</span><span lang=EN-US><o:p></o:p></span></p>"

    def grid(found: Grid) -> str:
        return table(
            found,
            lambda text: (
                mso(text)
                if text
                else "<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>"
            ),
            more=" valign=top style='border:solid windowtext 1.0pt'",
        )

    head = (
        '<meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=ProgId content=Word.Document>'
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->"
        '<style><!-- p.MsoNormal {mso-style-parent:""; margin:0cm} --></style>'
    )
    return page(
        f"<div class=WordSection1 style='layout-grid:15.6pt'>{body(report(answers), mso, grid)}</div>",
        head,
    ).encode("gb18030")


@made("htm")
def saved_by_a_browser(answers: Answers) -> bytes:
    """UTF-16 with its mark, saved complete: scripts, frames and the address it came from."""
    inside = "<!-- saved from url=(0040)http://www.example.gov.cn/art/1.html -->" + portal(
        answers, body(report(answers), p)
    )
    return inside.replace(
        "</body>",
        "<script>document.write('<p>六、其他需要报告的事项</p>')</script><iframe src='./a_files/b.html'></iframe></body>",
    ).encode("utf-16")


def archive(answers: Answers, encoding: str) -> bytes:
    source = portal(answers, body(report(answers), p)).encode(
        "gb18030" if encoding == "base64" else "utf-8"
    )
    source = (
        source.replace(b'charset="utf-8"', b'charset="gb2312"') if encoding == "base64" else source
    )
    packed = base64.encodebytes(source) if encoding == "base64" else quopri.encodestring(source)
    charset = "gb2312" if encoding == "base64" else "utf-8"
    head = (
        "From: <Saved by Blink>\r\nSubject: =?utf-8?Q?x?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
        '\ttype="text/html";\r\n\tboundary="----B--"\r\n\r\n------B--\r\n'
        f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\nContent-Location: http://x/\r\n\r\n"
    )
    tail = "\r\n------B--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------B----\r\n"
    return head.encode() + packed + tail.encode()


@made("mht")
def archived_by_a_browser(answers: Answers) -> bytes:
    return archive(answers, "quoted-printable")


@made("mhtml")
def archived_by_word(answers: Answers) -> bytes:
    return archive(answers, "base64")


@made("html")
def without_any_charset(answers: Answers) -> bytes:
    """GBK without a word about it, tags in capitals, cells and rows never closed."""
    source = (
        page(body(report(answers), p), "")
        .replace("</td>", "")
        .replace("</tr>", "")
        .replace("</p>", "")
    )
    return re.sub(r"</?(?:table|tr|td|p)\b", lambda m: m[0].upper(), source).encode(
        "gbk", "xmlcharrefreplace"
    )


@made("xls.htm")
def published_by_excel(answers: Answers) -> bytes:
    """Tables published by Excel: every row with cells to the edge, some hidden, names in capitals."""

    def grid(found: Grid) -> str:
        rows = "".join(
            f"<tr height=19 style='mso-height-source:userset'>{''.join(cell(box, lambda t: t, ' class=xl65 x:str') for box in row)}"
            "<td class=xl66 style='mso-ignore:colspan'></td><td></td></tr>"
            for row in found.rows
        )
        ends = (
            "<![if supportMisalignedColumns]><tr height=0 style='display:none'>"
            + "<td width=72></td>" * found.columns
            + "</tr><![endif]>"
        )
        return f"<table x:str border=0 cellpadding=0><col width=72 span={found.columns}>{rows}{ends}</table>"

    return page(body(report(answers), lambda text: f"<div>{text}</div>", grid)).encode("utf-8-sig")


@made("html")
def a_form_of_inputs(answers: Answers) -> bytes:
    """The page of a system in which the report was filled in: figures and texts in its fields."""

    def inside(text: str) -> str:
        return (
            f'<input type="text" readonly value="{text}">'
            if re.fullmatch(r"[+-]?[\d.%]+", text)
            else text
        )

    def text(t: str) -> str:
        return p(t) if is_title(t) or len(t) < 40 else f"<textarea rows=5>{t}</textarea>"

    return page(body(report(answers), text, lambda g: table(g, inside))).encode()


@made("html")
def preformatted(answers: Answers) -> bytes:
    parts = report(answers)
    return page(body(parts, lambda t: f"<pre>    {t}\n\n</pre>")).encode(
        "utf-16-be" if False else "utf-8"
    )
