"""What somebody has sent to them on request: a version again, what changed since it, the tables as
a spreadsheet, the answers as a file. That it was asked for is a fact, so that it comes after all
where the program dies between the commit and the reply.
"""

from bot.interview.outcome import Compare, Effect, Outcome, SendAnswers, SendSheet, SendVersion
from bot.interview.state import State, Version
from bot.messages import Fact

FILES: dict[str, Effect] = {"sheet": SendSheet(), "answers": SendAnswers()}


def fetch_file(name: str) -> Outcome:
    """Sends one of FILES."""
    return Outcome((Fact("fetched", name),), effects=(FILES[name],))


def fetch_version(version: Version) -> Outcome:
    """Sends a version again, byte for byte."""
    fact = Fact("fetched", "version", str(version.number))
    return Outcome((fact,), effects=(SendVersion(version.message),), show=False)


def fetch_changes(version: Version) -> Outcome:
    """Shows what changed since a version."""
    fact = Fact("fetched", "compare", str(version.number))
    return Outcome((fact,), effects=(Compare(version.number, version.seq),))


def fetched(state: State, message: str) -> list[Effect]:
    """What a message asked for, to be carried out again."""
    return [_effect(state, name, number) for id_, name, number in state.fetched if id_ == message]


def _effect(state: State, name: str, number: str) -> Effect:
    if name in FILES:
        return FILES[name]
    version = state.versions[int(number) - 1]
    again, since = SendVersion(version.message), Compare(version.number, version.seq)
    return again if name == "version" else since
