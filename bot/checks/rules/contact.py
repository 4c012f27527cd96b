"""The contact must be one that reaches somebody: a postcode has six digits. What may be written in
many ways (telephones above all) is questioned only where it cannot be right.
"""

import re
from collections.abc import Iterator

from bot.checks.finding import Broken
from bot.checks.kind import kind
from bot.checks.report import Report, named
from bot.forms.form import Rule

_POSTCODE = re.compile(r"\d{6}")
_PHONE = re.compile(
    r"(?:\+?86-?(?:\(?[1-9]\d{1,2}\)?-?)?)?(?:\(?0\d{2,3}\)?-?)?\d{7,8}(?:[-转]\d{1,6}(?:分机)?)?|"
    r"(?:\+?86-?)?1\d{10}|\d{3,5}|[48]00-?\d{3}-?\d{4}"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_HALF = str.maketrans("（）－—–０１２３４５６７８９", "()---0123456789")
_TOLD_POSTCODE = re.compile(r"(?:邮编|邮政编码):?\s*(?P<value>\d[\d ]*)(?![\d-])")
_TOLD_EMAIL = re.compile(r"(?:电子)?邮(?:箱|件)(?:地址)?:\s*(?P<value>[^,;。)\s]*[@.][^,;。)\s]*)")


@kind("fields", "texts")
def contact(report: Report, rule: Rule) -> Iterator[Broken]:
    """Postcode, telephone and e-mail are well formed where they are given, also in a text."""
    seen = set()
    for key in named(report.form, rule, "fields"):
        kind_, value = report.form.fields[key].kind, report.values.get(key, "")
        if value and not well_formed(kind_, value):
            seen.add(value)
            yield Broken((key,), value, args={"kind": kind_})
    for text in report.texts(rule):
        for kind_, told in (("postcode", _TOLD_POSTCODE), ("email", _TOLD_EMAIL)):
            for match in told.finditer(text.folded):
                value = text.written[match.start("value") : match.end("value")].strip()
                if value not in seen and not well_formed(kind_, match["value"].strip()):
                    yield Broken((text.key,), value, args={"kind": kind_})


def well_formed(kind_: str, text: str) -> bool:
    """True unless a postcode, telephone number(s) or e-mail address cannot be right."""
    if kind_ == "postcode":
        return bool(_POSTCODE.fullmatch(text))
    if kind_ == "email":
        return bool(_EMAIL.fullmatch(text))
    if kind_ == "phone":
        joined = re.sub(r"\s*([-转])\s*", r"\1", text.translate(_HALF))
        return all(_is_phone(part) for part in re.split(r"[、，,;；/\n]+", joined) if part.strip())
    return True


def _is_phone(part: str) -> bool:
    """True for a number, be it in groups (+86 469 2609855), or for several with blanks between."""
    whole = _PHONE.fullmatch("-".join(part.split()))
    return bool(whole) or all(_PHONE.fullmatch(number) for number in part.split())
