"""The five scenarios beside each other: who leads them best, and which holds together best."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

import networkx as nx
import pandas as pd

from consilience import checks
from consilience.errors import ArgumentError
from consilience.network.leading.coherence import REFERENCES, SAME
from consilience.network.leading.scenario_leaders import (
    ScenarioLeader,
    scenario_leader,
    scenario_leaders,
)
from consilience.network.scenario import KINDS
from consilience.results import Note, Result

Question = Literal[
    "hub over supplier",
    "middle of the chain",
    "agent over principal",
    "any leader equal",
    "home over host",
    "group sailing over all",
    "bridges together over all",
    "bridges together over as many in interconnection",
]
Measure = Literal["total_variance", "weakest_resistance", "convergence_rate", "degroot_rate"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
Verdict = Literal["holds", "tied", "fails"]


@dataclass(frozen=True)
class Finding:
    """Whether one finding of the study holds here, with the two values of H that decide.

    ``verdicts`` says it by each of ``MEASURES``, H first: it holds, both sides are tied, or fails.
    """

    question: Question
    holds: bool
    better: float
    worse: float
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class ScenarioComparison(Result):
    """Five scenarios of one size under each kind of leader, and what the study found.

    ``findings`` are under one leader. ``joint`` asks what several leaders change: whether the
    bridges of group sailing, leading together, beat every other scenario under one leader, and
    whether they beat the complete network under as many leaders.
    """

    rows: tuple[ScenarioLeader, ...]
    findings: tuple[Finding, ...]
    joint: tuple[Finding, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return one row a scenario and leader."""
        return pd.DataFrame([vars(row) for row in self.rows])


def scenario_comparison(
    size: int = 7, *, home: int | None = None, bridges: int | None = None
) -> ScenarioComparison:
    """Compare the five scenarios and their leaders, all with as many partners and unit ties.

    Centre divergence is a star; coexistence and symbiosis a path; principal-agent a binary tree
    whose root is the agent and whose last leaf the principal of the host country; group sailing a
    clique of home firms, some of which (bridges) meet every host; interconnection complete.

    Parameters
    ----------
    size
        Number of partners, at least 6.
    home
        Home firms of group sailing, between 3 and size - 2; half the partners, rounded up, by
        default.
    bridges
        Home firms that meet the hosts, between 1 and home - 1; half of home, rounded down, by
        default.

    Returns
    -------
    ScenarioComparison
        H, H per follower, weakest follower, rates and willingness of each scenario and leader; and
        the five orderings of the study of standards alliances, with a sixth: that group sailing is
        the strongest of all. Each is judged by H, and beside it by the weakest follower, the
        convergence rate and DeGroot's rate, which do not always agree. Under one leader the sixth
        does not hold; ``joint`` says what does where the bridges lead together.

    Raises
    ------
    ArgumentError
        If a number is outside its range.

    Examples
    --------
    >>> found = scenario_comparison(7)
    >>> {row.position: round(row.willingness, 3) for row in found.rows[-5:-1]}
    {'bridge': 4.148, 'other home firm': 2.987, 'host': 2.453, 'bridges together': 4.444}
    >>> [finding.holds for finding in found.findings]
    [True, True, True, True, True, False]
    >>> found.findings[5].verdicts, MEASURES[2]
    (('fails', 'fails', 'tied', 'fails'), 'convergence_rate')

    References
    ----------
    Patterson and Bamieh (2010), Leader Selection for Optimal Network Coherence; Zhou, Chen and
    Yang (2023) for scenarios and findings. The graphs are a convention of this program.
    """
    owner = "scenario_comparison"
    count = checks.whole(size, 6, "size", owner)
    firms = _between(home, (count + 1) // 2, 3, count - 2, "home", owner)
    meeting = _between(bridges, firms // 2, 1, firms - 1, "bridges", owner)
    rows = scenario_leaders(count, firms, meeting)
    return ScenarioComparison(
        rows=rows,
        findings=_findings(rows, count),
        joint=_joint(rows, count, meeting),
        parameters={"size": count, "home": firms, "bridges": meeting},
        notes=_notes(rows),
        references=REFERENCES,
    )


def _between(given: object, usual: int, low: int, high: int, name: str, owner: str) -> int:
    if given is None:
        return usual
    found = checks.whole(given, low, name, owner)
    if found > high:
        raise ArgumentError(name, owner, "interval_whole", given, low=low, high=high)
    return found


def _findings(rows: tuple[ScenarioLeader, ...], count: int) -> tuple[Finding, ...]:
    star, chain, tree, sailing = (
        {row.position: row for row in rows if row.scenario == kind} for kind in KINDS[:4]
    )
    complete = nx.complete_graph(count)
    equal = [scenario_leader("interconnection", "any", complete, (node,)) for node in range(count)]
    return (
        _finding("hub over supplier", star["hub"], star["supplier"]),
        _finding("middle of the chain", *list(chain.values())[::-1]),
        _finding("agent over principal", tree["agent"], tree["host principal"]),
        _equality("any leader equal", equal),
        _finding("home over host", sailing["bridge"], sailing["other home firm"], sailing["host"]),
        _over_all("group sailing over all", sailing["bridge"], rows),
    )


def _joint(rows: tuple[ScenarioLeader, ...], count: int, meeting: int) -> tuple[Finding, ...]:
    together = next(row for row in rows if row.position == "bridges together")
    as_many = scenario_leader(
        "interconnection", "any", nx.complete_graph(count), tuple(range(meeting))
    )
    return (
        _over_all("bridges together over all", together, rows),
        _finding("bridges together over as many in interconnection", together, as_many),
    )


def _costs(row: ScenarioLeader) -> tuple[float, ...]:
    """Return the measures, turned so that less is better."""
    return (
        row.total_variance,
        row.weakest_resistance,
        -row.convergence_rate,
        row.degroot_rate,
    )


def _finding(question: Question, *ordered: ScenarioLeader) -> Finding:
    """Return whether each row is better than the next."""
    costs = zip(*map(_costs, ordered), strict=True)
    verdicts = tuple(_worst(map(_verdict, cost, cost[1:])) for cost in costs)
    ends = ordered[0].total_variance, ordered[-1].total_variance
    return Finding(question, verdicts[0] == "holds", *ends, verdicts)


def _over_all(question: Question, row: ScenarioLeader, rows: tuple[ScenarioLeader, ...]) -> Finding:
    """Return whether a row is better than each row of the other scenarios."""
    others = [other for other in rows if other.scenario != "group sailing"]
    pairs = [_finding(question, row, other).verdicts for other in others]
    verdicts = tuple(_worst(each) for each in zip(*pairs, strict=True))
    least = min(other.total_variance for other in others)
    return Finding(question, verdicts[0] == "holds", row.total_variance, least, verdicts)


def _equality(question: Question, rows: list[ScenarioLeader]) -> Finding:
    costs = list(zip(*map(_costs, rows), strict=True))
    verdicts: tuple[Verdict, ...] = tuple(
        "holds" if all(_verdict(min(cost), one) == "tied" for one in cost) else "fails"
        for cost in costs
    )
    return Finding(question, verdicts[0] == "holds", min(costs[0]), max(costs[0]), verdicts)


def _verdict(better: float, worse: float) -> Verdict:
    if abs(better - worse) <= SAME * max(abs(better), abs(worse), 1.0):
        return "tied"
    return "holds" if better < worse else "fails"


def _worst(verdicts: Iterable[Verdict]) -> Verdict:
    return max(verdicts, key=get_args(Verdict).index)


def _notes(rows: tuple[ScenarioLeader, ...]) -> tuple[Note, ...]:
    joint = next(row for row in rows if row.position == "bridges together")
    others = [row for row in rows if row.scenario != "group sailing"]
    least = min(row.total_variance for row in others)
    strongest = joint.total_variance < least
    key = "network.note.joint_strongest" if strongest else "network.note.joint_not_strongest"
    values = {"leaders": joint.leaders, "variance": joint.total_variance, "least": least}
    return (Note(key, values), Note("network.note.our_reading"))
