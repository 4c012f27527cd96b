"""Figures against last year's. What went on into this year must have come in from the last one;
what was in force then is still, but for what was made and repealed. Nobody can see such a break on
the page, since the other figure stands in another report.
"""

from collections.abc import Iterator
from decimal import Decimal

from bot.checks.finding import Broken
from bot.checks.kind import kind
from bot.checks.report import Report, named, words_of
from bot.forms.form import Rule
from bot.forms.number import plain, tidy


@kind("last", "now")
def carried_over(report: Report, rule: Rule) -> Iterator[Broken]:
    """A figure is the same as another of last year, for every word of the star."""
    (last,), (now,) = rule.args["last"], rule.args["now"]
    for word in words_of(report.form, now):
        key = now.replace("*", word)
        was, is_ = report.was(last.replace("*", word)), report.number(key)
        if was is not None and is_ is not None and was != is_:
            given = key in report.answers.entered
            mend = {key: plain(was)} if given else {}
            yield Broken((key,), plain(is_), plain(was), {}, mend)


@kind("stock", "more", "less")
def stock(report: Report, rule: Rule) -> Iterator[Broken]:
    """What there was last year, with what came and without what went, is what there is now."""
    (stock_,), (more,), (less,) = (rule.args[name] for name in ("stock", "more", "less"))
    for word in words_of(report.form, stock_):
        keys = tuple(name.replace("*", word) for name in (stock_, more, less))
        was, (now, came, went) = report.was(keys[0]), map(report.number, keys)
        if was is None or now is None or came is None or went is None:
            continue
        if missing := was + came - went - now:
            values = (now + missing, came - missing, went + missing)
            mends = tuple(
                {key: plain(value)} for key, value in zip(keys, values, strict=True) if value >= 0
            )
            told = {"was": plain(was)}
            yield Broken(keys, plain(now), plain(values[0]), told, candidates=mends)


@kind("items", "change", "decisions")
def last_items(report: Report, rule: Rule) -> Iterator[Broken]:
    """上一年项目数量 is last year's number and change together. Many offices put last year's
    decisions there instead, which the form does not forbid, so that is let pass.
    """
    (items,), (change,), (decisions,) = (rule.args[n] for n in ("items", "change", "decisions"))
    for word in words_of(report.form, items):
        key, moved = items.replace("*", word), change.replace("*", word)
        now, was, by = report.number(key), report.was(key), report.was(moved)
        if now is None or was is None or by is None:
            continue
        if by and "%" in tidy(report.previous[moved]):
            continue  # of what, nobody can tell
        decided = decisions.replace("*", word)
        other = report.was(decided) if decided in report.form.cells else None
        if now not in (was + by, other):
            mend = {key: plain(was + by)}
            yield Broken((key,), plain(now), plain(was + by), {"was": plain(was)}, mend)


@kind("cells", "floor", "exact_floor")
def tenfold(report: Report, rule: Rule) -> Iterator[Broken]:
    """A figure is not ten times last year's, as one with a digit too many would be. Small figures
    may well grow so; a figure that is exactly ten times or a tenth of it is asked about earlier.
    """
    for key in named(report.form, rule) if report.previous else ():
        cell = report.form.cells.get(key)
        if cell is None or cell.computed or cell.kind == "change":
            continue
        was, now = report.was(key), report.number(key)
        if was is None or now is None:
            continue
        unit = cell.kind == "amount" and now >= 1000 * was > 0  # 元 for 万元
        if unit or _slipped(rule, was, now):
            yield Broken((key,), plain(now), "", {"was": plain(was)})


def _slipped(rule: Rule, was: Decimal, now: Decimal) -> bool:
    floor, exact = rule.settings["floor"], rule.settings["exact_floor"]
    if was >= floor and now >= 10 * was:
        return True
    return (was >= exact and now == 10 * was) or (now >= floor and was == 10 * now)
