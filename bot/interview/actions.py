"""What each command does. All actions share one signature, so that a new command is one function
and one line in the table at the end.
"""

from collections.abc import Callable, Mapping

from bot.forms.form import Form
from bot.interview import asides, cards, moves, submission, versions
from bot.interview import press as presses
from bot.interview.clean_copy import final
from bot.interview.commands import Command
from bot.interview.conversion import superseded
from bot.interview.correction import put
from bot.interview.explain import ask_reason
from bot.interview.facts import FILLED
from bot.interview.fetch import fetch_file
from bot.interview.findings import named, show_findings
from bot.interview.mend import correct, gone
from bot.interview.menu import menu
from bot.interview.outcome import (
    Convert,
    Outcome,
    WantReminders,
    refuse,
)
from bot.interview.place import SEP
from bot.interview.publish import package, pdf, preview
from bot.interview.questions import (
    is_beside,
    present,
    question,
    questions,
    table_of,
)
from bot.interview.renewal import adopt
from bot.interview.reports import my_reports
from bot.interview.rest import rest, told_keys
from bot.interview.review import approve, review, send_back, settle
from bot.interview.rights import FILL
from bot.interview.source import ask_source, keep_source
from bot.interview.state import State
from bot.interview.tell import tell
from bot.interview.text import add
from bot.interview.together import hand, moved_on, replace_theirs
from bot.interview.undo import undo, undo_choice
from bot.messages import Choice, Fact, Say


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
    anew = (*asides.taken_up(state, items), Fact("turned_to", items[0].id))
    return Outcome((*facts, *anew), (say,))


def _correct(form: Form, state: State, arg: str, previous: Mapping[str, str]) -> Outcome:
    """Makes a correction that was offered below a finding."""
    name, _, mark = arg.partition(" ")
    finding = named(form, state, name, previous)
    return correct(form, state, finding, mark, previous) if finding else gone()


def _put(form: Form, state: State, arg: str) -> Outcome:
    """Changes one figure to what was said, on the screen where it was offered."""
    return put(form, state, arg, question(form, present(form, state)))


def _sheet(form: Form, state: State, arg: str) -> Outcome:
    """The tables as a spreadsheet."""
    return fetch_file("sheet")


def _export(form: Form, state: State, arg: str) -> Outcome:
    """The answers as a file."""
    return fetch_file("answers")


def _convert(form: Form, state: State, arg: str) -> Outcome:
    """Goes on with the form in force, where this report is on a superseded one."""
    if not superseded(form, state.year):
        return refuse("in_force")
    return Outcome((Fact("turned_to", ""),), effects=(Convert(),))


def _submit(form: Form, state: State, previous: Mapping[str, str]) -> Outcome:
    """Hands the report to those who approve it, where there are any."""
    if not submission.needed(state):
        approval = state.approved if state.viewer.reviewed else None
        return refuse("approved_already", approval=approval) if approval else refuse("no_reviewer")
    return final(form, state, previous)


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


def _add(form: Form, state: State, arg: str) -> Outcome:
    """继续写：… goes on with the last text at once."""
    turned = moves.go_on(form, state, "")
    return add(form, state, turned.facts[0].key[1:], arg) if turned.facts else turned


def _rest(form: Form, state: State, arg: str) -> Outcome:
    item = question(form, present(form, state))
    if item and item.kind == "text" and form.fields[item.id].figures:
        return Outcome((Fact("accepted", item.id),), (Say("kept.accepted", {"key": item.id}),))
    if item is None or not table_of(item):
        return refuse("no_table")
    if moved_on(form, state):
        return Outcome(says=(Say("overtaken"),))
    return rest(form, state, form.tables[table_of(item)])


def _reports(form: Form, state: State, arg: str) -> Outcome:
    return Outcome(says=(my_reports(state.viewer, state.report),), show=False)


_COMMANDS: dict[str, Callable[[Form, State, str], Outcome]] = {
    "help": _help,
    "jump": moves.jump,
    "goto": moves.goto,
    "back": moves.back,
    "redo": _redo,
    "undo": undo,
    "draft": versions.draft,
    "sheet": _sheet,
    "preview": preview,
    "pdf": pdf,
    "package": package,
    "export": _export,
    "examine": moves.wait_for_file,
    "convert": _convert,
    "versions": versions.list_versions,
    "compare": versions.compare_with_now,
    "tell": tell,
    "put": _put,
    "year": moves.ask_year,
    "remind": _remind,
    "remind_on": _remind_on,
    "remind_off": _remind_off,
    "more": moves.go_on,
    "add": _add,
    "rest": _rest,
    "phrases": moves.to_phrases,
    "source": keep_source,
    "note": ask_source,
    "show": moves.show,
    "reports": _reports,
    "return": send_back,
    "settle": settle,
    "hand": hand,
    "replace": replace_theirs,
    "card": cards.card,
    "which": cards.which,
    "pass": asides.pass_over,
    "later": asides.later,
    "wait": asides.wait,
    "why": asides.why,
    "word": asides.word,
    "other_unit": asides.other_unit,
    "here": cards.here,
}

# These look at last year's report, too.
_JUDGED: dict[str, Callable[[Form, State, Mapping[str, str]], Outcome]] = {
    "menu": _menu,
    "final": final,
    "amend": versions.amend,
    "adopt": adopt,
    "same": asides.same,
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
