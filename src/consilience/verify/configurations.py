"""P1 to P4 and P12: configurations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np
import pandas as pd

from consilience import analysis, calibration, qca
from consilience.demo import CONDITIONS, OUTCOME, demo_study
from consilience.study import study_of
from consilience.verify.compare import (
    Check,
    counts,
    differing,
    expressions,
    fit_of,
    models,
    numbers,
    table_of,
)


def lipset_fuzzy() -> Iterator[Check]:
    """Check P1, fuzzy sets."""
    data, raw = table_of("LF.csv"), table_of("LR.csv")
    table = qca.truth_table(data, "SURV", inclusion_cut=0.8)
    yield numbers("P1", "truth table inclusion", table.inclusion, _LIPSET_INCLUSION)
    sufficient = [mark == "1" for mark in table.out]
    yield numbers("P1", "PRI of sufficient rows", table.pri[sufficient], ".719 .886")
    for solution, published in _LIPSET_SOLUTIONS.items():
        expectations = list(table.conditions) if solution == "intermediate" else None
        found = qca.minimize(table, solution, expectations)
        yield from models("P1", solution, found, [published])
    negated = qca.minimize(qca.truth_table(data, "~SURV"), "parsimonious")
    yield from models("P1", "negation, parsimonious", negated, [("~DEV + ~STB", ".849 .816 .888")])
    needs = qca.necessity(data, "SURV", inclusion_cut=0.9)
    for name, triple in (("STB", ".920 .680 .707"), ("LIT*STB", ".915 .800 .793")):
        item = next(f for f in (*needs.single, *needs.conjunctions) if f.expression == name)
        values = [item.inclusion, item.relevance, item.coverage]
        yield numbers("P1", f"necessity of {name}", values, triple)
    development = calibration.direct(raw["DEV"], (400, 550, 900)).memberships[:4]
    yield numbers("P1", "calibration of DEV", development, ".807 .990 .575 .167")


def lipset_crisp_and_multi_value() -> Iterator[Check]:
    """Check P1, crisp and multi-value sets."""
    four = ["DEV", "URB", "LIT", "IND"]
    for name, file, conditions, outcome, solution, expression in _LIPSET_OTHER:
        wanted = four if conditions == 4 else None
        table = qca.truth_table(table_of(file), outcome, wanted)
        found = qca.minimize(table, "parsimonious" if solution == "p" else "conservative")
        yield expressions("P1", name, found, [expression])


def ethnic_protest() -> Iterator[Check]:
    """Check P2."""
    table = qca.truth_table(table_of("CVF.csv"), "PROTEST", inclusion_cut=0.8)
    conservative = qca.minimize(table)
    model = conservative.models[0]
    yield numbers("P2", "conservative fit", fit_of(model), ".899 .808 .712")
    yield counts("P2", "conservative terms", len(model.terms), 5)
    parsimonious = qca.minimize(table, "parsimonious")
    yield counts("P2", "tied parsimonious models", parsimonious.model_count, 4)
    yield counts("P2", "essential terms", len(parsimonious.essential), 2)
    term = next(f for f in parsimonious.models[0].term_fits if f.expression == "~NATPRIDE")
    yield numbers("P2", "~NATPRIDE", [term.inclusion, term.pri, term.coverage], ".899 .807 .597")


def accountability(path: str | None) -> Iterator[Check]:
    """Check P3, where the public file is given."""
    if path is None:
        yield Check("P3", "accountability, 33 cases", "", "", "not recomputed")
        return
    data = _accountability_memberships(path)
    yield counts("P3", "cases", len(data), 33)
    table = qca.truth_table(data, "ACC", inclusion_cut=0.87)
    yield counts("P3", "observed rows", len(table.out), 19)
    yield counts("P3", "sufficient rows", table.out.count("1"), 9)
    conservative = qca.minimize(table)
    wanted = ("~RUL*~CEN*MON + TRA*CEN*GOA + RUL*~TRA*~CEN*~MON*GOA", ".931 .902 .621")
    yield from models("P3", "conservative", conservative, [wanted])
    parsimonious = qca.minimize(table, "parsimonious")
    yield counts("P3", "tied parsimonious models", parsimonious.model_count, 2)
    for model, fit in zip(parsimonious.models, (".910 .874 .622", ".931 .902 .622"), strict=False):
        yield numbers("P3", f"parsimonious {model.expression}", fit_of(model), fit)


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


def dependence_and_governance() -> Iterator[Check]:
    """Check P4, on the demonstration."""
    study = demo_study()
    run = study_of([*study.records(), *(found for _, found in analysis.run(study))])
    said = analysis.evidence(run)
    high, low = said.outcomes
    if high.necessity is None or high.paths is None or low.paths is None:
        raise AssertionError(said.outcomes)
    yield counts("P4", "cases", len(high.paths.truth_table.case_names), 36)
    yield counts("P4", "observed rows", len(high.paths.truth_table.out), 16)
    (item,) = high.necessity.passing
    values = [item.inclusion, item.relevance, item.coverage]
    yield numbers("P4", f"necessity of {item.expression}", values, ".928 .470 .623")
    tied = high.paths.parsimonious
    yield counts("P4", "tied parsimonious models", len(tied.models), 18)
    shared = Check("P4", "in all models", "JD*~AD*CG*~RG", " + ".join(tied.essential), "match")
    yield shared if shared.published == shared.recomputed else differing(shared)
    wanted = [("~CG*~RG*~CC", ".964 .894 .276")]
    yield from models("P4", "negation, parsimonious", low.paths.parsimonious, wanted)
    # the target was printed from memberships rounded to three decimals
    rounded = said.memberships.complete((*CONDITIONS, OUTCOME)).round(3)
    table = qca.truth_table(rounded, f"~{OUTCOME}", CONDITIONS, 0.8, 0.7)
    wanted = [("~CG*~RG*~CC", ".964 .894 .277")]
    yield from models("P4", "the same, rounded", qca.minimize(table, "parsimonious"), wanted)


def high_tech_exports() -> Iterator[Check]:
    """Check P12."""
    data = table_of("SCHLF.csv")
    conditions = [name for name in data.columns if name not in {"EXPORT", "COUNTRY", "YEAR"}]
    table = qca.truth_table(data, "EXPORT", conditions, 0.9)
    found = qca.minimize(table, "intermediate", dict.fromkeys(conditions, "absent"))
    name = "intermediate, all expected absent"
    yield counts("P12", f"{name}: tied models", found.model_count, 4)
    yield from models("P12", name, found, _EXPORT_MODELS)
    parsimonious = qca.minimize(table, "parsimonious")
    yield from models("P12", "parsimonious", parsimonious, [_EXPORT_PARSIMONIOUS])
    for name, (expression, relation, pooled, between, distances) in _EXPORT_PANEL.items():
        fit = qca.panel_fit(
            data, expression, "EXPORT", unit="COUNTRY", wave="YEAR", relation=relation
        )
        whole = [fit.pooled.consistency, fit.pooled.coverage]
        yield numbers("P12", f"{name}, pooled", whole, pooled)
        waves = [wave.consistency for wave in fit.waves]
        yield numbers("P12", f"{name}, between", waves, between)
        both = [fit.between_distance, fit.within_distance]
        yield numbers("P12", f"{name}, distances", both, distances)


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
_ACCOUNTABILITY = {"RUL": "Q24", "TRA": "Q27", "CEN": "Q39", "MON": "Q50", "GOA": "Q48"}
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
