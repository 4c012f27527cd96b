"""The reports of one person: who works for two units, or on several years, chooses between them and
is told at each question which one it belongs to.
"""

from collections import Counter

from bot.interview import press as presses
from bot.interview.viewer import Viewer
from bot.messages import Choice, Report, Say

LISTED = 12  # buttons in one message
_ENDINGS = ("办事处", "人民政府")


def my_reports(viewer: Viewer, present: str) -> Say:
    """The person's reports, one button each; `present` is the one in front of them."""
    names = short_names(viewer.reports)
    rows = tuple(
        (
            Choice(
                presses.command(str(report.id), "sit"),
                "sit",
                {"name": names[report.id], "here": str(report.id) == present},
            ),
        )
        for report in viewer.reports[:LISTED]
    )
    return Say("my_reports", {"count": len(viewer.reports)}, rows)


def short_names(reports: tuple[Report, ...]) -> dict[int, str]:
    """What each report is called among these: 红旗街道 2025; longer only where two are alike."""
    for name in (_short, _with_region, _with_form):
        names = {report.id: name(report) for report in reports}
        if max(Counter(names.values()).values(), default=1) == 1:
            break
    return names


def _short(report: Report) -> str:
    ending = next((e for e in _ENDINGS if report.name.endswith(e)), "")
    return f"{report.name.removesuffix(ending) or report.name} {report.year}"


def _with_region(report: Report) -> str:
    return report.superior + _short(report)


def _with_form(report: Report) -> str:
    return f"{_with_region(report)}（{report.form} 版）"
