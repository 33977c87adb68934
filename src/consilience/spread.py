"""Long work in chunks: on any executor, with progress, always with the same result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

from consilience.errors import ArgumentError

# called with how much is done and how much there is; what it raises ends the work
OnProgress = Callable[[int, int], object]

CHUNK = 50
Shared = TypeVar("Shared")
Item = TypeVar("Item")
Found = TypeVar("Found")


class Executor(Protocol):
    """What takes work: an executor of ``concurrent.futures``, a Dask client, or the like."""

    def submit(self, fn: Callable[..., Any], /, *args: Any) -> Any:
        """Return a future, with ``result()`` and ``cancel()``."""


def spread(
    do: Callable[[Shared, Sequence[Item]], list[Found]],
    shared: Shared,
    items: Sequence[Item],
    executor: object,
    progress: object,
    owner: str,
) -> list[Found]:
    """Return what ``do`` finds for each item, in their order.

    ``do`` is called with what all items share and one chunk of them. Chunks depend on nothing but
    the number of items, so every executor gives the same result. If ``progress`` raises, the
    chunks that have not begun are cancelled.

    Raises
    ------
    ArgumentError
        If the executor takes no work, or progress cannot be called.
    """
    if progress is not None and not callable(progress):
        raise ArgumentError("progress", owner, "progress", type(progress).__name__)
    done: list[Found] = []
    for found in in_chunks(do, shared, items, CHUNK, executor_argument(executor, owner)):
        done += found
        if progress is not None:
            progress(len(done), len(items))
    return done


def executor_argument(given: object, owner: str) -> Executor | None:
    """Return an executor that was given as an argument, None for none.

    Raises
    ------
    ArgumentError
        If it takes no work.
    """
    if given is not None and not callable(getattr(given, "submit", None)):
        raise ArgumentError("executor", owner, "executor", type(given).__name__)
    return given  # type: ignore[return-value]  # has submit


def in_chunks(
    do: Callable[[Shared, Sequence[Item]], list[Found]],
    shared: Shared,
    items: Sequence[Item],
    size: int,
    executor: Executor | None,
) -> Iterator[list[Found]]:
    """Yield what ``do`` finds for one chunk after the other; who stops listening cancels the rest.

    Without an executor a chunk is done when it is asked for.
    """
    chunks = [items[start : start + size] for start in range(0, len(items), size)]
    if executor is None:
        yield from (do(shared, chunk) for chunk in chunks)
        return
    waiting = [executor.submit(do, shared, chunk) for chunk in chunks]
    try:
        yield from (future.result() for future in waiting)
    finally:
        for future in waiting:
            future.cancel()
