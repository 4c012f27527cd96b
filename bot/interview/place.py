"""Where somebody is in the bank of phrases: `overview/` among the topics of a text,
`overview/disclosure` among a topic's sentences, `overview/disclosure/channel` at a sentence's
blanks. It is the id of a question like any other, so nothing else has to be remembered.
"""

from typing import NamedTuple

SEP = "/"


class Place(NamedTuple):
    """A place; what it does not go down to is empty. `blank` only in the key of a blank."""

    text: str
    topic: str = ""
    phrase: str = ""
    blank: str = ""

    @property
    def id(self) -> str:
        """The question's id."""
        below = f"{SEP}{self.phrase}" if self.phrase else ""
        return f"{self.text}{SEP}{self.topic}{below}"

    @property
    def name(self) -> str:
        """The phrase's name in the bank."""
        return f"{self.topic}{SEP}{self.phrase}"

    @property
    def up(self) -> str:
        """The id of the question one step back."""
        if self.phrase:
            return f"{self.text}{SEP}{self.topic}"
        return f"{self.text}{SEP}" if self.topic else self.text


def place_of(id_: str) -> Place:
    """The place that a question's id, or a blank's key, names."""
    return Place(*id_.split(SEP)[:4])
