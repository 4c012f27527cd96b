"""Review: whoever answers for a report sees all of it at once, with what the rules find, sends a
section back with a remark or approves the whole (签发). An approval belongs to one version; what is
changed later is another version, and is said to be.

A section that was sent back is the present question of every clerk of the unit until one of them
says that it is done: a remark may ask for several changes, and only who made them knows.
"""

import re
from dataclasses import replace

from bot.forms.answers import Values
from bot.forms.form import Form, Section
from bot.forms.number import tidy
from bot.interview import press as presses
from bot.interview.clean_copy import clean_copy
from bot.interview.commands import Command, read_command, section_named
from bot.interview.explain import explained
from bot.interview.facts import ANSWERS, OFFERED, slot_key
from bot.interview.fetch import fetch_version
from bot.interview.findings import found, still_open
from bot.interview.menu import section_lines
from bot.interview.outcome import Notify, Outcome, refuse
from bot.interview.questions import RETURN, present, question
from bot.interview.rights import FILL, REVIEW
from bot.interview.source import notes
from bot.interview.state import State
from bot.interview.view import asked
from bot.messages import Choice, Fact, Message, Say
from bot.reading.text import clean, paragraphs
from bot.reading.words import AGREED, YES, bare_word

LOOKS = ("review", "return", "approve", "draft", "preview", "pdf", "versions", "compare")
ASIDE = ("reports", "show", "help")

IN_A_ROW = 4  # short buttons
_RETURN = re.compile(r"退回第?([^节]*)节?")
_REMARK = re.compile(  # 第三节不对，收到应该是9件
    r"(?:第(?P<nth>[一二三四五六])(?:节|部分)?|(?P<n>[一二三四五六])(?:、(?![一二三四五六])|节(?!都)))"
    r".*(?:不对|不行|不够|有问题|有误|错|改(?!得|好|动)|补|漏|重写|重新|太)",
    re.DOTALL,
)
_PRAISE = re.compile(  # 第三节不错: a section that is praised, or another beside it, stays
    r"不错|[没无](?:有)?(?:大?问题|意见|错|误|漏)|很好|太好|(?<!不)(?:同意|通过)|(?:不用|无需|不必)改"
    r"|[吗么][?？]?$"
)


def judge(form: Form, state: State, message: Message) -> Command | Outcome | None:
    """What a reviewer's message is: a command, or what it leads to; None for a clerk's message."""
    roles, text = state.viewer.roles, clean(message.text)
    command = read_command(form, text) if text and not message.corrects else None
    if REVIEW in roles and _returning(state) and text and not command:
        return _sent_back(form, state.at.removeprefix(RETURN), text)
    if FILL in roles:
        return None
    if message.press:
        command = _pressed(state, message.press)
    elif command is None and (led := _led(form, state, text)):
        return led
    if command is None or command.name not in (*LOOKS, *ASIDE):
        return Outcome() if message.press else refuse("reviewer")
    return command


def _pressed(state: State, text: str) -> Command | None:
    pressed = presses.read_press(text)
    if pressed is None or pressed.report != state.report or pressed.question:
        return None
    name, _, arg = pressed.value.partition(" ")
    return Command(name, arg)


def _led(form: Form, state: State, text: str) -> Outcome | None:
    """What a reviewer says in their own words: 退回五, 第三节不对……, 没问题."""
    if typed := _RETURN.fullmatch(tidy(text)):
        return _return_named(form, state, typed.group(1))
    remark = None if _PRAISE.search(text) else _REMARK.match(text)
    if remark and (section := section_named(form, remark["nth"] or remark["n"])):
        return _sent_back(form, section.id, text)
    if bare_word(text) not in (*YES, *AGREED):
        return None
    approve_ = Choice(presses.command(state.report, "approve"), "approve")
    return Outcome(says=(Say("sign_off", choices=((approve_,),)),), show=False)


def _return_named(form: Form, state: State, name: str) -> Outcome:
    """退回五, typed in place of its button; without a section the review, which has the buttons."""
    section = section_named(form, name) if name else None
    return send_back(form, state, section.id) if section else Outcome()


def _returning(state: State) -> bool:
    return state.turned and state.at.startswith(RETURN)


# -- what is shown ---------------------------------------------------------------------------------


def shown(form: Form, state: State, previous: Values) -> tuple[Say, ...]:
    """What somebody sees at a report: their question, or the review of the whole."""
    at = present(form, state)
    if at.startswith(RETURN):
        return (_ask_remark(form, state, at.removeprefix(RETURN)),)
    if FILL not in state.viewer.roles:
        return (summary(form, state, previous),)
    item = question(form, at)
    returned = state.returned.get(item.section.id) if item else None
    now = asked(form, state, at, previous)
    if item is None or returned is None:
        return (now,)
    done = Choice(presses.command(state.report, "settle", item.section.id), "settle")
    args = {"section": item.section.title, "returned": returned}
    return (Say("returned", args, ((done,),)), now)


def summary(form: Form, state: State, previous: Values) -> Say:
    """The whole report at a glance: sections, findings, what was sent back, what was approved."""
    findings = still_open(state, found(form, state, previous))
    back = [
        Choice(presses.command(state.report, "return", s.id), "return", {"section": _called(s)})
        for s in form.sections
    ]
    rows_back = [tuple(back[n : n + IN_A_ROW]) for n in range(0, len(back), IN_A_ROW)]
    rows = (("approve", "draft"), ("versions", "compare_last"))
    names = {"compare_last": "compare"}
    tools = [
        tuple(Choice(presses.command(state.report, names.get(n, n)), n) for n in row)
        for row in rows
    ]
    titles = {section.id: section.title for section in form.sections}
    args = {
        "sections": section_lines(form, state, previous),
        "explained": explained(form, state, previous),
        "notes": notes(form, state),
        "findings": [finding for finding in findings if finding.rule != "missing"],
        "returned": [(titles.get(key, ""), r) for key, r in state.returned.items()],
        "approval": state.approvals[-1] if state.approvals else None,
        "changed": state.approved is None,
        "handed_in": state.handed_in,
        "waits": state.submitted is not None,
    }
    return Say("review", args, (*tools, *rows_back))


def _called(section: Section) -> str:
    """A section as a short button calls it, whose title stands above it: 五, 开头."""
    return section.title.partition("、")[0] if section.numbered else "开头"


def _ask_remark(form: Form, state: State, section: str) -> Say:
    title = next((s.title for s in form.sections if s.id == section), "")
    cancel = Choice(presses.command(state.report, "show"), "cancel")
    return Say("ask.remark", {"section": title}, ((cancel,),))


# -- what a reviewer does --------------------------------------------------------------------------


def review(form: Form, state: State, previous: Values) -> Outcome:
    """Shows the review to who also fills the report."""
    if REVIEW not in state.viewer.roles:
        return refuse("not_reviewer")
    return Outcome(says=(summary(form, state, previous),), show=False)


def send_back(form: Form, state: State, arg: str) -> Outcome:
    """Sends a section back with the remark behind its id; without one it is asked for."""
    if REVIEW not in state.viewer.roles:
        return refuse("not_reviewer")
    name, _, remark = arg.partition(" ")
    if all(section.id != name for section in form.sections):
        return Outcome()
    if remark:
        return _sent_back(form, name, remark)
    return Outcome((Fact("turned_to", RETURN + name),))


def _sent_back(form: Form, section: str, text: str) -> Outcome:
    title = next((s.title for s in form.sections if s.id == section), "")
    facts = (Fact("returned", section, paragraphs(text), text), Fact("turned_to", ""))
    said = Say("sent_back", {"section": title, "remark": text})
    return Outcome(facts, (said,), (Notify(role=FILL),))


def approve(form: Form, state: State, previous: Values) -> Outcome:
    """Approves the report as it stands: the clean copy that says this, or a new one."""
    if REVIEW not in state.viewer.roles:
        return refuse("not_reviewer")
    if state.approved is not None:
        return refuse("approved_already", approval=state.approved)
    errors = [f for f in found(form, state, previous) if f.level == "error"]
    if errors:
        return refuse("not_approved", findings=errors)
    current = state.current
    if current is not None and not current.draft:
        number, copy = current.number, fetch_version(current)
    else:
        number, copy = len(state.versions) + 1, clean_copy()
    facts = (Fact("approved", str(number)), *copy.facts)
    return Outcome(facts, effects=(*copy.effects, Notify(role=FILL)))


def settle(form: Form, state: State, arg: str) -> Outcome:
    """A clerk has done what the remark on a section asked for; the reviewers are told."""
    section = arg or next((s.id for s in form.sections if s.id in state.returned), "")
    if section not in state.returned or FILL not in state.viewer.roles:
        return refuse("not_returned")
    title = next(s.title for s in form.sections if s.id == section)
    facts = (Fact("settled", section), Fact("turned_to", ""))
    return Outcome(facts, (Say("settled", {"section": title}),), (Notify(role=REVIEW),))


def after_approval(state: State, outcome: Outcome) -> Outcome:
    """Says at the first change after an approval that it belongs to another version."""
    changes = any(
        fact.kind in (*ANSWERS, "undone") and not slot_key(fact).startswith(OFFERED)
        for fact in outcome.facts
    )
    if not changes or state.approved is None:
        return outcome
    say = Say("after_approval", {"approval": state.approved})
    return replace(outcome, says=(*outcome.says, say))
