"""Organisations and countries in the addresses of authors, as databases of literature print them.

Which part of an address is the organisation is a convention of this program: a company, else a
university, else an academy, hospital, ministry, institute or the like, else the first part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_HAN = re.compile(r"[\u3400-\u9fff]")
_AUTHORS = re.compile(r"^\s*\[[^\]]*\]\s*")
_NUMBERED = re.compile(r"^\s*[\[(（]?\d{1,2}(?:[\])）]|[.、．])\s*")
_LEGAL = re.compile(
    r"^(?:ltd|inc|llc|corp|co|plc|gmbh|ag|sa|s\.a|spa|s\.p\.a|bv|b\.v|nv|n\.v|ltda|limited|llp|kg|oy|ab)"
    r"\.?$",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:ltd|inc|llc|corp|corporation|company|plc|gmbh|b\.?v|s\.p\.a|limited|co)\b\.?$|\bgroup$",
    re.IGNORECASE,
)
_KINDS = (
    _COMPANY,
    re.compile(
        r"univ|polytech|politec|hochschule|école|ecole|institute? of technology|inst technol",
        re.IGNORECASE,
    ),
    re.compile(r"\bacad(?:emy)?\b|hospital|ministry|council|commission", re.IGNORECASE),
    re.compile(
        r"\binst(?:itute?)?\b|laborator|\bcent(?:er|re)\b|agency|bank|association|foundation",
        re.IGNORECASE,
    ),
)
# a Chinese address runs on from the organisation to its parts
_CHINESE = re.compile(
    r"^.{2,}?(?:大学附属[^,，;；\s]*?医院|大学|有限责任公司|有限公司|公司|研究所|研究院|医院)(?=.)"
)
_POSTCODE = re.compile(r"^(?:[A-Z]{2}\s)?[\d -]{3,}\s*|\s*\b\d[\d -]{2,}\b\s*")
_STATE = re.compile(r"^[A-Z]{2}(?:\s+\d{5}(?:-\d{4})?)?\s+(USA)$")
_COUNTRIES = {"Peoples R China": "China", "PR China": "China", "P.R. China": "China"}
_CODES = re.compile(r"\s*\([A-Z]{2,6}-[A-Z]\)\s*$")  # of patent assignees in Derwent


def addresses(text: str) -> list[str]:
    """Return the addresses in a text, without the authors in front of each."""
    divided = re.split(r";\s*(?=\[)|\n(?=\s*\[)", text) if "[" in text else [text]
    found = []
    for part in divided:
        bare = _AUTHORS.sub("", part)
        found += [one for one in re.split(r"[;；\n]", bare) if one.strip(" .,，")]
    return [_NUMBERED.sub("", one).strip(" .,，") for one in found]


@lru_cache(maxsize=1 << 16)
def organisation(address: str) -> str:
    """Return the organisation of one address.

    Examples
    --------
    >>> organisation("School of Economics, Tsinghua University, Beijing, China")
    'Tsinghua University'
    >>> organisation("Huawei Technologies Co., Ltd., Shenzhen, China")
    'Huawei Technologies Co., Ltd.'
    >>> organisation("清华大学经济管理学院,北京,100084")
    '清华大学'
    """
    if _HAN.search(address):
        parts = re.split(r"[,，\s]+", _NUMBERED.sub("", address).strip())
        found = _CHINESE.match(parts[0])
        return found[0] if found else parts[0]
    parts = _parts(address)
    if len(parts) == 1:
        return parts[0]
    named = (part for kind in _KINDS for part in parts[:-1] if kind.search(part))
    return next(named, parts[0])


def organisations(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the different organisations of texts with addresses, in order."""
    found = (_CODES.sub("", organisation(one)) for text in texts for one in addresses(text))
    return tuple(dict.fromkeys(one for one in found if one))


def countries(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the different countries that end the addresses, in order.

    Examples
    --------
    >>> countries(["[Li, X] MIT, Cambridge, MA 02139 USA; [Wu, Y] Tsinghua Univ, Peoples R China."])
    ('USA', 'China')
    """
    found = []
    for text in texts:
        for one in addresses(text):
            parts = _parts(one)
            if len(parts) > 1 and not _HAN.search(one):
                last = _STATE.sub(r"\1", parts[-1])
                found.append(_COUNTRIES.get(last, _POSTCODE.sub(" ", last).strip()))
    return tuple(dict.fromkeys(one for one in found if one))


def _parts(address: str) -> list[str]:
    """Return the parts between commas; a legal form belongs to the part before it."""
    found: list[list[str]] = []
    for part in address.split(","):
        plain = part.strip()
        if found and _LEGAL.match(plain):
            found[-1].append(plain)
        elif plain:
            found.append([plain])
    return [", ".join(parts) for parts in found] or [address.strip()]
