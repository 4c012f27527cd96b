"""Reads a form from its TOML, with every mistake in it at once: those of single values, and, where
there are none, those of what one part says of another.
"""

from collections.abc import Iterable
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import Any, get_args

from bot.forms.form import Block, Column, Field, Form, Group, Level, Row, Rule, Section, Table
from bot.forms.number import NUMERIC
from bot.forms.reader import Mistake, Mistakes, Reader, near, parsed
from bot.forms.sentence import GIVEN, PAIRS, undefined

__all__ = ["Mistake", "Mistakes", "read_form"]

FIELD_KINDS = ("line", "text", "postcode", "phone", "email", "website", "count", "amount")
LAYOUTS = ("blocks", "matrix", "line")


def read_form(source: str, file: str) -> Form:
    """The form that a TOML text defines. Raises Mistakes with every mistake in it."""
    reader = _FormReader(file)
    form = reader.form(parsed(source, file))
    if not reader.found:
        reader.references(form)
    if reader.found:
        raise Mistakes(reader.found)
    return form


class _FormReader(Reader):
    """Turns parsed TOML into a form."""

    # -- parts of a form ------------------------------------------------------------------------

    def form(self, data: dict[str, Any]) -> Form:
        keys = "id name notice first_year last_year sections groups fields tables rules"
        self.known(data, "", keys.split())
        sections = [self.section(item, place) for place, item in self.many(data, "sections", "")]
        fields = [self.field(item, place) for place, item in self.many(data, "fields", "")]
        groups = [self.group(item, place) for place, item in self.many(data, "groups", "")]
        tables = [self.table(item, place) for place, item in self.many(data, "tables", "")]
        rules = [self.rule(item, place) for place, item in self.many(data, "rules", "")]
        for name, items in (("sections", sections), ("rules", rules)):
            self.unique(items, name)
        self.unique([*fields, *groups, *tables], "ids")
        return Form(
            id=self.need(data, "", "id", ""),
            notice=self.need(data, "", "notice", ""),
            first_year=self.need(data, "", "first_year", 0),
            last_year=self.get(data, "", "last_year", 0) or None,
            sections=tuple(sections),
            fields={item.id: item for item in fields},
            groups={item.id: item for item in groups},
            tables={item.id: item for item in tables},
            rules=tuple(rules),
            name=self.get(data, "", "name", ""),
        )

    def section(self, data: dict[str, Any], place: str) -> Section:
        self.known(data, place, ("id", "title", "asks", "numbered"))
        asks = self.names(data, place, "asks")
        if not asks:
            self.wrong(place, "asks nothing", 'add `asks = ["field or table", …]`')
        return Section(
            self.need(data, place, "id", ""),
            self.need(data, place, "title", ""),
            asks,
            self.get(data, place, "numbered", True),
        )

    def field(self, data: dict[str, Any], place: str) -> Field:
        self.known(
            data,
            place,
            ("id", "label", "kind", "required", "standard", "needs", "figures", "pairs"),
        )
        kind = self.choice(self.need(data, place, "kind", "line"), f"{place}.kind", FIELD_KINDS)
        return Field(
            id=self.need(data, place, "id", ""),
            label=self.need(data, place, "label", ""),
            kind=kind,
            required=self.get(data, place, "required", False),
            standard=self.sentence(data, place, "standard"),
            needs=self.names(data, place, "needs"),
            figures=self.get(data, place, "figures", ""),
            pairs=self.sentence(data, place, "pairs"),
        )

    def group(self, data: dict[str, Any], place: str) -> Group:
        self.known(data, place, ("id", "label", "fields"))
        return Group(
            self.need(data, place, "id", ""),
            self.need(data, place, "label", ""),
            self.names(data, place, "fields"),
        )

    def table(self, data: dict[str, Any], place: str) -> Table:
        self.known(data, place, ("id", "label", "layout", "corner", "head", "blocks"))
        layout = self.choice(self.need(data, place, "layout", "matrix"), f"{place}.layout", LAYOUTS)
        blocks = tuple(self.block(item, where) for where, item in self.many(data, "blocks", place))
        if not blocks:
            self.wrong(place, "has no blocks", "add [[tables.blocks]] with columns and rows")
        if layout != "blocks" and len(blocks) > 1:
            self.wrong(place, f"a {layout} has one block", 'join the blocks or use layout "blocks"')
        return Table(
            id=self.need(data, place, "id", ""),
            label=self.need(data, place, "label", ""),
            layout=layout,  # type: ignore[arg-type]  # checked above
            blocks=blocks,
            corner=self.get(data, place, "corner", ""),
            head=self.get(data, place, "head", ""),
        )

    def block(self, data: dict[str, Any], place: str) -> Block:
        self.known(data, place, ("clause", "head", "columns", "rows"))
        columns = tuple(self.column(item, at) for at, item in self.many(data, "columns", place))
        rows = [self.row(item, at) for at, item in self.many(data, "rows", place)]
        self.unique(columns, f"{place}.columns")
        self.unique(rows, f"{place}.rows")
        names = [row.id for row in rows]
        return Block(
            columns=tuple(
                Column(
                    c.id,
                    c.label,
                    c.kind,
                    c.group,
                    self.sums(c.sum, [x.id for x in columns], c.id, place),
                )
                for c in columns
            ),
            rows=tuple(
                Row(r.id, r.label, r.groups, self.sums(r.sum, names, r.id, place), r.propose, r.was)
                for r in rows
            ),
            clause=self.get(data, place, "clause", ""),
            head=self.get(data, place, "head", ""),
        )

    def column(self, data: dict[str, Any], place: str) -> Column:
        self.known(data, place, ("id", "label", "kind", "group", "sum"))
        kind = self.choice(self.get(data, place, "kind", "count"), f"{place}.kind", NUMERIC)
        return Column(
            id=self.need(data, place, "id", ""),
            label=self.need(data, place, "label", ""),
            kind=kind,
            group=self.get(data, place, "group", ""),
            sum=self.names(data, place, "sum"),
        )

    def row(self, data: dict[str, Any], place: str) -> Row:
        self.known(data, place, ("id", "label", "groups", "sum", "propose", "was"))
        return Row(
            id=self.need(data, place, "id", ""),
            label=self.need(data, place, "label", ""),
            groups=self.names(data, place, "groups"),
            sum=self.names(data, place, "sum"),
            propose=self.get(data, place, "propose", ""),
            was=self.get(data, place, "was", ""),
        )

    def sums(
        self, patterns: tuple[str, ...], names: list[str], total: str, place: str
    ) -> tuple[str, ...]:
        """The ids that a `sum` names, its stars resolved."""
        for pattern in patterns:
            if not any(fnmatchcase(name, pattern) for name in names):
                self.wrong(
                    f"{place}.{total}.sum", f"`{pattern}` names nothing here", near(pattern, names)
                )
        return tuple(
            name for name in names if name != total and any(fnmatchcase(name, p) for p in patterns)
        )

    def rule(self, data: dict[str, Any], place: str) -> Rule:
        own = {key: data[key] for key in data if key not in ("id", "kind", "level", "clause")}
        settings = {
            key: Decimal(str(value))
            for key, value in own.items()
            if isinstance(value, (int, float)) and not isinstance(value, bool)
        }
        level = self.choice(
            self.need(data, place, "level", "error"), f"{place}.level", get_args(Level)
        )
        return Rule(
            id=self.need(data, place, "id", ""),
            kind=self.need(data, place, "kind", ""),
            level=level,  # type: ignore[arg-type]  # checked above
            clause=self.get(data, place, "clause", ""),
            args={key: self.names(data, place, key) for key in own if key not in settings},
            settings=settings,
        )

    # -- what one part says of another --------------------------------------------------------

    def references(self, form: Form) -> None:
        """Every id that one part of the form uses is defined by another."""
        asked = [*form.fields, *form.groups, *form.tables]
        for section in form.sections:
            self.defined(section.asks, asked, f"sections.{section.id}.asks")
        self.all_asked(form)
        for group in form.groups.values():
            self.defined(group.fields, form.fields, f"groups.{group.id}.fields")
        keys = [*form.cells, *form.fields]
        self.sentences(form, keys)
        for rule in form.rules:
            for name, patterns in rule.args.items():
                self.defined(patterns, keys, f"rules.{rule.id}.{name}")
        equations = [rule.id for rule in form.rules if rule.kind == "equal"]
        for cell in form.cells.values():
            if cell.row.propose:
                self.defined(
                    [cell.row.propose], equations, f"tables.{cell.table.id}.{cell.row.id}.propose"
                )

    def sentences(self, form: Form, keys: list[str]) -> None:
        """What the standard sentences of the fields speak of is there."""
        for item in form.fields.values():
            self.defined(item.needs, keys, f"fields.{item.id}.needs")
            self.sayable(item.standard, form, f"fields.{item.id}.standard")
            self.sayable(item.pairs, form, f"fields.{item.id}.pairs", PAIRS)
            if item.figures:
                self.defined([item.figures], form.groups, f"fields.{item.id}.figures")

    def sayable(self, source: str, form: Form, place: str, more: Iterable[str] = ()) -> None:
        """A sentence that names what it will not get would fail in front of a clerk."""
        for name in undefined(source, form.ids, more):
            known = [*GIVEN, *more, *form.ids]
            self.wrong(place, f"`{name}` is known to no sentence", near(name, known))

    def all_asked(self, form: Form) -> None:
        """A required text that no section asks for would hold every report back for ever."""
        asks = [ask for section in form.sections for ask in section.asks]
        for item in form.fields.values():
            if item.required and item.kind == "text" and item.id not in asks:
                place = f"fields.{item.id}"
                self.wrong(place, "is required, but no section asks for it", "add it to an `asks`")

    def defined(self, names: Iterable[str], known: Iterable[str], place: str) -> None:
        known = dict.fromkeys(known)
        for name in names:
            if name not in known and not any(fnmatchcase(key, name) for key in known):
                self.wrong(place, f"`{name}` is defined nowhere", near(name, known))
