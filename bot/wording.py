"""From ids to sentences. Every word that staff see stands in `templates/wording/zh.toml` as Jinja,
so it can be improved without Python; a missing argument is an error, never a gap in a sentence.
"""

import pickle
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from bot.checks import Finding
from bot.forms.answers import Answers
from bot.forms.form import Form
from bot.forms.number import tidy
from bot.forms.reader import Mistake, Mistakes, parsed
from bot.messages import MAX_PRESS_BYTES, Button, Choice, Reply, Say

_ARGUMENT = re.compile(r"\{\{.*?\}\}")  # of a label
_ANYTHING = "[^。;,:]{1,24}"  # that stands for it
ROW = "say.ask.row"  # most questions are of rows, in the same words for everybody
KEPT = 1024  # of them, of some 500 bytes each
OF_THE_FORM = {"label", "labels", "group", "example"}  # functions that know nothing of a report


@dataclass(frozen=True)
class Line:
    """One row of a table as a person reads it back: its name and its figures that are not 0."""

    label: str
    figures: tuple[tuple[str, str], ...]
    total: str


class Wording:
    """The sentences of one language. Made from the text of its TOML; raises Mistakes."""

    def __init__(self, source: str, file: str) -> None:
        self._environment = ImmutableSandboxedEnvironment(  # plain text, no HTML is ever made of it
            undefined=StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._sources = dict(_flat(parsed(source, file)))
        self._compiled: dict[str, Template] = {}
        self._rows: dict[tuple[Form, bytes], str] = {}
        self._plain = {k: v.strip("\n") for k, v in self._sources.items() if "{" not in v}
        self._check(file)

    def _check(self, file: str) -> None:
        mistakes = []
        for key, text in self._sources.items():
            if key in self._plain:
                continue
            try:
                self._environment.parse(text)
            except TemplateSyntaxError as error:
                mistakes.append(Mistake(file, key, str(error), "mend the Jinja expression"))
        if mistakes:
            raise Mistakes(mistakes)

    def __contains__(self, key: str) -> bool:
        return key in self._sources

    def text(self, key: str, context: "Context", /, **args: Any) -> str:
        """The sentence with that id. Raises KeyError for an id the wording does not have."""
        if key in self._plain:
            return self._plain[key]
        template = self._template(key)
        known = template.new_context(context.functions(self) | args, shared=True)  # copies nothing
        return "".join(template.root_render_func(known)).strip("\n")

    def bare(self, key: str, /, **args: Any) -> str:
        """A sentence that speaks of no report: what an administrator reads."""
        return self._template(key).render(args).strip("\n")

    def _template(self, key: str) -> Template:
        template = self._compiled.get(key)
        if template is None:
            template = self._environment.from_string(self._sources[key])
            self._compiled[key] = template
        return template

    def plain(self, prefix: str) -> dict[str, str]:
        """The sentences below a prefix that need no context, by name: a channel's own words."""
        return {
            key.removeprefix(prefix + "."): text
            for key, text in self._sources.items()
            if key == prefix or key.startswith(prefix + ".")
        }

    def is_label(self, text: str) -> bool:
        """True for what a button is called, on whatever screen it stands."""
        return bool(text) and self._labels.fullmatch(tidy(text)) is not None

    @cached_property
    def _labels(self) -> re.Pattern[str]:
        labels = self.plain("button").values()
        patterns = [_ARGUMENT.split(tidy(label)) for label in labels if "{%" not in label]
        named = (parts for parts in patterns if any(parts))
        return re.compile("|".join(_ANYTHING.join(map(re.escape, parts)) for parts in named))

    def say(self, say: Say, context: "Context") -> str:
        """What the core wants said, in words."""
        about = say.args.get("about")
        if isinstance(about, Answers):
            context = Context(about.form, about)
        key = f"say.{say.wording}"
        return self._row(context, say.args) if key == ROW else self.text(key, context, **say.args)

    def _row(self, context: "Context", args: Mapping[str, Any]) -> str:
        """The question of a row: as it was put before with the same arguments, to whomever."""
        put = context.form, pickle.dumps(args)
        text = self._rows.get(put)
        if text is None:
            text = self.text(ROW, context, **args)
            if self._names_in_row <= args.keys() | OF_THE_FORM:  # nothing else of its report
                if len(self._rows) >= KEPT:
                    self._rows.clear()
                self._rows[put] = text
        return text

    @cached_property
    def _names_in_row(self) -> set[str]:
        return self._names(ROW)

    def _names(self, key: str) -> set[str]:
        """What a sentence speaks of, and what its parts do besides the arguments they are given."""
        source = self._environment.parse(self._sources[key])
        names = meta.find_undeclared_variables(source) - {"part"}
        for call in source.find_all(nodes.Call):
            if not isinstance(call.node, nodes.Name) or call.node.name != "part":
                continue
            if isinstance(part := call.args[0], nodes.Const):
                names |= self._names(part.value) - {argument.key for argument in call.kwargs}
            else:
                names.add("part")
        return names

    def buttons(
        self, choices: Iterable[Iterable[Choice]], context: "Context"
    ) -> tuple[tuple[Button, ...], ...]:
        """The buttons below a message; what was said and what is asked may offer the same one,
        which is shown once. Raises ValueError for a press that no channel can carry.
        """
        seen: set[Button] = set()
        rows = []
        for row in choices:
            buttons = [self._button(choice, context) for choice in row]
            rows.append(tuple(button for button in buttons if button not in seen))
            seen.update(buttons)
        return tuple(row for row in rows if row)

    def _button(self, choice: Choice, context: "Context") -> Button:
        if len(choice.press.encode()) > MAX_PRESS_BYTES:
            raise ValueError(f"a press of more than {MAX_PRESS_BYTES} bytes: {choice.press}")
        return Button(choice.press, self.text(f"button.{choice.wording}", context, **choice.args))

    def reply(self, says: Iterable[Say], context: "Context") -> Reply:
        """Several things said as one message; the buttons of all, the present question's last."""
        says = tuple(says)
        texts = (self.say(say, context) for say in says)
        rows = self.buttons((row for say in says for row in say.choices), context)
        return Reply("\n\n".join(text for text in texts if text), rows)

    def finding(self, finding: Finding, part: str, context: "Context") -> str:
        """One part (`what`, `why`, `fix`) of what is said of a finding; empty where it has none."""
        key = f"finding.{finding.rule}.{part}"
        if key not in self._sources:
            return ""
        args = {
            "where": finding.where,
            "found": finding.found,
            "expected": finding.expected,
            "mend": finding.correction,
        }
        return self.text(key, context, **args, **finding.args)


@dataclass(frozen=True)
class Context:
    """What a sentence may speak of: a form with its labels, and the answers with their values."""

    form: Form
    answers: Answers

    @cached_property
    def values(self) -> Mapping[str, str]:
        """The complete values of the answers."""
        return self.answers.values

    def functions(self, wording: Wording) -> dict[str, Any]:
        """The functions that templates may call: the same dict for every sentence of a reply."""
        if wording not in self._functions:
            self._functions[wording] = self._functions_of(wording)
        return self._functions[wording]

    @cached_property
    def _functions(self) -> dict[Wording, dict[str, Any]]:
        return {}

    def _functions_of(self, wording: Wording) -> dict[str, Any]:
        return {
            "label": self.label,
            "labels": lambda keys: [self.label(key) for key in keys],
            "place": lambda key: (
                wording.text("place", self, **self.place(key))
                if key in self.form.cells
                else self.label(key)
            ),
            "value": self.answers.value,
            "kind": self.form.kind,
            "lines": self.lines,
            "sentence": lambda finding, part="what": wording.finding(finding, part, self),
            "hint": lambda key, kind: self._written(wording, "hint.", key, kind),
            "meaning": lambda key: self._written(wording, "meaning.", key, "other"),
            "part": lambda name, /, **args: wording.text(name, self, **args),
            "group": self.group,
            "group_label": self.group_label,
            "group_rows": self.group_rows,
            "short": lambda key: self._short(wording, key),
            "columns": lambda table: [c.id for c in self.form.tables[table].blocks[0].columns],
            "zeros": lambda keys: sum(self.answers.value(key) == "0" for key in keys),
            "example": self.example,
            "cut": cut,
            "in_row": self.row_of,
            "form": self.form,
            "title": self.answers.title,
            "year": self.answers.year,
        }

    def _written(self, wording: Wording, family: str, key: str, default: str) -> str:
        """What is written for a question, or for all of which nothing is."""
        name = family + (key if family + key in wording else default)
        return wording.text(name, self, key=key)

    def label(self, key: str) -> str:
        """The printed name of a cell's column, a row, a field, a group, a table."""
        if key in self.form.cells:
            return self.form.cells[key].column.label
        for names in (self.form.fields, self.form.groups, self.form.tables):
            if key in names:
                return str(names[key].label)
        table, _, row = key.partition(".")
        if table in self.form.tables:
            found = self.form.tables[table]
            rows = (r.label for b in found.blocks for r in b.rows if r.id == row)
            return next(rows, found.label)  # another form has other rows: then its table is named
        return key

    def group(self, key: str) -> str:
        """The merged labels left of a row (`table.row`), each with a dot after it."""
        table, _, name = key.partition(".")
        found = (r for b in self.form.tables[table].blocks for r in b.rows if r.id == name)
        return "".join(f"{group} · " for group in next(found).groups[-1:])

    def group_rows(self, table: str, group: str) -> list[str]:
        """The rows (`table.row`) of a group of reasons such as `refused`."""
        rows = (row for block in self.form.tables[table].blocks for row in block.rows)
        return [f"{table}.{r.id}" for r in rows if r.id.startswith(group + "_") and r.groups[1:]]

    def row_of(self, key: str) -> list[str]:
        """The cells of a cell's row."""
        row = key.rsplit(".", 1)[0] + "."
        return [cell for cell in self.form.cells if cell.startswith(row)]

    def group_label(self, table: str, group: str) -> str:
        """The merged label left of a group of reasons."""
        return self.group(self.group_rows(table, group)[0]).removesuffix(" · ")

    def _short(self, wording: Wording, key: str) -> str:
        """A row, group or column by the name that a clerk uses for it."""
        if f"short.{key}" in wording:
            return wording.text(f"short.{key}", self)
        table, _, name = key.partition(".")
        if self.group_rows(table, name):
            return _bare(self.group_label(table, name))
        return _bare(self.label(key))

    @staticmethod
    def example(keys: Iterable[str]) -> str:
        """A row as it may be typed."""
        return " ".join("3" if index == 0 else "0" for index, _ in enumerate(keys))

    def place(self, key: str) -> dict[str, str]:
        """Where a cell stands, as its reader finds it: table, group of rows, row, column."""
        cell = self.form.cells[key]
        return {
            "table": cell.table.label,
            "group": cell.row.groups[-1] if len(cell.row.groups) > 1 else "",
            "row": cell.row.label,
            "column": cell.column.label,
        }

    def lines(self, keys: Iterable[str]) -> list[Line]:
        """The rows to which cells belong, each with its figures other than 0 and its total."""
        rows: dict[str, list[str]] = {}
        for key in keys:
            if key in self.form.cells:
                rows.setdefault(key.rsplit(".", 1)[0], []).append(key)
        return [self._line(row, cells) for row, cells in rows.items()]

    def _line(self, row: str, cells: list[str]) -> Line:
        figures = [(self.label(key), self.answers.value(key)) for key in cells]
        total = self.answers.value(self.form.row_totals.get(row, ""))
        shown = tuple((name, value) for name, value in figures if value not in ("0", ""))
        return Line(self.label(row), shown, total)


def cut(text: str, most: int = 40) -> str:
    """A text, or its beginning where it is longer than a screen bears."""
    return text if len(text) <= most else text[:most] + "……"


def _bare(label: str) -> str:
    """A label without its item number."""
    return re.sub(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、])", "", label)


def _flat(data: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, str]]:
    for key, value in data.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
