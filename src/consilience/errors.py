"""The errors that a user can meet: each is one plain sentence, in either language.

An error carries the key of its sentence (see :mod:`consilience.texts`) and the values for its
blanks, so that the same error reads well in a notebook, on the command line and on a Chinese page.
"""

from __future__ import annotations

import errno
from collections.abc import Iterable
from typing import cast

from consilience.texts import Language, Phrase, text

_REASONS = {
    errno.ENOENT: "errors.system.missing",
    errno.EEXIST: "errors.system.exists",
    errno.ENOTDIR: "errors.system.no_folder",
    errno.EISDIR: "errors.system.folder",
    errno.EACCES: "errors.system.permission",
    errno.EPERM: "errors.system.permission",
    errno.EROFS: "errors.system.permission",
    errno.ENOSPC: "errors.system.full",
}


class ConsilienceError(Exception):
    """Anything that the user can mend.

    The values are keyword arguments because they fill the named blanks of a sentence.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        super().__init__(key, values)
        self.key = key
        self.values = values

    def sentence(self, language: Language = "en") -> str:
        """Return the error as one sentence; an error among its values speaks the same language."""
        values = {
            name: value.sentence(language) if isinstance(value, ConsilienceError) else value
            for name, value in self.values.items()
        }
        return text(self.key, language, **values)

    def __str__(self) -> str:
        return self.sentence()

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuilt, (type(self), self.key, self.values)


class ArgumentError(ConsilienceError, ValueError):
    """An argument of a public function is not allowed.

    The sentence has one form: NAME of FUNCTION must be ALLOWED, got VALUE. The catalogue holds
    the allowed values under ``errors.allowed.<allowed>``.
    """

    def __init__(
        self, name: str, owner: str, allowed: str, got: object, /, **values: object
    ) -> None:
        shown = got if isinstance(got, str) else _short(got)
        super().__init__(
            "errors.argument", name=name, owner=owner, allowed=allowed, got=shown, **values
        )

    def sentence(self, language: Language = "en") -> str:
        """Return the error as one sentence."""
        blanks = {k: v for k, v in self.values.items() if k != "allowed"}
        allowed = text(f"errors.allowed.{self.values['allowed']}", language, **blanks)
        return text(self.key, language, **{**blanks, "allowed": allowed})

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuilt_argument, (self.values,)


class DataError(ConsilienceError, ValueError):
    """A file or a table cannot be used as it is."""


class StudyError(ConsilienceError, RuntimeError):
    """A study file cannot be opened or changed as asked."""


class UnknownNameError(ConsilienceError, LookupError):
    """A name is not among those that exist; the nearest one is proposed."""

    def __init__(self, name: str, owner: str, unknown: str, available: Iterable[str], /) -> None:
        import difflib  # noqa: PLC0415  (only a slip needs it; start-up stays light)

        choices = [str(item) for item in available]
        near = difflib.get_close_matches(unknown, choices, n=1, cutoff=0.6)
        folded = [item for item in choices if item.casefold() == unknown.casefold()]
        hint = (folded or near or [""])[0]
        super().__init__(
            _unknown_key(hint, choices),
            name=name,
            owner=owner,
            got=unknown,
            hint=hint,
            available=[item or '""' for item in choices[:12]] + ["..."] * (len(choices) > 12),
        )

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuilt_unknown, (self.values,)


def _unknown_key(hint: str, choices: list[str]) -> str:
    if not choices:
        return "errors.unknown_name_none"
    return "errors.unknown_name_near" if hint else "errors.unknown_name"


def system_reason(error: OSError) -> Phrase | str:
    """Return why the system refused a file, for a blank of a sentence."""
    key = _REASONS.get(error.errno or 0)
    return Phrase(key) if key else error.strerror or str(error)


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def _rebuilt(kind: type[ConsilienceError], key: str, values: dict[str, object]) -> ConsilienceError:
    return kind(key, **values)


def _rebuilt_argument(values: dict[str, object]) -> ArgumentError:
    rest = {k: v for k, v in values.items() if k not in {"name", "owner", "allowed", "got"}}
    name, owner, allowed = (str(values[key]) for key in ("name", "owner", "allowed"))
    return ArgumentError(name, owner, allowed, str(values["got"]), **rest)


def _rebuilt_unknown(values: dict[str, object]) -> UnknownNameError:
    error = UnknownNameError(str(values["name"]), str(values["owner"]), str(values["got"]), [])
    error.key = _unknown_key(str(values["hint"]), cast("list[str]", values["available"]))
    error.values = values
    return error
