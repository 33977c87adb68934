"""Every sentence that a user reads, in English and Chinese, by key.

The sentences stand in ``texts/<language>/<area>.toml``; the key ``qca.note.ties`` is the entry
``note.ties`` of ``qca.toml``. Both languages must hold the same keys with the same blanks; a
test compares them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_EDGE, _HAN = "\ue000", "[\u3400-\u9fff\uff08\uff09]"  # with wide parentheses


@dataclass(frozen=True)
class Phrase:
    """Words for a blank, by key: they come in the language of the sentence."""

    key: str


@dataclass(frozen=True)
class Name:
    """A name of the study for a blank; in Chinese sentences its Chinese form, if it has one."""

    text: str
    text_zh: str = ""


@cache
def catalogue(language: Language) -> Mapping[str, str]:
    """Return all sentences of a language, by full key."""
    import tomllib  # noqa: PLC0415  (the first sentence needs it; start-up stays light)
    from importlib import resources  # noqa: PLC0415

    found: dict[str, str] = {}
    folder = resources.files(__name__) / language
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        if entry.name.endswith(".toml"):
            area = entry.name.removesuffix(".toml")
            found.update(_flat(area, tomllib.loads(entry.read_text(encoding="utf-8"))))
    return found


def text(key: str, language: Language = "en", /, **values: object) -> str:
    """Return the sentence of a key with its blanks filled.

    Lists are joined with the language's own comma. Blanks may carry a format, as in
    ``{inclusion:.3f}``. In Chinese the space beside a blank stands only where a Latin word
    or a number fills it.

    Raises
    ------
    KeyError
        If the key or a blank is unknown: a slip of ours, never of the user.
    """
    ready = {name: _shown(value, language) for name, value in values.items()}
    if language == "zh":
        return _close(catalogue(language)[key], ready)
    return catalogue(language)[key].format_map(ready)


def _flat(prefix: str, tree: Mapping[str, object]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in tree.items():
        key = f"{prefix}.{name}"
        if isinstance(value, dict):
            found.update(_flat(key, value))
        else:
            found[key] = str(value)
    return found


def _close(sentence: str, values: Mapping[str, object]) -> str:
    """Fill a Chinese sentence without spaces between two Chinese characters.

    The values are marked at both ends, so that spaces within them stay.
    """
    import re  # noqa: PLC0415  (only Chinese needs it; start-up stays light)

    marked = {
        name: f"{_EDGE}{value}{_EDGE}" if isinstance(value, str) else value
        for name, value in values.items()
    }
    filled = sentence.format_map(marked)
    filled = re.sub(f"(?<={_HAN}{_EDGE}) (?={_HAN})", "", filled)
    filled = re.sub(f"(?<={_HAN}) (?={_EDGE}{_HAN})", "", filled)
    return filled.replace(_EDGE, "")


def _shown(value: object, language: Language) -> object:
    if isinstance(value, Phrase):
        return catalogue(language)[value.key]
    if isinstance(value, Name):
        return (value.text_zh if language == "zh" else "") or value.text
    if isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping):
        return {"en": ", ", "zh": "、"}[language].join(
            str(_shown(item, language)) for item in value
        )
    return value
