"""Which meanings belong together: the rows, columns and outcomes of the tables, by their ids. They
are named once here, so that the modules which read numbers cannot differ about what a result is.
"""

KINDS = frozenset({"natural", "commercial", "research", "charity", "legal"})
GROUPS = ("refused", "unavailable", "declined", "other")
REASONS = frozenset({
    "refused_law", "refused_safety", "refused_secret", "refused_third_party", "refused_internal",
    "refused_process", "refused_case_file", "refused_query", "unavailable_not_held",
    "unavailable_needs_creation", "unavailable_unclear", "declined_petition", "declined_excessive",
    "declined_repeat", "declined_publication", "declined_reconfirm", "other_no_correction",
    "other_no_payment", "other_other",
})  # fmt: skip
# Outcomes by their very words; the other reasons may as well describe what was asked.
PLAIN_OUTCOMES = frozenset({
    "unavailable_not_held", "unavailable_needs_creation", "unavailable_unclear",
    "other_no_correction", "other_no_payment", "other_other",
})  # fmt: skip
RESULTS = REASONS | frozenset(GROUPS) | {"granted", "partial", "open"}
CARRIED = frozenset({"carried_in", "carried_out", "carry", "carry_from", "carry_to"})
MONEY = frozenset({"元", "万元"})
CASES = ("review", "direct", "after_review", "lawsuits")
OUTCOMES = {
    "upheld": "upheld", "corrected": "corrected", "pending": "pending", "ruled_otherwise": "other",
}  # fmt: skip
DOCUMENTS = ("rules", "normative")
ACTIONS = ("made", "repealed", "in_force", "published", "published_total")
DECISIONS = ("licence", "penalty", "coercion")
PIECES = frozenset({"", "件", "份", "宗", "封", "条", "起", "例", "个", "项", "次"})
SUMS = frozenset({"合计", "总计"})
QUIET = frozenset({
    "all", "each", "part", "include", "total", "already", "list", "not", "zero", "count", "year",
    "resume", "anyone", "those", "span", "remainder", "except", "outcomes", "applicants", "from",
})  # fmt: skip
