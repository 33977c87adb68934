"""Who speaks in a transcript: labels at the beginnings of lines, and the turns between them.

What counts as a label is a convention of this program: a name with a colon, a name with a time, or
the first cell of a table's row, that occurs twice or bears a time. Once such a label has been seen,
a name with a colon that occurs once counts too; so ``Date: ...`` above a transcript does not.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_NAME = (
    r"(?P<name>[^\W\d_][^\n\t:：\[\]()（）<>\"“”。，！？；!?;,*]{0,39}?"
    r"(?:[ ]?[（(][^()（）\n:：]{1,30}[）)])?)"
)
_FIRST, _SECOND, _THIRD = (
    rf"[\[(（【]?(?P<{place}>{_CLOCK})[\])）】]?" for place in ("first", "second", "third")
)
_MARK = r"(?:\*\*|__)?"
_BEFORE = rf"^[ \t\u3000\f]*(?P<label>{_MARK}(?:{_FIRST}[ \t]*)?{_MARK}{_NAME}"
_COLON = re.compile(
    rf"{_BEFORE}[ \t]*(?:{_SECOND})?{_MARK}[ \t]*(?::(?!//|\d\d\b)|：){_MARK}"
    rf"(?:[ \t]*{_THIRD})?)[ \t]*",
    re.MULTILINE,
)
_OWN_LINE = re.compile(rf"{_BEFORE}[ \t]+{_SECOND})[ \t]*$", re.MULTILINE)
_TIME_ALONE = re.compile(rf"^[ \t\u3000\f]*(?P<label>{_FIRST}[ \t]+{_NAME})[ \t]*$", re.MULTILINE)
_CELL = re.compile(rf"{_BEFORE})[ ]*\t(?=\S)", re.MULTILINE)
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_SAYING = ("说", "道", "认为", "表示", "指出", "如下", "包括", "例如", "比如", "来说", "所述")
_HEADINGS = (
    "note notes example eg ie http https date time place location duration participants topic to "
    "subject title page source table figure chapter section from cc re ps summary keywords "
    "abstract appendix remark remarks important warning "
    "注 注意 备注 附注 说明 日期 时间 地点 时长 主题 题目 标题 参与者 参加人 来源 图 表 第一 第二 "
    "第三 摘要 关键词 附录 总结 结论 问题 原因 访谈时间 访谈地点 访谈日期 访谈对象 访谈人数 "
    "会议时间 会议地点"
)
_NO_SPEAKERS = set(_HEADINGS.split())


@dataclass(frozen=True)
class Label:
    """A speaker's label: where it begins, where the words begin, who, and at which second."""

    start: int
    words: int
    speaker: str
    seconds: float | None


@dataclass(frozen=True)
class Turn:
    """What one speaker says at a stretch, the label included.

    Attributes
    ----------
    start, end
        Place in the text in Unicode code points, ``end`` exclusive.
    speaker
        As the label says; empty where a subtitle names nobody.
    seconds
        From the beginning of the recording, of the label or the first subtitle; None if not told.
    """

    start: int
    end: int
    speaker: str
    seconds: float | None = None


def turns(text: str) -> tuple[Turn, ...]:
    """Return the turns of a transcript in order; none if it has no labels."""
    found = labels(text)
    ends = [label.start for label in found] + [len(text)]
    return tuple(
        Turn(
            label.start,
            label.start + len(text[label.start : end].rstrip()),
            label.speaker,
            label.seconds,
        )
        for label, end in zip(found, ends[1:], strict=True)
    )


def labels(text: str) -> list[Label]:
    """Return the labels of a text in order."""
    matches = [*_COLON.finditer(text), *_OWN_LINE.finditer(text), *_TIME_ALONE.finditer(text)]
    found = _believable(matches, len(_lines(text)))
    return found or _cells(text)


def clock(shown: str) -> float:
    """Return a time such as 1:02:03.5 or 02:03 in seconds."""
    seconds = 0.0
    for part in shown.replace(",", ".").split(":"):
        seconds = 60 * seconds + float(part)
    return seconds


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _believable(matches: list[re.Match[str]], lines: int) -> list[Label]:
    """Return the labels that recur or bear a time, and single ones after the first of these."""
    found = sorted(
        (_label(match) for match in matches if _is_name(match["name"].strip())),
        key=lambda label: label.start,
    )
    counted = Counter(label.speaker for label in found)
    for number, label in enumerate(found):
        if counted[label.speaker] > 1 or label.seconds is not None:
            return found[number:]
    return found if len(found) == lines > 1 else []


def _cells(text: str) -> list[Label]:
    """Return the first cells of a table's rows, if the same few names fill most of its lines."""
    found = [_label(match) for match in _CELL.finditer(text) if _is_name(match["name"].strip())]
    counted = Counter(label.speaker for label in found)
    recurring = sum(count for count in counted.values() if count > 1)
    is_transcript = recurring >= 4 and 2 * recurring >= len(_lines(text))
    return found if is_transcript and len(counted) * 2 <= len(found) else []


def _label(match: re.Match[str]) -> Label:
    named = match.groupdict()
    shown = named["first"] or named.get("second") or named.get("third")
    name = re.sub(r"\s+", " ", match["name"].strip())
    return Label(match.start("label"), match.end(), name, clock(shown) if shown else None)


def _is_name(name: str) -> bool:
    if name.casefold().replace(".", "") in _NO_SPEAKERS:
        return False
    if _HAN.search(name):
        return len(name) <= 20 and not (len(name) > 1 and name.endswith(_SAYING))
    words = name.split()
    return len(words) <= 5 and (len(words) == 1 or name[0].isupper())
