"""What effects show: documents, sheets, files of answers, comparisons. They are carried out after
the commit, and each can be carried out again from the journal alone, so a crash in between costs
nothing but the time.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.checks import Finding, check, without_implied
from bot.forms.answers import Answers
from bot.interview.compare import compare
from bot.interview.explain import explanations
from bot.interview.outcome import (
    BuildReport,
    Compare,
    Effect,
    Publish,
    ReadFile,
    SendAnswers,
    SendSheet,
    SendVersion,
)
from bot.interview.state import Slot, State
from bot.messages import Document, Fetch, File, Remark, Reply, Say
from bot.publication import work
from bot.reading.answers_file import write_answers
from bot.reading.text import clean
from bot.reports import Reports
from bot.stores import Documents
from bot.wording import Context, Wording

LONGEST_NAME = 80  # characters; most file systems take 255 bytes

Build = Callable[[Answers, int, datetime, bool, Sequence[Remark]], bytes]
WriteSheet = Callable[[Answers, Mapping[str, str]], bytes]


class Effects:
    """Carries out effects. `build` makes a document from answers, version number, time, draft or
    not, and remarks; `write_sheet` a spreadsheet from answers and last year's values.
    """

    def __init__(
        self,
        reports: Reports,
        documents: Documents,
        wording: Wording,
        *,
        build: Build,
        write_sheet: WriteSheet,
    ) -> None:
        self._reports = reports
        self._documents = documents
        self._wording = wording
        self._build = build
        self._write_sheet = write_sheet

    def of(self, report: int | None, message: str, effects: Sequence[Effect]) -> tuple[Reply, ...]:
        """What effects show; each can be carried out again from the journal alone."""
        if report is None:
            sent = (effect.attachment for effect in effects if isinstance(effect, ReadFile))
            return tuple(Reply("", fetch=Fetch(attachment, "", 0)) for attachment in sent)
        return tuple(reply for effect in effects for reply in self._effect(report, message, effect))

    def _effect(self, report: int, message: str, effect: Effect) -> tuple[Reply, ...]:
        match effect:
            case BuildReport():
                reply = self._document(report, message)
            case SendVersion():
                reply = self._document(report, effect.message)
            case SendAnswers():
                return (self._answers_file(report),)
            case SendSheet():
                reply = self._sheet(report)
            case ReadFile():
                form, year = self._reports.form(report).id, self._reports.state(report).year
                reply = Reply("", fetch=Fetch(effect.attachment, form, year))
            case Compare():
                reply = self._compared(report, effect)
            case Publish():
                reply = self._published(report, effect)
            case _:
                return ()
        return (reply,)

    def _document(self, report: int, message: str) -> Reply:
        """The document a message asked for: made once, then kept and sent byte for byte."""
        context = self._reports.context(report)
        kept = self._kept(report, message)
        approvals = {a.number: a for a in self._reports.state(report).approvals}
        wording = "document_draft" if kept.draft else "document_final"
        approval = approvals.get(kept.number)
        text = self._wording.text(wording, context, number=kept.number, approval=approval)
        return Reply(text, file=File(kept.name, kept.content))

    def _published(self, report: int, effect: Publish) -> Reply:
        """What is to be made of a version, and a word that it takes a moment."""
        version = next(v for v in self._reports.state(report).versions if v.number == effect.number)
        kept = self._kept(report, version.message)
        form = self._reports.form(report)
        then = Context(form, self._reports.state_at(report, version.seq).answers(form))
        wanted = work(effect.kind, kept, then, self._wording)
        return Reply(self._wording.text(f"publication.{effect.kind}.begun", then), work=wanted)

    def _kept(self, report: int, message: str) -> Document:
        """The document of a message: made at the first time, the same bytes ever after."""
        known = self._documents.of_message(message)
        return known or self._made(report, message, self._reports.context(report))

    def _made(self, report: int, message: str, context: Context) -> Document:
        version = next(v for v in self._reports.state(report).versions if v.message == message)
        then = self._reports.state_at(report, version.seq)
        answers = then.answers(context.form)
        remarks = self._remarks(report, then, Context(context.form, answers), version.at)
        content = self._build(
            answers, version.number, version.at, version.draft, remarks if version.draft else ()
        )
        name = file_name(self._wording.text("file_name", context, draft=version.draft))
        self._documents.keep(report, version.number, message, name, content, draft=version.draft)
        kept = self._documents.of_message(message)
        if kept is None:
            raise LookupError(f"document of {message} was not kept")
        return kept

    def _remarks(self, report: int, state: State, context: Context, now: datetime) -> list[Remark]:
        """What a draft says in its margin: each finding, and who entered the figure when. What is
        missing is marked in its place already.
        """
        previous = self._reports.previous(report)
        answers = context.answers
        found = without_implied(answers, check(answers, previous))
        reasons = {key: slot.value for key, slot in state.explained.items()}
        return [
            Remark(
                finding.where[0],
                self._wording.text(
                    "remark",
                    context,
                    f=finding,
                    slot=_entered(state, finding),
                    reason=reasons.get(finding.key, ""),
                    sources=context.answers.sources_of(finding.where[:1]),
                ),
                now,
            )
            for finding in found
            if finding.rule != "missing" and finding.where[0] in context.values
        ]

    def _sheet(self, report: int) -> Reply:
        """The tables as a spreadsheet, with what is known and last year's figures beside."""
        context = self._reports.context(report)
        content = self._write_sheet(context.answers, self._reports.previous(report))
        name = file_name(self._wording.text("sheet_name", context))
        return Reply(self._wording.text("sheet_sent", context), file=File(name, content))

    def _answers_file(self, report: int) -> Reply:
        """The answers as JSON, which every channel and installation takes back."""
        context, state = self._reports.context(report), self._reports.state(report)
        reasons = explanations(context.form, state, self._reports.previous(report))
        whole = replace(context.answers, explanations=reasons)
        data = json.dumps(write_answers(whole), ensure_ascii=False, indent=1)
        name = file_name(self._wording.text("answers_name", context))
        return Reply(self._wording.text("answers_sent", context), file=File(name, data.encode()))

    def _compared(self, report: int, effect: Compare) -> Reply:
        context, now = self._reports.context(report), self._reports.state(report)
        figures, texts = compare(context.form, self._reports.state_at(report, effect.seq), now)
        args = {"number": effect.number, "figures": figures, "texts": texts}
        return self._wording.reply((Say("compared", args),), context)


def _entered(state: State, finding: Finding) -> Slot | None:
    """Who entered what a finding speaks of: of a total, the part that was entered last."""
    slots = [state.slots[key] for key in finding.where if key in state.slots]
    dated = [slot for slot in slots if slot.at is not None]
    return max(dated, key=lambda slot: slot.at.isoformat() if slot.at else "", default=None)


def file_name(name: str) -> str:
    """A name that every file system and Telegram keeps as it is. What is too long loses of its
    middle: the unit stands at its beginning, the year and the kind of file at its end.
    """
    kept = re.sub(r'[\\/:*?"<>|&`\'\s]+', "", clean(name)).lstrip(".")
    if len(kept) > LONGEST_NAME:
        kept = kept[: LONGEST_NAME // 2] + kept[-LONGEST_NAME // 2 :]
    return kept or "报告.docx"
