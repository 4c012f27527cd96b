"""What each command does. All actions share one signature, so that a new command is one function
and one line in the table at the end.
"""

from collections.abc import Callable, Mapping

from bot.checks import check
from bot.forms.form import Form
from bot.interview import press as presses
from bot.interview.answer import add, refuse, rest, told_keys
from bot.interview.commands import Command
from bot.interview.conversion import superseded
from bot.interview.mend import convert_choice, mend_choices
from bot.interview.outcome import (
    BuildReport,
    Compare,
    Convert,
    Outcome,
    SendAnswers,
    SendSheet,
    SendVersion,
)
from bot.interview.publish import choices, package, pdf, preview
from bot.interview.questions import (
    EXAMINE,
    RETURN,
    SIDE,
    asked_for,
    open_questions,
    present,
    question,
    question_of,
    questions,
    table_of,
)
from bot.interview.renewal import adopt
from bot.interview.reports import my_reports
from bot.interview.review import approve, review, send_back, settle
from bot.interview.state import Change, Slot, State, Version
from bot.interview.tell import tell
from bot.interview.together import hand, moved_on, replace_theirs
from bot.interview.view import menu
from bot.messages import Choice, Fact, Say

LISTED = 8  # versions shown in one message


def run(form: Form, state: State, command: Command, previous: Mapping[str, str]) -> Outcome:
    """Carries out a command. An unknown one shows the present question."""
    action = _COMMANDS.get(command.name)
    if judged := _JUDGED.get(command.name):
        return judged(form, state, previous)
    return action(form, state, command.arg) if action else Outcome()


def _menu(form: Form, state: State, previous: Mapping[str, str]) -> Outcome:
    return Outcome(says=(menu(form, state, previous),), show=False)


def _help(form: Form, state: State, arg: str) -> Outcome:
    return Outcome(says=(Say("help"),))


def _jump(form: Form, state: State, arg: str) -> Outcome:
    section = next((section for section in form.sections if section.id == arg), None)
    if section is None:
        return refuse("section", count=sum(section.numbered for section in form.sections))
    waiting = open_questions(form, state, section)
    first = next(item for item in questions(form) if item.section is section)
    return Outcome((Fact("turned_to", (waiting or [first])[0].id),))


def _goto(form: Form, state: State, arg: str) -> Outcome:
    """Goes to one question or single field, answered or not."""
    item = question(form, arg) or question_of(form, arg)
    return Outcome((Fact("turned_to", item.id),)) if item else Outcome()


def _back(form: Form, state: State, arg: str) -> Outcome:
    order = [item.id for item in questions(form)]
    now = _in_order(form, present(form, state))
    if now and now not in order:  # a side question or a single field: back to the interview
        return Outcome((Fact("turned_to", ""),))
    index = order.index(now) if now else len(order)
    if index == 0:
        return Outcome(says=(Say("refused.first"),))
    return Outcome((Fact("turned_to", order[index - 1]),))


def _in_order(form: Form, now: str) -> str:
    """A story stands where its table begins."""
    table = now.partition("?")[0]
    return next(q.id for q in questions(form) if table_of(q) == table) if "?" in now else now


def _redo(form: Form, state: State, arg: str) -> Outcome:
    now = arg or present(form, state) or state.at.lstrip("+")
    if now in SIDE or now.startswith(RETURN):
        return Outcome()  # it belongs to no section
    item = question(form, now)
    section = item.section if item else form.section_of(now)
    items = [item for item in questions(form) if item.section is section]
    keys = [key for item in items for key in (item.id, *item.keys) if key in state.slots]
    keys += [key for item in items if (t := table_of(item)) for key in told_keys(state, t)]
    facts = tuple(Fact("cleared", key) for key in dict.fromkeys(keys))
    undo = Choice(presses.command(state.report, "undo"), "undo")
    say = Say(
        "cleared_section",
        {"section": section.title, "count": len(facts)},
        ((undo,),) if facts else (),
    )
    return Outcome((*facts, Fact("turned_to", items[0].id)), (say,))


def _undo(form: Form, state: State, arg: str) -> Outcome:
    who = state.viewer.who
    change = next((c for c in reversed(state.history) if c.by == who or not who), None)
    if change is None:
        return refuse("nothing_to_undo")
    if (slot := _by_a_colleague(state, change)) is not None:
        return refuse("undo_overtaken", name=slot.author, keys=list(change.before))
    keys = [key.rpartition(":")[2] for key in change.before]
    item = asked_for(form, keys[0])
    known = [key for key in keys if key in form.cells or key in form.fields or key in form.groups]
    keys = known or [keys[0].partition(".")[0]]
    facts = (Fact("undone", change.message), Fact("turned_to", item.id if item else ""))
    return Outcome(facts, (Say("undone", {"keys": keys}),))


def _by_a_colleague(state: State, change: Change) -> Slot | None:
    """What a colleague has put since where a change was made."""
    found = (state.slots.get(key) for key in change.before)
    return next((s for s in found if s and s.by != change.by and state.viewer.who), None)


def _draft(form: Form, state: State, arg: str) -> Outcome:
    return Outcome((Fact("requested", "draft"),), effects=(BuildReport(draft=True),))


def _final(form: Form, state: State, previous: Mapping[str, str]) -> Outcome:
    """The clean copy: held back by errors, never by warnings, which are shown once before it."""
    findings = check(state.answers(form), previous)
    errors = [finding for finding in findings if finding.level == "error"]
    if errors:
        return Outcome(
            says=(Say("held_back", {"findings": errors}, mend_choices(form, state, errors)),),
            show=False,
        )
    unseen = [finding for finding in findings if finding.key not in state.shown]
    if unseen:
        facts = tuple(Fact("shown", finding.key) for finding in unseen)
        go = Choice(presses.command(state.report, "final"), "final_anyway")
        menu_ = Choice(presses.command(state.report, "menu"), "menu")
        rows = ((go, menu_), *convert_choice(state, unseen))
        return Outcome(facts, (Say("warned", {"findings": unseen}, rows),), show=False)
    return Outcome(
        (Fact("requested", "final"),),
        (Say("finished", {"approval": None}, choices(state.report)),),
        (BuildReport(draft=False),),
        show=False,
    )


def _sheet(form: Form, state: State, arg: str) -> Outcome:
    """The tables as a spreadsheet."""
    return Outcome(effects=(SendSheet(),))


def _export(form: Form, state: State, arg: str) -> Outcome:
    """The answers as a file."""
    return Outcome(effects=(SendAnswers(),))


def _examine(form: Form, state: State, arg: str) -> Outcome:
    """Waits for a report that is to be checked as it stands."""
    return Outcome((Fact("turned_to", EXAMINE),))


def _convert(form: Form, state: State, arg: str) -> Outcome:
    """Goes on with the form in force, where this report is on a superseded one."""
    if not superseded(form, state.year):
        return refuse("in_force")
    return Outcome((Fact("turned_to", ""),), effects=(Convert(),))


def _versions(form: Form, state: State, arg: str) -> Outcome:
    """Lists the documents made so far; each can be had again, or compared with now."""
    if not state.versions:
        return refuse("no_versions")
    if wanted := _version(state, arg):
        return Outcome(effects=(SendVersion(wanted.message),), show=False)
    latest = state.versions[::-1][:LISTED]
    rows = tuple(
        (
            Choice(presses.command(state.report, "versions", str(v.number)), "version", {"v": v}),
            Choice(presses.command(state.report, "compare", str(v.number)), "compare", {"v": v}),
        )
        for v in latest
    )
    return Outcome(
        says=(
            Say(
                "versions",
                {"versions": latest, "approvals": {a.number: a for a in state.approvals}},
                rows,
            ),
        ),
        show=False,
    )


def _compare(form: Form, state: State, arg: str) -> Outcome:
    """Shows what changed since a version; without a number, since the last one."""
    if not state.versions:
        return refuse("no_versions")
    version = _version(state, arg) or state.versions[-1]
    return Outcome(effects=(Compare(version.number, version.seq),))


def _version(state: State, arg: str) -> Version | None:
    return next((v for v in state.versions if str(v.number) == arg), None)


def _amend(form: Form, state: State, previous: Mapping[str, str]) -> Outcome:
    """A correction after the clean copy: the old version stays, the next 定稿 makes a new one."""
    finals = [version for version in state.versions if not version.draft]
    if not finals:
        return refuse("nothing_to_amend")
    return Outcome(
        says=(Say("amend", {"number": finals[-1].number}), menu(form, state, previous)), show=False
    )


def _year(form: Form, state: State, arg: str) -> Outcome:
    return Outcome((Fact("turned_to", "year"),))


def _more(form: Form, state: State, arg: str) -> Outcome:
    """Goes on writing the last text, or the one whose button was pressed."""
    key = state.at.lstrip("+")
    item = question(form, key)
    if item is None or item.kind != "text" or key not in state.slots:
        texts = [k for k, s in state.slots.items() if s.pieces or s.how == "accepted"]
        if not texts:
            return refuse("nothing_to_continue")
        key = texts[-1]
    key = arg or key
    return (
        Outcome((Fact("turned_to", "+" + key),))
        if key in state.slots
        else refuse("nothing_to_continue")
    )


def _add(form: Form, state: State, arg: str) -> Outcome:
    """继续写：… goes on with the last text at once."""
    turned = _more(form, state, "")
    return add(form, state, turned.facts[0].key[1:], arg) if turned.facts else turned


def _rest(form: Form, state: State, arg: str) -> Outcome:
    item = question(form, present(form, state))
    if item is None or not table_of(item):
        return refuse("no_table")
    if moved_on(form, state):
        return Outcome(says=(Say("overtaken"),))
    return rest(form, state, form.tables[table_of(item)])


def _reports(form: Form, state: State, arg: str) -> Outcome:
    return Outcome(says=(my_reports(state.viewer, state.report),), show=False)


def _show(form: Form, state: State, arg: str) -> Outcome:
    """Back to the interview from wherever one looked."""
    return Outcome((Fact("turned_to", ""),)) if state.turned else Outcome()


_COMMANDS: dict[str, Callable[[Form, State, str], Outcome]] = {
    "help": _help,
    "jump": _jump,
    "goto": _goto,
    "back": _back,
    "redo": _redo,
    "undo": _undo,
    "draft": _draft,
    "sheet": _sheet,
    "preview": preview,
    "pdf": pdf,
    "package": package,
    "export": _export,
    "examine": _examine,
    "convert": _convert,
    "versions": _versions,
    "compare": _compare,
    "tell": tell,
    "year": _year,
    "more": _more,
    "add": _add,
    "rest": _rest,
    "show": _show,
    "reports": _reports,
    "return": send_back,
    "settle": settle,
    "hand": hand,
    "replace": replace_theirs,
}

# These look at last year's report, too.
_JUDGED: dict[str, Callable[[Form, State, Mapping[str, str]], Outcome]] = {
    "menu": _menu,
    "final": _final,
    "amend": _amend,
    "adopt": adopt,
    "review": review,
    "approve": approve,
}
