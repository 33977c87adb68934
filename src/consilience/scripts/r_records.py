"""What a script of R says as a plan, and what of it is in no plan."""

from __future__ import annotations

from dataclasses import dataclass

from consilience.study import Condition, Step
from consilience.texts import Language, text


@dataclass(frozen=True)
class NotUnderstood:
    """A statement, or an argument of one, that has no counterpart in the plan."""

    line: int
    text: str
    what: str = ""

    def sentence(self, language: Language = "en") -> str:
        """Return it as one sentence."""
        key = "scripts.read.argument" if self.what else "scripts.read.statement"
        shown = " ".join(self.text.split())[:80]
        return text(key, language, line=self.line, shown=shown, what=self.what)


@dataclass(frozen=True)
class RSettings:
    """What a script of R says: a plan, and everything that is not in it."""

    plan: str
    conditions: tuple[Condition, ...]
    steps: tuple[Step, ...]
    not_understood: tuple[NotUnderstood, ...]
