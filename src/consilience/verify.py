"""Recompute published results and compare them digit by digit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import networkx as nx
import numpy as np
import pandas as pd

from consilience import analysis, calibration, coding, network, qca
from consilience.demo import CONDITIONS, OUTCOME, data_file, demo_study
from consilience.study import study_of

Verdict = Literal["match", "differs", "not recomputed"]


@dataclass(frozen=True)
class Check:
    """One published value beside the one recomputed here."""

    target: str
    name: str
    published: str
    recomputed: str
    verdict: Verdict


def verify(
    case_database: str | None = None, emergency_networks: str | None = None
) -> Iterator[Check]:
    """Yield every check of the published targets P1 to P4, P7, P8, P11 and P12.

    Parameters
    ----------
    case_database : str, optional
        Path of the public file ``AllCases20220605.csv``. P3 needs its columns Q51 and Q23, which
        do not come with the package because the file states no licence.
    emergency_networks : str, optional
        Folder with ``nodes.csv`` and ``edges.csv`` of the seven emergency networks, which P11
        needs and which do not come with the package.

    Yields
    ------
    Check
        Numbers match if they agree at the printed number of digits, expressions if they have the
        same terms.
    """
    yield from _lipset_fuzzy()
    yield from _lipset_crisp_and_multi_value()
    yield from _ethnic_protest()
    yield from _accountability(case_database)
    yield from _dependence_and_governance()
    yield from _consensus()
    yield from _emergencies(emergency_networks)
    yield from _four_coders()
    yield from _high_tech_exports()


def _lipset_fuzzy() -> Iterator[Check]:
    data, raw = _table("LF.csv"), _table("LR.csv")
    table = qca.truth_table(data, "SURV", inclusion_cut=0.8)
    yield _numbers("P1", "truth table inclusion", table.inclusion, _LIPSET_INCLUSION)
    sufficient = [mark == "1" for mark in table.out]
    yield _numbers("P1", "PRI of sufficient rows", table.pri[sufficient], ".719 .886")
    for solution, published in _LIPSET_SOLUTIONS.items():
        expectations = list(table.conditions) if solution == "intermediate" else None
        found = qca.minimize(table, solution, expectations)
        yield from _models("P1", solution, found, [published])
    negated = qca.minimize(qca.truth_table(data, "~SURV"), "parsimonious")
    yield from _models("P1", "negation, parsimonious", negated, [("~DEV + ~STB", ".849 .816 .888")])
    needs = qca.necessity(data, "SURV", inclusion_cut=0.9)
    for name, triple in (("STB", ".920 .680 .707"), ("LIT*STB", ".915 .800 .793")):
        item = next(f for f in (*needs.single, *needs.conjunctions) if f.expression == name)
        values = [item.inclusion, item.relevance, item.coverage]
        yield _numbers("P1", f"necessity of {name}", values, triple)
    development = calibration.direct(raw["DEV"], (400, 550, 900)).memberships[:4]
    yield _numbers("P1", "calibration of DEV", development, ".807 .990 .575 .167")


def _lipset_crisp_and_multi_value() -> Iterator[Check]:
    four = ["DEV", "URB", "LIT", "IND"]
    for name, file, conditions, outcome, solution, expression in _LIPSET_OTHER:
        wanted = four if conditions == 4 else None
        table = qca.truth_table(_table(file), outcome, wanted)
        found = qca.minimize(table, "parsimonious" if solution == "p" else "conservative")
        yield _expressions("P1", name, found, [expression])


def _ethnic_protest() -> Iterator[Check]:
    table = qca.truth_table(_table("CVF.csv"), "PROTEST", inclusion_cut=0.8)
    conservative = qca.minimize(table)
    model = conservative.models[0]
    yield _numbers("P2", "conservative fit", _fit(model), ".899 .808 .712")
    yield _counts("P2", "conservative terms", len(model.terms), 5)
    parsimonious = qca.minimize(table, "parsimonious")
    yield _counts("P2", "tied parsimonious models", parsimonious.model_count, 4)
    yield _counts("P2", "essential terms", len(parsimonious.essential), 2)
    term = next(f for f in parsimonious.models[0].term_fits if f.expression == "~NATPRIDE")
    yield _numbers("P2", "~NATPRIDE", [term.inclusion, term.pri, term.coverage], ".899 .807 .597")


def _accountability(path: str | None) -> Iterator[Check]:
    if path is None:
        yield Check("P3", "accountability, 33 cases", "", "", "not recomputed")
        return
    data = _accountability_memberships(path)
    yield _counts("P3", "cases", len(data), 33)
    table = qca.truth_table(data, "ACC", inclusion_cut=0.87)
    yield _counts("P3", "observed rows", len(table.out), 19)
    yield _counts("P3", "sufficient rows", table.out.count("1"), 9)
    conservative = qca.minimize(table)
    wanted = ("~RUL*~CEN*MON + TRA*CEN*GOA + RUL*~TRA*~CEN*~MON*GOA", ".931 .902 .621")
    yield from _models("P3", "conservative", conservative, [wanted])
    parsimonious = qca.minimize(table, "parsimonious")
    yield _counts("P3", "tied parsimonious models", parsimonious.model_count, 2)
    for model, fit in zip(parsimonious.models, (".910 .874 .622", ".931 .902 .622"), strict=False):
        yield _numbers("P3", f"parsimonious {model.expression}", _fit(model), fit)


def _accountability_memberships(path: str) -> pd.DataFrame:
    """Return the memberships of the published script: every set from one question."""
    frame = pd.read_csv(path, sep=";", encoding="latin-1", dtype=str, keep_default_na=False)
    profit = [f"Q23_{wave}_for-profit" for wave in ("Start", "Middle", "End")]
    unknown = [f"Q{number}_DK" for number in (24, 27, 39, 48, 49, 50)]
    kept = frame[(frame[profit] == "Off").any(axis=1) & (frame[unknown] != "Yes").all(axis=1)]
    sets = {name: kept[f"{question}_Middle"] for name, question in _ACCOUNTABILITY.items()}
    found = {name: _recoded(column) for name, column in sets.items()}
    waves = [kept[f"Q51.{n}_{wave}"] for n in (1, 2, 3) for wave in ("Middle", "End")]
    found["ACC"] = np.max([_recoded(column) for column in waves], axis=0)
    return pd.DataFrame(found)


def _recoded(answers: pd.Series) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    numbers = pd.to_numeric(answers.replace({"Off": "0", "": "0", "Yes": "5"})).to_numpy()
    return np.select([numbers <= 2, numbers <= 3, numbers <= 4], [0.0, 0.33, 0.66], 1.0)


def _dependence_and_governance() -> Iterator[Check]:
    study = demo_study()
    run = study_of([*study.records(), *(found for _, found in analysis.run(study))])
    said = analysis.evidence(run)
    high, low = said.outcomes
    if high.necessity is None or high.paths is None or low.paths is None:
        raise AssertionError(said.outcomes)
    yield _counts("P4", "cases", len(high.paths.truth_table.case_names), 36)
    yield _counts("P4", "observed rows", len(high.paths.truth_table.out), 16)
    (item,) = high.necessity.passing
    values = [item.inclusion, item.relevance, item.coverage]
    yield _numbers("P4", f"necessity of {item.expression}", values, ".928 .470 .623")
    models = high.paths.parsimonious
    yield _counts("P4", "tied parsimonious models", len(models.models), 18)
    shared = Check("P4", "in all models", "JD*~AD*CG*~RG", " + ".join(models.essential), "match")
    yield shared if shared.published == shared.recomputed else _differing(shared)
    wanted = [("~CG*~RG*~CC", ".964 .894 .276")]
    yield from _models("P4", "negation, parsimonious", low.paths.parsimonious, wanted)
    # the target was printed from memberships rounded to three decimals
    rounded = said.memberships.complete((*CONDITIONS, OUTCOME)).round(3)
    table = qca.truth_table(rounded, f"~{OUTCOME}", CONDITIONS, 0.8, 0.7)
    wanted = [("~CG*~RG*~CC", ".964 .894 .277")]
    yield from _models("P4", "the same, rounded", qca.minimize(table, "parsimonious"), wanted)


def _four_coders() -> Iterator[Check]:
    levels = get_args(coding.Level)
    found = [coding.krippendorff_alpha(_FOUR_CODERS, level).value for level in levels]
    yield _numbers("P8", f"alpha: {', '.join(levels)}", found, ".743 .815 .849 .797")


def _consensus() -> Iterator[Check]:
    for n in (5, 10, 50):
        graphs = (
            nx.star_graph(n - 1),
            nx.star_graph(n - 1),
            nx.path_graph(n),
            nx.complete_graph(n),
        )
        found = [
            network.coherence(g, v).total_variance for g, v in zip(graphs, _LEADING, strict=True)
        ]
        wanted = [(n - 1) / 2, (2 * n - 3) / 2, n * (n - 1) / 4, (n - 1) / n]
        shown = " ".join(f"{value:.4f}" for value in wanted)
        yield _numbers("P7", f"star, star from a leaf, path, complete of {n}", found, shown)
    comparison = network.scenario_comparison(7)
    for kind, published in _WILLINGNESS.items():
        rows = [r for r in comparison.rows if r.scenario == kind and r.position != _UNPUBLISHED]
        values = sorted((row.willingness for row in rows if row.leaders == 1), reverse=True)
        yield _numbers("P7", f"willingness, {kind}", values, published)
    holding = sum(finding.holds for finding in comparison.findings[:5])
    yield _counts("P7", "orderings of scenarios and leaders", holding, 5)
    florentine = network.single_leaders(nx.florentine_families_graph()).to_frame()
    first = florentine.total_variance[:2]
    yield _numbers("P7", "Medici, Guadagni (Florentine families)", first, "7.047 8.176")
    leaders = Check("P7", "best leader of Florence", "Medici", str(florentine.leader[0]), "match")
    yield leaders if leaders.published == leaders.recomputed else _differing(leaders)


def _emergencies(folder: str | None) -> Iterator[Check]:
    if folder is None:
        yield Check("P11", "seven emergency networks", "", "", "not recomputed")
        return
    nodes = pd.read_csv(Path(folder) / "nodes.csv")
    edges = pd.read_csv(Path(folder) / "edges.csv")
    tables = [
        _emergency(nodes[nodes.net == net], edges[edges.net == net]) for net in nodes.net.unique()
    ]
    yield _counts("P11", "networks", len(tables), 7)
    yield _counts("P11", "organisations", len(nodes), 140)
    for name in ("information", "degree", "betweenness"):
        tops = [(table[name], int(table.command.argmax())) for table in tables]
        hits = sum(values.iloc[top] >= values.max() - 1e-9 for values, top in tops)
        yield _counts("P11", f"top command leads by {name}", int(hits), 6)
    chance = sum(1 / len(table) for table in tables)
    yield _numbers("P11", "such hits by chance", [chance], ".37")
    ranks = pd.concat([table.rank(pct=True)[table.command.notna()] for table in tables])
    for name, published in (("degree", ".544"), ("betweenness", ".490")):
        found = [ranks["command"].corr(ranks[name])]
        yield _numbers("P11", f"pooled rank correlation of command and {name}", found, published)


def _emergency(nodes: pd.DataFrame, edges: pd.DataFrame) -> pd.DataFrame:
    """Return command rank and centralities; information is 0 outside of the largest part."""
    graph = nx.Graph()
    graph.add_nodes_from(nodes.org)
    graph.add_edges_from(zip(edges["from"], edges["to"], strict=True))
    inner = graph.subgraph(max(nx.connected_components(graph), key=len))
    found = network.centralities(graph).to_frame().set_index("node")
    leaders = network.single_leaders(inner, rates=False).to_frame().set_index("leader")
    found["information"] = leaders.information.reindex(found.index, fill_value=0.0).round(9)
    return found.assign(command=nodes.set_index("org").command)


def _high_tech_exports() -> Iterator[Check]:
    data = _table("SCHLF.csv")
    conditions = [name for name in data.columns if name not in {"EXPORT", "COUNTRY", "YEAR"}]
    table = qca.truth_table(data, "EXPORT", conditions, 0.9)
    found = qca.minimize(table, "intermediate", dict.fromkeys(conditions, "absent"))
    name = "intermediate, all expected absent"
    yield _counts("P12", f"{name}: tied models", found.model_count, 4)
    yield from _models("P12", name, found, _EXPORT_MODELS)
    parsimonious = qca.minimize(table, "parsimonious")
    yield from _models("P12", "parsimonious", parsimonious, [_EXPORT_PARSIMONIOUS])
    for name, (expression, relation, pooled, between, distances) in _EXPORT_PANEL.items():
        fit = qca.panel_fit(
            data, expression, "EXPORT", unit="COUNTRY", wave="YEAR", relation=relation
        )
        whole = [fit.pooled.consistency, fit.pooled.coverage]
        yield _numbers("P12", f"{name}, pooled", whole, pooled)
        waves = [wave.consistency for wave in fit.waves]
        yield _numbers("P12", f"{name}, between", waves, between)
        both = [fit.between_distance, fit.within_distance]
        yield _numbers("P12", f"{name}, distances", both, distances)


def _models(
    target: str, name: str, found: qca.Solutions, published: list[tuple[str, str]]
) -> Iterator[Check]:
    yield _expressions(target, name, found, [expression for expression, _ in published])
    for model, (_, fit) in zip(found.models, published, strict=False):
        yield _numbers(target, f"{name} fit", _fit(model), fit)


def _expressions(target: str, name: str, found: qca.Solutions, published: list[str]) -> Check:
    sets = [
        {frozenset(term.split("*")) for term in text.split(" + ")}
        for text in (*published, *(model.expression for model in found.models))
    ]
    count = len(published)
    same = len(sets) == 2 * count and all(item in sets[count:] for item in sets[:count])
    shown = " | ".join(model.expression for model in found.models)
    return Check(target, name, " | ".join(published), shown, "match" if same else "differs")


def _numbers(target: str, name: str, found: object, published: str) -> Check:
    wanted = [float(part) for part in published.split()]
    digits = [len(part.split(".")[1]) for part in published.split()]
    values = np.asarray(found, dtype=np.float64).tolist()
    shown = [f"{value:.{d}f}".removeprefix("0") for value, d in zip(values, digits, strict=False)]
    same = len(values) == len(wanted) and all(
        abs(value - want) <= 0.5 * 10**-d + 1e-9
        for value, want, d in zip(values, wanted, digits, strict=True)
    )
    return Check(target, name, published, " ".join(shown), "match" if same else "differs")


def _counts(target: str, name: str, found: int, published: int) -> Check:
    verdict: Verdict = "match" if found == published else "differs"
    return Check(target, name, str(published), str(found), verdict)


def _differing(check: Check) -> Check:
    return Check(check.target, check.name, check.published, check.recomputed, "differs")


def _fit(model: qca.Model) -> list[float]:
    return [model.inclusion, model.pri, model.coverage]


def _table(name: str) -> pd.DataFrame:
    return pd.read_csv(data_file(name), index_col=0)


_LIPSET_INCLUSION = ".216 .278 .521 .529 .804 .378 .709 .445 .904"
_LIPSET_SOLUTIONS: dict[qca.SolutionType, tuple[str, str]] = {
    "conservative": ("DEV*URB*LIT*IND*STB + DEV*~URB*LIT*~IND*STB", ".870 .843 .658"),
    "parsimonious": ("DEV*~IND + URB*STB", ".850 .819 .714"),
    "intermediate": ("DEV*URB*LIT*STB + DEV*LIT*~IND*STB", ".866 .839 .660"),
}
# Rihoux and De Meur 2009 (crisp); Cronqvist and Berg-Schlosser 2009 (multi-value, four conditions)
_LIPSET_OTHER = (
    ("crisp", "LC.csv", 5, "SURV", "c", "DEV*~URB*LIT*STB + DEV*LIT*IND*STB"),
    ("crisp, parsimonious", "LC.csv", 5, "SURV", "p", "DEV*STB"),
    ("crisp, negation", "LC.csv", 5, "~SURV", "c", "~DEV*~URB*~IND + DEV*LIT*IND*~STB"),
    ("crisp, negation, parsimonious", "LC.csv", 5, "~SURV", "p", "~DEV + ~STB"),
    (
        "multi-value",
        "LM.csv",
        4,
        "SURV",
        "c",
        "DEV[2]*LIT[1]*IND[1] + DEV[1]*URB[0]*LIT[1]*IND[0]",
    ),
    ("multi-value, parsimonious", "LM.csv", 4, "SURV", "p", "DEV[2] + DEV[1]*IND[0]"),
    (
        "multi-value, negation, parsimonious",
        "LM.csv",
        4,
        "~SURV",
        "p",
        "DEV[0] + DEV[1]*URB[0]*IND[1]",
    ),
)
# Krippendorff 2011, section C: 4 coders, 12 units, with gaps
_GAP = float("nan")
_FOUR_CODERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, _GAP, _GAP, _GAP],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _GAP, 3],
    [_GAP, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _GAP],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _GAP],
]
_ACCOUNTABILITY = {"RUL": "Q24", "TRA": "Q27", "CEN": "Q39", "MON": "Q50", "GOA": "Q48"}
_LEADING = (0, 1, 0, 0)
_UNPUBLISHED = "2 from the end"  # the target names three of the four places in a chain of seven
_WILLINGNESS = {
    "centre divergence": "2.000 1.091",
    "coexistence and symbiosis": "1.000 .750 .571",
    "principal-agent": "1.200 .750",
    "group sailing": "4.148 2.987 2.453",
    "interconnection": "7.000",
}
# R QCA 3.23 on the data set SCHLF; the panel numbers come from cluster() of SetMethods 4.0
_EXPORT_SHARED = "~EMP*~BARGAIN*OCCUP + BARGAIN*UNI*STOCK + ~EMP*~OCCUP*STOCK*~MA"
_EXPORT_MODELS = [
    (f"{_EXPORT_SHARED} + ~EMP*UNI*OCCUP*~MA + ~BARGAIN*~OCCUP*STOCK*~MA", ".803 .699 .714"),
    (f"{_EXPORT_SHARED} + ~EMP*UNI*OCCUP*~MA + UNI*~OCCUP*STOCK*~MA", ".799 .691 .705"),
    (f"{_EXPORT_SHARED} + ~EMP*OCCUP*~STOCK*~MA + ~BARGAIN*~OCCUP*STOCK*~MA", ".806 .696 .734"),
    (f"{_EXPORT_SHARED} + ~EMP*OCCUP*~STOCK*~MA + UNI*~OCCUP*STOCK*~MA", ".802 .689 .726"),
]
_EXPORT_PARSIMONIOUS = ("~EMP*OCCUP + BARGAIN*UNI*STOCK + ~OCCUP*STOCK*~MA", ".790 .675 .742")
_EXPORT_PANEL: dict[str, tuple[str, Literal["sufficiency", "necessity"], str, str, str]] = {
    "EMP*~MA*STOCK sufficient": (
        "EMP*~MA*STOCK",
        "sufficiency",
        ".8554 .2701",
        ".8714 .8296 .7569 .9055",
        ".0330 .0403",
    ),
    "first intermediate model": (
        _EXPORT_MODELS[0][0],
        "sufficiency",
        ".8034 .7140",
        ".7874 .7612 .8090 .8357",
        ".0172 .0620",
    ),
    "EMP necessary": ("EMP", "necessity", ".5804 .6068", ".5401 .6051 .5638 .6020", ".0235 .1158"),
}
