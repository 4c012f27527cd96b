"""What each command does. All actions share one signature, so that a new command is one function
and one line in the table at the end.
"""

from collections.abc import Callable, Mapping

from bot.forms.form import Form
from bot.interview import cards, phrases, submission
from bot.interview import press as presses
from bot.interview.commands import Command
from bot.interview.conversion import superseded
from bot.interview.explain import ask_reason
from bot.interview.facts import FILLED
from bot.interview.fetch import fetch_changes, fetch_file, fetch_version
from bot.interview.findings import final, named, show_findings
from bot.interview.mend import correct, gone
from bot.interview.menu import menu
from bot.interview.outcome import (
    BuildReport,
    Convert,
    Outcome,
    WantReminders,
    refuse,
)
from bot.interview.place import SEP
from bot.interview.publish import package, pdf, preview
from bot.interview.questions import (
    EXAMINE,
    first_row,
    is_beside,
    open_questions,
    present,
    question,
    question_of,
    questions,
    table_of,
)
from bot.interview.renewal import adopt
from bot.interview.reports import my_reports
from bot.interview.rest import rest, told_keys
from bot.interview.review import approve, review, send_back, settle
from bot.interview.rights import FILL
from bot.interview.source import ask_source, keep_source
from bot.interview.state import State, Version
from bot.interview.tell import tell
from bot.interview.text import add
from bot.interview.together import hand, moved_on, replace_theirs
from bot.interview.undo import undo, undo_choice
from bot.messages import Choice, Fact, Say

LISTED = 8  # versions shown in one message


def run(form: Form, state: State, command: Command, previous: Mapping[str, str]) -> Outcome:
    """Carries out a command. An unknown one shows the present question."""
    action = _COMMANDS.get(command.name)
    if judged := _JUDGED.get(command.name):
        return judged(form, state, previous)
    if about := _ABOUT_FINDINGS.get(command.name):
        return about(form, state, command.arg, previous)
    return action(form, state, command.arg) if action else Outcome()


def _menu(form: Form, state: State, previous: Mapping[str, str]) -> Outcome:
    return Outcome(says=(menu(form, state, previous),), show=False)


def _help(form: Form, state: State, arg: str) -> Outcome:
    if FILL not in state.viewer.roles:
        return Outcome(says=(Say("help_review"),))
    return Outcome(says=(Say("help", {"review": submission.needed(state)}),))


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
    if SEP in now:
        return phrases.back(state, now)
    if now and now not in order:  # a side question or a single field: back to the interview
        return Outcome((Fact("turned_to", ""),))
    index = order.index(now) if now else len(order)
    if index == 0:
        return Outcome(says=(Say("refused.first"),))
    return Outcome((Fact("turned_to", order[index - 1]),))


def _in_order(form: Form, now: str) -> str:
    """A story stands where its table begins."""
    table = now.partition("?")[0]
    return first_row(form, table).id if "?" in now else now


def _redo(form: Form, state: State, arg: str) -> Outcome:
    now = arg or present(form, state) or state.at.lstrip("+")
    if is_beside(now):
        return Outcome()  # it belongs to no section
    item = question(form, now)
    section = item.section if item else form.section_of(now)
    items = [item for item in questions(form) if item.section is section]
    keys = [key for item in items for key in (item.id, *item.keys) if key in state.slots]
    keys += [key for item in items if (t := table_of(item)) for key in told_keys(state, t)]
    keys += [k for k in state.slots for q in items if k.startswith(f"{FILLED}{q.id}{SEP}")]
    facts = tuple(Fact("cleared", key) for key in dict.fromkeys(keys))
    say = Say(
        "cleared_section",
        {"section": section.title, "count": len(facts)},
        ((undo_choice(state),),) if facts else (),
    )
    return Outcome((*facts, Fact("turned_to", items[0].id)), (say,))


def _draft(form: Form, state: State, arg: str) -> Outcome:
    return Outcome((Fact("requested", "draft"),), effects=(BuildReport(draft=True),))


def _correct(form: Form, state: State, arg: str, previous: Mapping[str, str]) -> Outcome:
    """Makes a correction that was offered below a finding."""
    name, _, mark = arg.partition(" ")
    finding = named(form, state, name, previous)
    return correct(form, state, finding, mark, previous) if finding else gone()


def _sheet(form: Form, state: State, arg: str) -> Outcome:
    """The tables as a spreadsheet."""
    return fetch_file("sheet")


def _export(form: Form, state: State, arg: str) -> Outcome:
    """The answers as a file."""
    return fetch_file("answers")


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
        return fetch_version(wanted)
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
    return fetch_changes(_version(state, arg) or state.versions[-1])


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


def _submit(form: Form, state: State, previous: Mapping[str, str]) -> Outcome:
    """Hands the report to those who approve it, where there are any."""
    if not submission.needed(state):
        approval = state.approved if state.viewer.reviewed else None
        return refuse("approved_already", approval=approval) if approval else refuse("no_reviewer")
    return final(form, state, previous)


def _year(form: Form, state: State, arg: str) -> Outcome:
    return Outcome((Fact("turned_to", "year"),))


def _remind(form: Form, state: State, arg: str) -> Outcome:
    """Asks whether reminders are wanted; the answer is a command of its own."""
    choices = tuple(
        Choice(presses.command(state.report, name), name) for name in ("remind_on", "remind_off")
    )
    return Outcome(says=(Say("remind", choices=(choices,)),), show=False)


def _remind_on(form: Form, state: State, arg: str) -> Outcome:
    return Outcome(says=(Say("reminders", {"on": True}),), effects=(WantReminders(on=True),))


def _remind_off(form: Form, state: State, arg: str) -> Outcome:
    return Outcome(says=(Say("reminders", {"on": False}),), effects=(WantReminders(on=False),))


def _more(form: Form, state: State, arg: str) -> Outcome:
    """Goes on writing the last text, or the one whose button was pressed."""
    key = arg or _last_text(form, state)
    if not _is_text(form, key) or key not in state.slots:
        return refuse("nothing_to_continue")
    return Outcome((Fact("turned_to", "+" + key),))


def _last_text(form: Form, state: State) -> str:
    """The text that is asked for, if there is something of it; else the one written last."""
    here = state.at.lstrip("+")
    if _is_text(form, here) and here in state.slots:
        return here
    texts = [key for key, s in state.slots.items() if s.pieces or s.how == "accepted"]
    return texts[-1] if texts else ""


def _is_text(form: Form, key: str) -> bool:
    item = question(form, key)
    return item is not None and item.kind == "text"


def _add(form: Form, state: State, arg: str) -> Outcome:
    """继续写：… goes on with the last text at once."""
    turned = _more(form, state, "")
    return add(form, state, turned.facts[0].key[1:], arg) if turned.facts else turned


def _phrases(form: Form, state: State, arg: str) -> Outcome:
    """To the bank, of the text that is asked for; anywhere else it says which texts have one."""
    del arg
    here = present(form, state).partition(SEP)[0].lstrip("~")
    texts = dict.fromkeys(topic.text for topic in form.topics)
    if here in texts:
        return Outcome((Fact("turned_to", here + SEP),))
    rows = tuple(
        (Choice(presses.command(state.report, "goto", text + SEP), "bank", {"key": text}),)
        for text in texts
    )
    return Outcome(says=(Say("phrases", {"keys": list(texts)}, rows),), show=False)


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
    "undo": undo,
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
    "remind": _remind,
    "remind_on": _remind_on,
    "remind_off": _remind_off,
    "more": _more,
    "add": _add,
    "rest": _rest,
    "phrases": _phrases,
    "source": keep_source,
    "note": ask_source,
    "show": _show,
    "reports": _reports,
    "return": send_back,
    "settle": settle,
    "hand": hand,
    "replace": replace_theirs,
    "card": cards.card,
    "which": cards.which,
    "here": cards.here,
}

# These look at last year's report, too.
_JUDGED: dict[str, Callable[[Form, State, Mapping[str, str]], Outcome]] = {
    "menu": _menu,
    "final": final,
    "amend": _amend,
    "adopt": adopt,
    "review": review,
    "submit": _submit,
    "approve": approve,
}

# These are about findings, as a button below one names them.
_ABOUT_FINDINGS: dict[str, Callable[[Form, State, str, Mapping[str, str]], Outcome]] = {
    "findings": show_findings,
    "correct": _correct,
    "explain": ask_reason,
}
