"""1,256 project records, from a CSV file to the willingness within every project.

CPU seconds, the least of several runs, of each step: reading the file, planning the import,
writing it to a study file, and the willingness of all projects; beside them the last step done
with networkx alone.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before numpy: CPU seconds of one thread

import csv
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import networkx as nx

from consilience import network_workflow
from consilience.analysis import project_willingness as projects
from consilience.analysis.project_networks import project_network
from consilience.analysis.project_parties import project_parties
from consilience.network_workflow import AllianceFile
from consilience.study import Project, Study, create_study
from consilience.study.edits import Criteria

RECORDS = 1_256
RUNS = 3
T = TypeVar("T")
STRUCTURES = ("", "", "中心发散", "产业链", "委托代理", "抱团出海", "互联互通")


def records(path: Path, count: int = RECORDS, seed: int = 0) -> Path:
    """Write a table of projects: 2 to 20 parties of 800 firms, home and host, a leader in most."""
    draw = random.Random(seed)  # noqa: S311 (a seeded table, no secret)
    firms = [f"Firm {number:03d} Co., Ltd." for number in range(800)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["title", "leader", "home firm", "host firm", "start", "end", "structure"])
        for number in range(count):
            chosen = draw.sample(firms, min(20, 2 + int(draw.expovariate(1 / 4))))
            home = chosen[: max(1, len(chosen) // 2)]
            leader = home[0] if draw.random() < 0.8 else ""
            start = draw.randint(2005, 2022)
            writer.writerow(
                [
                    f"Project {number} on {draw.choice(['V2X', 'maps', 'chips'])}",
                    leader,
                    "; ".join(home),
                    "; ".join(chosen[len(home) :]),
                    f"{start}-{draw.randint(1, 12):02d}",
                    start + draw.randint(0, 5),
                    draw.choice(STRUCTURES),
                ]
            )
    return path


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Return the least CPU seconds of several runs, and what came out."""
    best, found = float("inf"), None
    for _ in range(RUNS):
        begun = time.process_time()
        found = work()
        best = min(best, time.process_time() - begun)
    assert found is not None
    return best, found


def fresh(study: Study) -> tuple[projects.ProjectWillingness, ...]:
    """Return the willingness of all projects, nothing being known from an earlier run."""
    projects._solved.cache_clear()  # noqa: SLF001 (the cache is what must not count)
    return projects.project_willingness(study)


def with_networkx(study: Study) -> list[float]:
    """Return H of each leader of each project by networkx's resistance distances."""
    found = []
    for project in project_parties(study):
        graph = project_network(project).graph
        if len(graph) < 2:
            continue
        resistances = nx.resistance_distance(graph, weight=None)
        found += [sum(resistances[leader].values()) / 2 for leader in graph]
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = records(Path(folder, "projects.csv"))
        empty = Study(project=Project(code="B", title="Benchmark"))
        reading, (table, columns) = timed(
            lambda: network_workflow.read_alliance(AllianceFile(path=path))
        )
        planning, plan = timed(
            lambda: network_workflow.plan_alliance(empty, table, columns, Criteria())
        )
        with create_study(Path(folder, "b.consilience"), empty.project) as store:
            begun = time.process_time()
            store.make(plan.edit)
            writing = time.process_time() - begun
            study = store.study()
        solving, found = timed(lambda: fresh(study))
        plain, _ = timed(lambda: with_networkx(study))
    print(f"{plan.rows} rows, {plan.kept_rows} kept, {plan.added} records")
    print(f"read {reading:.2f} s, plan {planning:.2f} s, write {writing:.2f} s")
    print(f"willingness of {len(found)} projects {solving:.2f} s")
    print(f"all steps {reading + planning + writing + solving:.2f} s (goal 5 s)")
    print(f"networkx alone, H only: {plain:.2f} s, {plain / solving:.1f} times as long")


if __name__ == "__main__":
    main()
