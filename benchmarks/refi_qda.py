"""Time of a project of 500 sources and 50,000 codings as .qdpx: out, in, and into a study file.

    python benchmarks/refi_qda.py [--sources 500] [--codings 50000] [--peer]

Processor seconds, the least of three runs. ``--peer`` also measures pyrefiqda and qdaPy on the
same file where they are installed; where they are not, it says so.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import random
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from consilience.formats import refi_qda
from consilience.study import (
    Actor,
    Code,
    Coding,
    Memo,
    Project,
    Source,
    SourceVersion,
    Study,
    create_study,
    study_of,
)

CHARACTERS = 20_000
CODES, CODERS = 200, 4


def made_study(sources: int, codings: int) -> Study:
    """Return a study in Chinese and English with spans at random places; the same at every run."""
    drawn = random.Random(4)  # noqa: S311  (no secret)
    sentence = "后来我们信任他们🚗。 At first nobody shared data. "
    text = (sentence * (CHARACTERS // len(sentence) + 1))[:CHARACTERS]
    people = [Actor(code=f"R{n}", name=f"Coder {n}", role="coder") for n in range(CODERS)]
    themes = [Code(name=f"theme {n}", kind="theme") for n in range(CODES // 10)]
    codes = [Code(name=f"code {n}", parent_id=themes[n % len(themes)].id) for n in range(CODES)]
    listed = [Source(code=f"J{n}", title=f"Talk {n}", kind="interview") for n in range(sources)]
    texts = [
        SourceVersion(
            source_id=one.id,
            text=f"{one.code}\n{text}",
            sha256=hashlib.sha256(f"{one.code}\n{text}".encode()).hexdigest(),
        )
        for one in listed
    ]
    spans = []
    for number in range(codings):
        start = drawn.randrange(CHARACTERS - 200)
        spans.append(
            Coding(
                version_id=texts[number % sources].id,
                start=start,
                end=start + drawn.randrange(10, 200),
                code_id=codes[drawn.randrange(CODES)].id,
                actor_id=people[drawn.randrange(CODERS)].id,
                direction=drawn.choice(["", "for", "against"]),
                created_at="2026-05-31T08:00:00+00:00",
            )
        )
    notes = [Memo(title=one.name, text="a memo", anchor_ids=(one.id,)) for one in codes]
    project = Project(code="P", title="Benchmark")
    return study_of([project, *people, *themes, *codes, *listed, *texts, *spans, *notes])


def least(work: Callable[[], object], runs: int = 3) -> float:
    """Return the least processor time of several runs."""
    times = []
    for _ in range(runs):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


def into_file(study: Study, project: refi_qda.RefiProject) -> None:
    """Put a file's records into a fresh study file as one event."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "b.consilience")
        with create_study(path, Project(code="P", title="Benchmark")) as store:
            store.put("import", refi_qda.joined(store.study(), project).records)
            if len(store.study().codings) != len(study.codings):
                raise AssertionError


def peers(path: Path) -> None:
    """Measure other readers on the same file, once each."""
    with tempfile.TemporaryDirectory() as folder:
        for package, module, reader in (
            ("pyrefiqda", "pyrefiqda.refiproject", lambda m: m.RefiProject.load(path, folder)),
            ("qdaPy", "qdapy.qdpx", lambda m: m.read_qdpx(path, warn=False)),
        ):
            try:
                found = importlib.import_module(module)
            except ImportError:
                sys.stdout.write(f"{package}: not installed, not measured\n")
                continue
            seconds = least(partial(reader, found), 1)
            sys.stdout.write(f"{package} in: {seconds:6.2f} s\n")


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sources", type=int, default=500)
    parser.add_argument("--codings", type=int, default=50_000)
    parser.add_argument("--peer", action="store_true")
    given = parser.parse_args()
    study = made_study(given.sources, given.codings)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.qdpx")
        sys.stdout.write(f"out: {least(lambda: refi_qda.write(study, path)):6.2f} s\n")
        sys.stdout.write(f"in:  {least(lambda: refi_qda.read(path)):6.2f} s\n")
        project = refi_qda.read(path)
        if study_of(project.records).codings != study.codings:
            raise AssertionError
        once = least(lambda: into_file(study, project), 1)
        sys.stdout.write(f"into a study file as one event: {once:6.2f} s\n")
        sys.stdout.write(f"size: {path.stat().st_size / 10**6:.1f} MB\n")
        if given.peer:
            peers(path)


if __name__ == "__main__":
    main()
