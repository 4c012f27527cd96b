"""The contact must be one that reaches somebody: a postcode has six digits. What may be written in
many ways (telephones above all: with groups, extensions, remarks, several at once) is questioned
only where it cannot be right.
"""

import re
import unicodedata
from collections.abc import Iterator

from bot.checks.finding import Broken
from bot.checks.kind import kind
from bot.checks.prose import Text
from bot.checks.report import Report, named
from bot.forms.form import Rule

_NUMBER = re.compile(  # groups of digits with - between, behind # an extension
    r"(?:(?:86-?)?(?:0\d{2,3}-)?|86-[1-9]\d{1,2}-)\d{3,4}-?\d{4}(?:[-#]\d{1,6})?"  # 028-6295-0012
    r"|(?:86-?)?0\d{9,11}(?:[-#]\d{1,6})?"
    r"|(?:86-?)?1[3-9](?:-?\d){9}|(?:86-)?[48]00(?:-?\d){7}(?:[-#]\d{1,6})?"
    r"|(?:0\d{2,3}-)?[19]\d{4}(?:[-#]\d{1,2})?|\d{3,5}"
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_NONE = re.compile(r"(?:暂?无|没有|/|-+|—+)")
_REMARK = re.compile(r"\([^()]{0,40}[\u4e00-\u9fff@][^()]{0,40}(?:\)|$)")  # (办公室), (#换成@)
_EXTENSION = re.compile(
    r"[(,\s]*(?:转|分机号?|内线|ext\.?)+:?\s*(\d{1,6})(?:分机)?\)?", re.IGNORECASE
)
_BETWEEN = re.compile(r"[、,;\n|]|[或和及与至到]")
_GROUPS = re.compile(r"[\s()\-—–‑−_~.+]+")
_LABEL = re.compile(
    r"[\u4e00-\u9fff]{1,12}:|[\u4e00-\u9fff]{0,8}热线|(?:联系|办公|咨询|值班|监督)?电话|传真|手机|总机"
)
_AT = re.compile(r"[(\[]at?[)\]]", re.IGNORECASE)
_READ_AS_AT = re.compile(r"#[^@#]{1,8}@")

_TOLD_POSTCODE = re.compile(r"(?:邮编|邮政编码):?\s*(?P<value>\d[\d ]*+)(?![\d-])")
_TOLD_EMAIL = re.compile(
    r"(?:电子)?邮(?:箱|件)(?:地址)?:\s*(?!http|www)(?P<value>[^,;。)\s]*[@.][^,;。)\s\u4e00-\u9fff]*)"
)


@kind("fields", "texts")
def contact(report: Report, rule: Rule) -> Iterator[Broken]:
    """Postcode, telephone and e-mail are well formed where they are given, also in a text."""
    malformed = set()
    for key in named(report.form, rule, "fields"):
        kind_, value = report.form.fields[key].kind, report.values.get(key, "")
        if value and not well_formed(kind_, value):
            malformed.add(value)
            yield Broken((key,), value, args={"kind": kind_})
    for text in report.texts(rule):
        for kind_, value in _told(text):
            if value not in malformed:
                yield Broken((text.key,), value, args={"kind": kind_})


def _told(text: Text) -> Iterator[tuple[str, str]]:
    """What a text tells that is malformed, each with its kind, as it is written."""
    for kind_, told in (("postcode", _TOLD_POSTCODE), ("email", _TOLD_EMAIL)):
        for match in told.finditer(text.folded):
            if not well_formed(kind_, match["value"].strip()):
                yield kind_, text.written[match.start("value") : match.end("value")].strip()


def well_formed(kind_: str, text: str) -> bool:
    """True unless a postcode, telephone number(s) or e-mail address(es) cannot be right, remarks
    and labels left aside. 无 says that there is none.
    """
    test = {"postcode": _is_postcode, "phone": _are_phones, "email": _are_emails}.get(kind_)
    folded = unicodedata.normalize("NFKC", text).strip(" 。.,;(")
    return test is None or bool(_NONE.fullmatch(folded)) or test(folded)


def _is_postcode(text: str) -> bool:
    return bool(re.fullmatch(r"\d{6}", re.sub(r"\s", "", _bare(text))))


def _are_emails(text: str) -> bool:
    text = text.replace("#", "@") if _READ_AS_AT.search(text) else text
    addresses = re.split(r"[、,;/\s]+", _bare(_AT.sub("@", text)))
    return all(_EMAIL.fullmatch(address) for address in addresses)


def _are_phones(text: str) -> bool:
    parts = _BETWEEN.split(_bare(_EXTENSION.sub(r"#\1", text).replace("*", "#")))
    return any(parts) and all(_is_phone(part.strip()) for part in parts if part.strip())


def _bare(text: str) -> str:
    """Without what was remarked in brackets, and without the label."""
    return _LABEL.sub(" ", _REMARK.sub(" ", text)).strip()


def _is_phone(part: str) -> bool:
    """True for a number, or for several with blanks or strokes between: 62950012/13."""
    first, *others = part.split("/")
    if others and all(re.fullmatch(r"\d{1,2}|", other.strip()) for other in others):
        return _is_phone(first.strip())
    whole = _NUMBER.fullmatch(_GROUPS.sub("-", part).strip("-"))
    return (
        bool(whole)
        or (len(part.split()) > 1 and all(map(_is_phone, part.split())))
        or (bool(others) and all(_is_phone(one.strip()) for one in (first, *others)))
    )
