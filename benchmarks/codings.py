"""Time a study of 1,000 sources, 20 million characters, 200 codes and 100,000 codings.

``python benchmarks/codings.py`` prints one line a case in seconds of CPU, the least of some runs
(saving a coding: also by the clock, because it waits for the disk), and the goals that are missed.
"""

from __future__ import annotations

import dataclasses
import hashlib
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from consilience.study import (
    Actor,
    Case,
    Code,
    Coding,
    Project,
    Record,
    Source,
    SourceVersion,
    StudyStore,
    create_study,
    quotes,
)
from consilience.study.edits import code_span, find_code, new_coding, span_of

SOURCES, CODINGS, CODES, CHARACTERS = 1000, 100_000, 200, 20_000
WORDS = "联盟需要信任。我们共同投入资源。对方没有按时交货。合同写得很清楚。"
SAVE, QUOTES, LOAD = 0.010, 0.1, 5.0


def records(sources: int, codings: int, codes: int, characters: int) -> list[Record]:
    """Cases, sources with texts, a codebook of three levels, and codings at random places."""
    drawn = random.Random(1)  # noqa: S311  (no secret)
    cases = [Case(code=f"C{n:02}", name=f"C{n}") for n in range(12)]
    coder = Actor(code="A", name="A", role="coder")
    found: list[Record] = [Project(code="B", title="Benchmark"), *cases, coder]
    texts = []
    for number in range(sources):
        source = Source(
            code=f"J{number:04}",
            title="Talk",
            kind="interview",
            case_ids=(cases[number % 12].id,),
        )
        text = (f"{number} " + WORDS * (characters // len(WORDS) + 1))[:characters]
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        texts.append(SourceVersion(source_id=source.id, text=text, sha256=sha256))
        found += [source, texts[-1]]
    themes = [Code(name=f"theme {n}", kind="theme", position=n) for n in range(codes // 8)]
    concepts = [
        Code(name=f"concept {n}", parent_id=themes[n % len(themes)].id, position=n)
        for n in range(codes - len(themes))
    ]
    places = set()
    while len(places) < codings:
        start = drawn.randrange(characters - 100)
        end = start + drawn.randrange(5, 80)
        places.add((drawn.randrange(sources), start, end, drawn.randrange(len(concepts))))
    return [
        *found,
        *themes,
        *concepts,
        *(
            Coding(
                version_id=texts[text].id,
                start=start,
                end=end,
                code_id=concepts[code].id,
                actor_id=coder.id,
            )
            for text, start, end, code in sorted(places)
        ),
    ]


def least(work: Callable[[], object], clock: Callable[[], float], runs: int) -> float:
    times = []
    for _ in range(runs):
        started = clock()
        work()
        times.append(clock() - started)
    return min(times)


def code_once(store: StudyStore, number: int) -> None:
    """What the command does: find the source, the code and the person by name, and save."""
    desk = store.desk("J0007")
    place = span_of(desk, "J0007", "", number, number + 90)
    made = new_coding(desk, "J0007", place, desk.actor("A"))
    ready = dataclasses.replace(made, code_id=find_code(desk, "theme 3/concept 3").id)
    store.make(code_span(desk, ready), "A")


def main() -> int:
    missed = 0

    def tell(name: str, seconds: float, goal: float | None) -> None:
        nonlocal missed
        verdict = "" if goal is None else "ok" if seconds <= goal else "MISSED"
        missed += verdict == "MISSED"
        bar = "" if goal is None else f"(goal {goal:g})"
        print(f"{name:45} {seconds:9.4f} s {bar:14} {verdict}")

    with tempfile.TemporaryDirectory() as folder:
        made = records(SOURCES, CODINGS, CODES, CHARACTERS)
        with create_study(Path(folder, "b.consilience"), made[0]) as store:  # type: ignore[arg-type]  # the project
            started = time.process_time()
            store.add("fill", made[1:])
            tell("write everything as one event", time.process_time() - started, None)
            tell("load the study", least(store.study, time.process_time, 3), LOAD)
            numbers = iter(range(100))
            work = lambda: code_once(store, next(numbers))  # noqa: E731  (one line to be timed)
            tell("find by name and save a coding, CPU", least(work, time.process_time, 20), SAVE)
            tell("find by name and save a coding, clock", least(work, time.perf_counter, 20), SAVE)
            study = store.study()
            code = find_code(study, "concept 3")
            tell(
                "quotes of a concept",
                least(lambda: quotes(study, code), time.process_time, 3),
                QUOTES,
            )
            theme = find_code(study, "theme 3")
            tell(
                "quotes of a theme",
                least(lambda: quotes(study, theme), time.process_time, 3),
                QUOTES,
            )
    return missed


if __name__ == "__main__":
    sys.exit(main())
