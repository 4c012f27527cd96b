"""Where the files of `templates/` are found and read: what can be edited without Python. In a
checkout they stand beside the package, in a wheel inside it. Nothing is read before it is needed,
since a command that only lists a form should not wait for a Word master.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from bot.checks import arguments, missing_arguments, unknown_arguments, unknown_kinds
from bot.forms.cards import read_cards
from bot.forms.form import Cell, Form
from bot.forms.phrases import read_phrases
from bot.forms.reader import near
from bot.forms.toml import Mistake, Mistakes, read_form
from bot.wording import Wording

PACKAGED = Path(__file__).parent / "templates"
WORDS = Path("wording") / "zh.toml"
FOLDER = PACKAGED if PACKAGED.is_dir() else Path(__file__).parent.parent / "templates"


class Forms(Mapping[str, Form]):
    """The forms of a folder by id, each read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._paths = {path.stem: path for path in sorted((folder / "forms").glob("*.toml"))}
        self._folder = folder
        self._read: dict[str, Form] = {}

    def __getitem__(self, key: str) -> Form:
        if key not in self._read:
            self._read[key] = with_phrases_and_cards(_form(self._paths[key]), self._folder)
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _form(path: Path) -> Form:
    form = read_form(path.read_text(encoding="utf-8"), path.name)
    if unknown := unknown_kinds(form.rules):
        raise Mistakes(
            Mistake(
                path.name,
                f"rules.{r.id}.kind",
                f"`{r.kind}` is no kind of rule",
                "see bot/checks/rules",
            )
            for r in unknown
        )
    mistakes = [
        Mistake(path.name, f"rules.{r.id}.{name}", "missing", f"add `{name} = …`")
        for r in form.rules
        for name in missing_arguments(r)
    ]
    mistakes += [
        Mistake(
            path.name,
            f"rules.{r.id}.{name}",
            f"`{r.kind}` takes no such argument",
            near(name, arguments(r)),
        )
        for r in form.rules
        for name in unknown_arguments(r)
    ]
    if mistakes:
        raise Mistakes(mistakes)
    return form


def with_phrases_and_cards(form: Form, folder: Path) -> Form:
    """A form with the bank of phrases and the cards of its rows, where the folder has them. Raises
    Mistakes with those of both.
    """
    mistakes: list[Mistake] = []
    for name, read in (("phrases", _with_phrases), ("cards", _with_cards)):
        path = folder / name / "zh.toml"
        if path.is_file():
            try:
                form = read(form, path.read_text(encoding="utf-8"), f"{name}/{path.name}")
            except Mistakes as found:
                mistakes += found.found
    if mistakes:
        raise Mistakes(mistakes)
    return form


def _with_phrases(form: Form, source: str, file: str) -> Form:
    return replace(form, topics=read_phrases(source, file, form))


def _with_cards(form: Form, source: str, file: str) -> Form:
    guide = read_cards(source, file, form)
    return replace(form, guides={guide.table: guide})


def unknown_origins(forms: Mapping[str, Form]) -> list[Mistake]:
    """Where a row's `was` names no row of the same table on an earlier form."""
    return [
        Mistake(f"{form.id}.toml", f"tables.{table.id}.{row.id}.was", problem, near(row.was, rows))
        for form in forms.values()
        for table in form.tables.values()
        for rows in [_earlier_rows(forms, form, table.id)]
        for block in table.blocks
        for row in block.rows
        if row.was and row.was not in rows
        for problem in [f"`{row.was}` is no row of this table on an earlier form"]
    ]


def _earlier_rows(forms: Mapping[str, Form], form: Form, table: str) -> list[str]:
    earlier = (old for old in forms.values() if old.first_year < form.first_year)
    tables = (old.tables[table] for old in earlier if table in old.tables)
    return [row.id for old in tables for block in old.blocks for row in block.rows]


SAID_OF_A_FINDING = ("what", "why", "fix")
HINTS = ("text", "group", "field", "row")  # what is asked where nothing is written for a question


def misnamed_words(forms: Mapping[str, Form], words: Wording, file: str) -> list[Mistake]:
    """Words for a rule, question or row that no form has, and rules without words: both are seen
    nowhere until a clerk misses them.
    """
    rules = {rule.id: form.id for form in forms.values() for rule in form.rules}
    said = {f"{rule}.{part}": rule for rule in rules for part in SAID_OF_A_FINDING}
    places = {
        key
        for form in forms.values()
        for key in (*form.ids, *form.groups, *form.tables, *map(_row, form.cells.values()))
    }
    known = {"finding": {*said, "none"}, "hint": {*places, *HINTS}, "short": places}
    known["meaning"] = {*places, "other"}
    mistakes = [
        Mistake(file, f"{family}.{name}", "it is of nothing that a form has", near(name, names))
        for family, names in known.items()
        for name in words.plain(family)
        if name not in names
    ]
    return mistakes + [
        Mistake(file, f"finding.{name}", f"the rule of form {rules[rule]} has none", "write it")
        for name, rule in said.items()
        if f"finding.{name}" not in words
    ]


def _row(cell: Cell) -> str:
    return f"{cell.table.id}.{cell.row.id}"


@cache
def forms(folder: Path = FOLDER) -> Mapping[str, Form]:
    """The national forms. Raises Mistakes where a form has any."""
    return Forms(folder)


@cache
def wording(folder: Path = FOLDER) -> Wording:
    """The words staff see. Raises Mistakes where the file has any."""
    path = folder / WORDS
    return Wording(path.read_text(encoding="utf-8"), path.name)


def master(form: str, folder: Path = FOLDER) -> bytes:
    """The bytes of a form's Word master. Raises FileNotFoundError where it was not built yet."""
    return (folder / "masters" / f"{form}.docx").read_bytes()
