"""Score the resolution of names against labelled lists, and time it.

``python benchmarks/names.py`` prints precision, recall and F1 of pairs of names, and CPU seconds
(least of three) for 5,000 names.
"""

from __future__ import annotations

import csv
import itertools
import time
from pathlib import Path

from consilience import network

LISTS = Path(__file__).parents[1] / "tests" / "reference" / "names"


def labelled(file: str, half: str = "") -> dict[str, str]:
    with (LISTS / file).open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row.get("half", "") == half]
    return {row["name"]: row["organisation"] for row in rows}


def show_scores(title: str, labels: dict[str, str]) -> None:
    found = network.resolve_names(labels)
    organisation = dict(zip(found.names, found.organisations, strict=True))
    pairs = list(itertools.combinations(labels, 2))
    same = {pair for pair in pairs if labels[pair[0]] == labels[pair[1]]}
    merged = {pair for pair in pairs if organisation[pair[0]] == organisation[pair[1]]}
    right = len(same & merged)
    precision, recall = right / len(merged), right / len(same)
    both = 2 * precision * recall / (precision + recall)
    print(
        f"{title:28} names {len(labels):5}  pairs {len(same):4}  precision {precision:.3f}"
        f"  recall {recall:.3f}  F1 {both:.3f}"
    )


def many_names(count: int) -> list[str]:
    """Return different names: those of all lists, then made ones."""
    known = [
        *labelled("development.csv"),
        *labelled("held_out.csv"),
        *labelled("members.csv", "development"),
        *labelled("members.csv", "held out"),
    ]
    places, kinds = ("北京", "上海", "杭州", "深圳"), ("科技有限公司", "信息技术有限公司", "集团")
    brands = itertools.permutations("创新智云华联安达海天科信瑞", 3)
    made = (
        "".join((place, *brand, kind)) for brand in brands for place in places for kind in kinds
    )
    return list(dict.fromkeys(itertools.islice(itertools.chain(known, made), count + 100)))[:count]


def main() -> None:
    show_scores("own list, development", labelled("development.csv"))
    show_scores("own list, held out", labelled("held_out.csv"))
    show_scores("members, development", labelled("members.csv", "development"))
    show_scores("members, held out", labelled("members.csv", "held out"))
    names = many_names(5_000)
    times = []
    for _ in range(3):
        started = time.process_time()
        network.resolve_names(names)
        times.append(time.process_time() - started)
    print(f"{len(names)} names: {min(times):.2f} CPU s")


if __name__ == "__main__":
    main()
