"""Words that mean what the sentence is about. 信访 is no business of a report, but behind 不予处理
it is the reason; 正在办理 says that a request is not done, and that an appeal is not decided.
"""

from collections.abc import Mapping

from bot.reading.clauses import Clause
from bot.reading.story import Story

_PETITIONS = frozenset({"信访", "举报", "投诉"})
_WAYS = frozenset({"来信", "来访", "电话", "转办", "转来", "转交"})


def in_context(story: Story, clause: Clause) -> Clause:
    """A clause whose words mean what they mean behind what was told before it."""
    meanings = dict(_meanings(story, clause))
    if not meanings:
        return clause
    return clause.of(
        token._replace(meaning=meanings.get(token.text, token.meaning)) for token in clause.tokens
    )


def _meanings(story: Story, clause: Clause) -> Mapping[str, str]:
    if story.row.startswith("declined") and not clause.has("receive"):
        return dict.fromkeys(_PETITIONS, "declined_petition")
    if clause.has("reviewing") and clause.has("review") and "信息公开" in story.said(clause):
        return {"办理行政诉讼": "lawsuits"}  # 行政复议4件、办理行政诉讼0件
    if story.topic == "litigation" and not clause.has("request", "asking", "heading"):
        undone = (token.text for token in clause.tokens if token.meaning == "undone")
        return dict.fromkeys(undone, "pending")
    if (story.part or clause.has("part")) and story.row == "received" and clause.has("channel"):
        return dict.fromkeys(_WAYS, "channel")  # 其中网上7件、来信或转办1件
    if story.decision and clause.has("decisions"):
        return {
            token.text: story.decision for token in clause.tokens if token.meaning == "decisions"
        }
    return {}
