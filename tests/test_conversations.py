"""Whole interviews: `> ` what is sent (a backslash goes on in the next line), `< ` what must be
shown in reply. Before every line the program starts anew and knows only what the file holds.
"""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot import content
from bot.channels.console import messages
from bot.forms.number import tidy
from bot.interview.replay import replay
from bot.interview.state import State

FOLDER = Path(__file__).parent / "conversations"
SEED = FOLDER / "hongqi-2023.chat"


@dataclass
class Turn:
    """One message and the lines that must be among those of its reply, in order."""

    typed: str
    shown: list[str] = field(default_factory=list)


def turns(path):
    """The turns of a conversation; lines that begin with # are remarks."""
    found = []
    typed = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("> "):
            typed.append(line[2:])
            if not line.endswith("\\"):
                found.append(Turn(*messages(typed)))
                typed = []
        elif line.startswith("< "):
            found[-1].shown.append(line[2:])
        else:
            assert not line or line.startswith("#"), f"neither `> ` nor `< `: {line}"
    return found


def chats():
    return sorted(FOLDER.glob("*.chat"))


def lines(replies):
    """A reply as it is read: its lines, its buttons, the name of its document."""
    for reply in replies:
        yield from reply.text.split("\n")
        yield from (f"[{button.label}]" for row in reply.buttons for button in row)
        if reply.file:
            yield f"→ {reply.file.name}"


def missing(shown, reply):
    """The lines that a reply does not show, each looked for behind the one before."""
    rest = iter(reply)
    return [line for line in shown if not any(line == found for found in rest)]


def pressed(label, replies):
    """The press of a button that the last reply showed."""
    buttons = (b for reply in replies for row in reply.buttons for b in row)
    return next((b.press for b in buttons if f"[{tidy(b.label)}]" == tidy(label)), "")


def replayed(path, services, msg):
    """Holds a conversation; the report's answers at its end, and its last replies."""
    last = ()
    for turn in turns(path):
        service = services.new()
        press = pressed(turn.typed, last) if turn.typed.startswith("[") else ""
        message = msg("", press=press) if press else msg(turn.typed)
        last = service.interviewer.handle(message)
        assert missing(turn.shown, lines(last)) == [], f"after `{turn.typed[:40]}`"
        services.close()
    return answers(services), last


def answers(services):
    """What the file holds, read by a program that has just started."""
    journal = services.new().journal
    report = journal.report(1)
    return replay(State(), journal.entries(1)).answers(content.forms()[report.form])


@pytest.mark.parametrize("path", chats(), ids=lambda path: path.stem)
def test_a_conversation_replays_with_a_fresh_start_at_every_line(path, services, msg):
    replayed(path, services, msg)


def test_there_are_conversations():
    assert SEED in chats()


# -- the seed: a real report ---------------------------------------------------------------------


def expected_texts():
    """The narratives as the clerk typed them, in the order of the form."""
    typed = [turn.typed for turn in turns(SEED)]
    long = [text for text in typed if text.endswith("。") and "：" not in text[:4]]
    keys = ("preamble", "overview", "applications.lead", "litigation.lead", "problems", "others")
    return dict(zip(keys, long, strict=True))


def test_the_seed_s_texts_are_kept_word_for_word(services, msg):
    values = replayed(SEED, services, msg)[0].values
    assert {key: values[key] for key in expected_texts()} == expected_texts()


def test_every_number_of_the_seed_is_there(services, msg):
    found = replayed(SEED, services, msg)[0]
    expected = dict.fromkeys(found.form.cells, "0")
    expected |= {"disclosure.licence.change": "0%", "disclosure.penalty.change": "0%"}
    assert len(expected) == 198
    assert {key: found.values.get(key) for key in expected} == expected


def test_the_seed_s_unit_is_known(services, msg):
    found = replayed(SEED, services, msg)[0]
    assert found.title == "宝山区红旗街道办事处"
    assert (found.form.id, found.year) == ("2019", 2023)
    assert found.values["unit.email"] == "bsqhqjdbsc@163.com"


def test_the_seed_ends_in_its_document(services, msg):
    _, last = replayed(SEED, services, msg)
    (document,) = [reply.file for reply in last if reply.file]
    assert document.name == "宝山区红旗街道办事处2023年政府信息公开工作年度报告.docx"
    assert document.content.startswith(b"PK")


# -- the process is killed -------------------------------------------------------------------------


class Process:
    """`python -m bot chat` on a database, through a pipe."""

    def __init__(self, folder):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "chat", "--db", "baogao.db"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(Path.cwd()), "PYTHONIOENCODING": "utf-8"},
            encoding="utf-8",
        )
        self.reply = self._reply()

    def send(self, typed):
        """Types a message and waits for the whole reply."""
        self.type(typed)
        self.reply = self._reply()

    def type(self, typed):
        """Types a message and waits for nothing."""
        self._process.stdin.write(typed.replace("\n", "\\\n") + "\n")
        self._process.stdin.flush()

    def _reply(self):
        """The lines up to the empty one behind the buttons or the document, or to the end."""
        read = []
        for raw in self._process.stdout:
            line = raw.rstrip("\n")
            if (
                not line
                and read
                and (read[-1].startswith(("[", "→ ")) or "请发单位全称" in read[-1])
            ):
                break
            read.append(line)
        return read

    def kill(self):
        self._process.send_signal(signal.SIGKILL)
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()


def test_killed_between_any_two_lines_nothing_answered_is_lost(tmp_path, services):
    for turn in turns(SEED):
        process = Process(tmp_path)
        process.send(turn.typed)
        process.kill()
        assert missing(turn.shown, process.reply) == [], f"after `{turn.typed[:40]}`"
    values = answers(services).values
    assert {key: values[key] for key in expected_texts()} == expected_texts()
    assert sum(key in values for key in answers(services).form.cells) == 198
    (document,) = (tmp_path / "out").iterdir()
    assert document.read_bytes().startswith(b"PK")
