"""Inner loops in two forms: as Python runs them, and compiled by numba.

Loading numba takes longer than a whole small study. A caller that knows the work of a kernel says
so, and the kernel runs as plain Python until the work of the process exceeds a limit. Both forms
are the same source and give the same bytes.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Generic, ParamSpec, TypeVar

_Arguments = ParamSpec("_Arguments")
_Answer = TypeVar("_Answer")

PLAIN_STEPS = 100_000  # about 50 ms of plain Python; loading numba takes many times as long
COMPILED_SLICE = 50_000_000  # about 0.1 s


class _State:
    """Steps announced so far in this process, and whether a plain kernel runs just now."""

    announced = 0
    plain = False


class Kernel(Generic[_Arguments, _Answer]):
    """A function on arrays: compiled where it is called, plain inside a plain kernel."""

    def __init__(self, plain: Callable[_Arguments, _Answer]) -> None:
        self.plain = plain
        functools.update_wrapper(self, plain)

    def __call__(self, *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Answer:
        """Call the form that suits the place."""
        function = self.plain if _State.plain else self.compiled
        return function(*args, **kwargs)

    def at_cost(self, steps: int) -> Callable[_Arguments, _Answer]:
        """Return the form that suits a call of about so many steps of inner loops."""
        announce(steps)
        return self.compiled if compiles() else self.run_plain

    def run_plain(self, *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Answer:
        """Call the plain form, and the kernels that it calls in theirs."""
        _State.plain = True
        try:
            return self.plain(*args, **kwargs)
        finally:
            _State.plain = False

    @functools.cached_property
    def compiled(self) -> Any:
        """The compiled form, from numba's cache on disk where it has been made before."""
        from numba import njit  # noqa: PLC0415  (slow to load: see the module)

        return njit(cache=True)(self.plain)

    @property
    def _numba_type_(self) -> Any:
        return self.compiled._numba_type_


def kernel(plain: Callable[_Arguments, _Answer]) -> Kernel[_Arguments, _Answer]:
    """Return a function as a kernel."""
    return Kernel(plain)


def announce(steps: int) -> None:
    """Count steps of inner loops, made or about to be made."""
    _State.announced += steps


def compiles() -> bool:
    """Return whether kernels whose work is announced run compiled from here on."""
    return _State.announced > PLAIN_STEPS


def steps_of_slice() -> int:
    """Return how many steps a search may take before it must report."""
    return COMPILED_SLICE if compiles() else PLAIN_STEPS - _State.announced + 1
