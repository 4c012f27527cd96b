"""The kinds of facts, and under which key a state keeps what each says. The journal holds nothing
else, so this is the whole language in which an interview is written down.
"""

from bot.messages import Fact

KINDS = {
    "opened": "key: report number, value: year on which it reports",
    "imported": "value carried over from an earlier report, not typed by anyone",
    "answered": "value given for a cell or field; replaces what was there",
    "wrote": "a text in the clerk's own words; replaces what was there",
    "told": "a total told as part of a story, for a row, a group of rows or who asked",
    "beside": "key: a question of a converted report, value: what the old one says there, as JSON",
    "offered": "values of a table, or a text, as JSON, that wait for a yes",
    "sent": "key: a file, value: its name, raw: its caption",
    "added": "one more piece of a text",
    "corrected": "a piece of a text edited; raw: the message that wrote the piece",
    "filled": "a blank of a sentence from the bank; key: text/topic/phrase/blank",
    "phrased": "a sentence of the bank is put into a text; raw: its topic, as JSON",
    "bound": "what the sentences of a text are, so that they follow the figures; as JSON",
    "finished": "somebody leaves a text put together from sentences, or a question put off",
    "accepted": "the standard wording is chosen for a text and follows the figures from now on",
    "skipped": "an optional question is passed over",
    "put_off": "key: a question, or a table told as a story, that is asked last; empty: no more",
    "cleared": "the answer is taken back; what was typed stays in the journal",
    "turned_to": "key: the question somebody went to; `+` before it: to add to its text",
    "shown": "key: a warning that was shown",
    "sourced": "key: a cell, row, table or field, value: where it comes from",
    "explained": "key: a warning, value: why it is right as it is",
    "undone": "key: the message whose answers are taken back",
    "requested": "key: draft or final, a document that was asked for",
    "published": "key: pdf, pages or package, value: the version it was asked of",
    "fetched": "key: version, compare, sheet or answers, value: of which version, if of one",
    "withheld": "key: a question that a colleague answered first, value: what was not recorded",
    "replaced": "key: seq of what was withheld and is now recorded after all",
    "returned": "key: a section that a reviewer sent back, value: the remark",
    "settled": "key: a section sent back, in which the remark is dealt with",
    "submitted": "a clerk hands the report to the reviewers",
    "approved": "key: number of the version that a reviewer approved",
    "handed": "key: a section, value: number of the colleague who is asked to fill it",
}
TOLD = "told:"  # before the key of a slot that holds what was told, not what is entered
EXPLAINED = "explained:"  # before the key of a warning: the slot of its explanation
SOURCE = "source:"  # before what a note is about: the slot of the note, or its question
REASON = "reason:"  # before the key of a warning: the question for its explanation
FILLED = "filled:"  # before the key of a slot that holds a blank of a sentence not yet written
PUT_OFF = "put_off:"  # before the key of a question that is asked last
OFFERED = "offered:"  # before the key of a slot that holds what waits for a yes
BESIDE = "beside:"  # before the key of a slot that holds what a converted report said
ANSWERS = (
    "answered",
    "told",
    "offered",
    "wrote",
    "added",
    "corrected",
    "filled",
    "phrased",
    "bound",
    "accepted",
    "skipped",
    "cleared",
)
FILES = ("requested", "published", "fetched", "sent")
REMARKS = ("explained", "sourced")
_PREFIX = {
    "told": TOLD,
    "offered": OFFERED,
    "beside": BESIDE,
    "filled": FILLED,
    "put_off": PUT_OFF,
    "explained": EXPLAINED,
    "sourced": SOURCE,
}
GROWING = ("added", "corrected", "phrased")  # these leave the rest of a text as it is
TEXTS = ("wrote", *GROWING)


def slot_key(fact: Fact) -> str:
    """The key under which a state keeps what a fact says."""
    return _PREFIX.get(fact.kind, "") + fact.key
