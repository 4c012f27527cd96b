import pytest

from bot.documents.reader import read_report
from tests.documents.conftest import filled
from tests.documents.reader.conftest import FORMS, figures, whys
from tests.documents.reader.paper import Grid, as_html, html_table, report


def read(page):
    content = page if isinstance(page, bytes) else page.encode()
    return read_report("x.html", content, FORMS)


def page(form, **more):
    given = filled(form, **more)
    return as_html(report(given)).decode(), given


@pytest.mark.parametrize(
    ("charset", "declared"),
    [
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("gb18030", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
        ("gbk", "<meta charset=gbk>"),
        ("gb18030", ""),
        ("gb18030", '<meta charset="utf-8">'),
        ("utf-8", '<meta charset="gb2312">'),
        ("utf-8", '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'),
    ],
)
def test_characters_are_read_in_any_charset(form, charset, declared):
    source, given = page(form)
    content = source.replace("<html>", f"{declared}<html>").encode(charset)
    reading = read(content)
    assert figures(reading) == figures(given)
    assert reading.answers.entered["unit.name"] == "红旗街道办事处"


NOISE = """
<head><title>政府网</title><style>p {color: red}</style></head>
<script>document.write("一、总体情况")</script>
<nav><a href="/">六、其他需要报告的事项</a></nav>
<div style="display: none">一、总体情况</div>
<noscript>请打开脚本</noscript><!-- 二、主动公开政府信息情况 -->
"""
FOOT = """
<p>上一篇：无</p><p>版权所有：宝山区人民政府</p><div>ICP备123号</div><footer>主办：宝山区</footer>
<script>var a = "<table><tr><td>规章</td></tr></table>";</script>
"""


def test_what_a_portal_adds_is_left_out(form):
    source, given = page(form)
    portal = source.replace("<body>", f"<body>{NOISE}<table><tr><td><div>").replace(
        "</body>", f"</div></td></tr></table>{FOOT}</body>"
    )
    reading = read(portal)
    assert figures(reading) == figures(given)
    for key in ("preamble", "overview", "problems", "others"):
        assert reading.answers.entered[key] == given.entered[key]
    assert reading.unread == ()


def test_a_page_laid_out_in_tables(form):
    source, given = page(form)
    laid_out = source.replace(
        "<body>", "<body><table width=1000><tr><td>栏目<br>导航</td><td><table><tr><td>"
    ).replace("</body>", "</td></tr></table></td></tr><tr><td colspan=2>版权所有</td></tr></table>")
    reading = read(laid_out)
    assert figures(reading) == figures(given)
    assert reading.answers.entered["others"] == given.entered["others"]


def test_what_word_exports(form):
    """Its lines are broken in the source within words, its cells full of spans and marks."""
    source, given = page(form, overview="全年主动公开政府信息。")
    exported = (
        source.replace("主动公开政府信息。", "主动公开\r\n  政府信息。<o:p></o:p>")
        .replace("<p>", "<p class=MsoNormal style='mso-hide:none'><span lang=EN-US>")
        .replace("</p>", "</span><o:p>&nbsp;</o:p></p>")
        .replace("<html>", "<html xmlns:o='urn:schemas-microsoft-com:office:office'>")
    )
    exported = exported.replace("<table>", "<table class=MsoTableGrid><![if !vml]><![endif]>")
    reading = read(exported)
    assert figures(reading) == figures(given)
    assert reading.answers.entered["overview"] == "全年主动公开政府信息。"


def test_blanks_of_all_kinds_are_layout(form21):
    source, given = page(form21)
    spaced = source.replace("<p>", "<p>&emsp;&emsp;&nbsp;").replace("</p>", "&nbsp;\u200b</p>")
    reading = read(spaced)
    assert {k: v for k, v in reading.answers.entered.items() if k in given.entered} == given.entered


@pytest.mark.parametrize(
    ("instead", "why"),
    [
        ('<img src="data:image/png;base64,AAAA">', "picture"),
        ('<iframe src="table.html"></iframe>', "embedded"),
        ('<a href="/files/table.xlsx">附件</a>', "attachment"),
    ],
)
def test_a_table_that_is_no_table_is_listed(form21, instead, why):
    parts = report(filled(form21))
    found = [p for p in parts if isinstance(p, Grid)]
    source = as_html(parts).decode().replace(html_table(found[1]), f"<p>{instead}</p>")
    reading = read(source)
    assert ("applications", why) in whys(reading)
    assert reading.answers.absent == ()
    assert not any(key.startswith("applications.re") for key in reading.answers.entered)


def test_spans_that_reach_beyond_the_table_are_cut():
    wild = "<table><tr><td rowspan=99999 colspan=99999>规章</td><td colspan=-1>x</td></tr></table>"
    with pytest.raises(Exception, match="no_report"):
        read(f"<html>{wild * 3}</html>")


def test_rows_and_cells_that_were_never_closed(form):
    source, given = page(form)
    assert figures(read(source.replace("</td>", "").replace("</tr>", ""))) == figures(given)


def test_what_stands_in_the_fields_of_a_page_is_shown(form21):
    source, given = page(form21)
    value = given.entered["applications.granted.natural"]
    filled_in = source.replace(f"<p>{value}</p>", f'<input type="text" value="{value}">')
    filled_in = filled_in.replace("<p>总体情况。</p>", "<textarea>总体情况。</textarea>")
    filled_in = filled_in.replace("<body>", '<body><input type="hidden" value="一、总体情况">')
    reading = read(filled_in)
    assert figures(reading) == figures(given)
    assert reading.answers.entered["overview"] == "总体情况。"


@pytest.mark.parametrize(
    "unread",
    [
        "<s>5</s>",
        "<del>5</del>",
        "<span style='text-decoration: line-through'>5</span>",
        "<span hidden>5</span>",
        "<ruby><rt>5</rt></ruby>",
    ],
)
def test_what_is_struck_out_or_hidden_in_a_cell_is_none_of_its_figure(form21, unread):
    given = filled(form21)
    source = as_html(report(given)).decode().replace('<td colspan="1" rowspan=1><p>', "{}<p>")
    source = source.replace("{}<p>", f"<td colspan=1 rowspan=1><p>{unread}")
    assert figures(read(source)) == figures(given)


@pytest.mark.parametrize("mark", ["1", "[2]", "①", "*"])
def test_the_raised_mark_of_a_note_is_no_digit(form21, mark):
    given = filled(form21)
    source = as_html(report(given)).decode().replace("0</p></td>", f"0<sup>{mark}</sup></p></td>")
    assert figures(read(source)) == figures(given)


def test_the_lines_of_a_preformatted_text_are_lines(form21):
    texts = "第一行。\n第二行。"
    source, _ = page(form21, overview="第一行。")
    reading = read(source.replace("<p>第一行。</p>", f"<pre>{texts}</pre>"))
    assert reading.answers.entered["overview"] == texts
