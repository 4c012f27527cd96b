"""Reads the bank of phrases for a form. What the clerk is asked for a sentence follows from the
sentence itself, so a blank cannot be asked for in vain, nor a figure of the tables be typed.
"""

from typing import Any, get_args

from bot.forms.bank import Blank, BlankKind, Phrase, Topic
from bot.forms.form import Form
from bot.forms.reader import Mistakes, Reader, near, parsed
from bot.forms.sentence import GIVEN, computes, names_in

LONGEST_ID = 40  # characters of `text/topic/phrase`, which a button sends back with an answer
LONGEST_BLANK = 12


def read_phrases(source: str, file: str, form: Form) -> tuple[Topic, ...]:
    """The topics of a bank, in their order. Raises Mistakes with every mistake in it."""
    reader = _BankReader(file, form)
    topics = reader.topics(parsed(source, file))
    if reader.found:
        raise Mistakes(reader.found)
    return topics


class _BankReader(Reader):
    """Turns parsed TOML into topics."""

    def __init__(self, file: str, form: Form) -> None:
        super().__init__(file)
        self.form = form

    def topics(self, data: dict[str, Any]) -> tuple[Topic, ...]:
        self.known(data, "", ("blanks", "topics"))
        blanks = [self.blank(item, place) for place, item in self.many(data, "blanks", "")]
        self.unique(blanks, "blanks")
        known = {blank.id: blank for blank in blanks}
        topics = [self.topic(item, place, known) for place, item in self.many(data, "topics", "")]
        self.unique(topics, "topics")
        used = {blank for t in topics for p in t.phrases.values() for blank in p.blanks}
        for blank in blanks:
            if blank not in used:
                self.wrong(f"blanks.{blank.id}", "no phrase uses it", "use it or take it out")
        return tuple(topics)

    def blank(self, data: dict[str, Any], place: str) -> Blank:
        self.known(data, place, ("id", "label", "kind", "options"))
        kind = self.choice(
            self.need(data, place, "kind", "line"), f"{place}.kind", get_args(BlankKind)
        )
        id_ = self.need(data, place, "id", "")
        options = self.names(data, place, "options")
        if kind == "choice" and not options:
            self.wrong(place, "is a choice of nothing", 'add `options = ["…", "…"]`')
        if len(id_) > LONGEST_BLANK:
            self.wrong(place, "the id is too long for a button", "shorten it")
        if id_ in (*GIVEN, *self.first_words()):
            self.wrong(place, "has the name of something that is known", "give it another id")
        return Blank(id_, self.need(data, place, "label", ""), kind, options)  # type: ignore[arg-type]

    def first_words(self) -> set[str]:
        """What the ids of the form begin with."""
        return {key.partition(".")[0] for key in (*self.form.fields, *self.form.cells)}

    def topic(self, data: dict[str, Any], place: str, blanks: dict[str, Blank]) -> Topic:
        self.known(data, place, ("id", "text", "label", "lead", "each", "phrases"))
        id_, text = self.need(data, place, "id", ""), self.need(data, place, "text", "")
        texts = [field.id for field in self.form.fields.values() if field.kind == "text"]
        if text and text not in texts:
            self.wrong(f"{place}.text", f"`{text}` is no text of the form", near(text, texts))
        phrases = [self.phrase(p, at, blanks) for at, p in self.many(data, "phrases", place)]
        self.unique(phrases, f"{place}.phrases")
        if not phrases:
            self.wrong(place, "has no phrases", "add [[topics.phrases]] with id and text")
        for phrase in phrases:
            if len(f"{text}/{id_}/{phrase.id}") > LONGEST_ID:
                where = f"{place}.phrases.{phrase.id}"
                self.wrong(where, "the id is too long for a button", "shorten it, or the topic's")
        before = len(self.found)
        lead = self.sentence(data, place, "lead")
        for name in names_in(lead) if len(self.found) == before else ():
            self.of_the_form(name, f"{place}.lead", blanks={})
        return Topic(
            id=id_,
            text=text,
            label=self.need(data, place, "label", ""),
            phrases={phrase.id: phrase for phrase in phrases},
            lead=lead,
            each=self.get(data, place, "each", ""),
        )

    def phrase(self, data: dict[str, Any], place: str, blanks: dict[str, Blank]) -> Phrase:
        self.known(data, place, ("id", "text"))
        before = len(self.found)
        id_, text = self.need(data, place, "id", ""), self.need(data, place, "text", "")
        self.sentence(data, place, "text")
        if len(self.found) > before:
            return Phrase(id_, "")
        if "\n" in text or not text.endswith("。"):
            self.wrong(f"{place}.text", "is no single sentence", "end its one line with 。")
        if computes(text):
            self.wrong(f"{place}.text", "calculates", "say every figure as it stands in its cell")
        names = names_in(text)
        for name in names:
            self.of_the_form(name, f"{place}.text", blanks)
        return Phrase(id_, text, tuple(blanks[name] for name in names if name in blanks))

    def of_the_form(self, name: str, place: str, blanks: dict[str, Blank]) -> None:
        """A name in a sentence is given, a blank, a line of the unit, or a cell: only of a cell is
        it found out when it is not filled in.
        """
        lines = [key for key in self.form.fields if key.startswith("unit.")]
        known = [*GIVEN, *blanks, *lines, *self.form.cells]
        if name not in known:
            self.wrong(place, f"`{name}` is neither a blank nor a cell", near(name, known))
