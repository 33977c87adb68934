"""Long work in chunks: on any executor, with progress, always with the same result."""

from __future__ import annotations

import concurrent.futures
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from consilience.errors import ArgumentError

# called with how much is done and how much there is; what it raises ends the work
OnProgress = Callable[[int, int], object]

CHUNK = 50
Shared = TypeVar("Shared")
Item = TypeVar("Item")
Found = TypeVar("Found")


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
        If the executor is none of ``concurrent.futures``, or progress cannot be called.
    """
    if executor is not None and not isinstance(executor, concurrent.futures.Executor):
        raise ArgumentError("executor", owner, "executor", type(executor).__name__)
    if progress is not None and not callable(progress):
        raise ArgumentError("progress", owner, "progress", type(progress).__name__)
    chunks = [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]
    done: list[Found] = []
    for found in _results(do, shared, chunks, executor):
        done += found
        if progress is not None:
            progress(len(done), len(items))
    return done


def _results(
    do: Callable[[Shared, Sequence[Item]], list[Found]],
    shared: Shared,
    chunks: Sequence[Sequence[Item]],
    executor: concurrent.futures.Executor | None,
) -> Iterator[list[Found]]:
    if executor is None:
        yield from (do(shared, chunk) for chunk in chunks)
        return
    waiting = [executor.submit(do, shared, chunk) for chunk in chunks]
    try:
        yield from (future.result() for future in waiting)
    finally:
        for future in waiting:
            future.cancel()
