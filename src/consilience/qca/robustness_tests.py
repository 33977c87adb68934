"""What a robustness test tries: other cut-offs, cases, conditions and data, alone and combined."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from consilience import checks
from consilience.errors import ArgumentError, DataError

OWNER = "robustness"
CUTS = ("inclusion_cut", "pri_cut", "frequency_cut")
COMBINED = (*CUTS, "subset", "conditions", "data")


@dataclass(frozen=True)
class AlternativeData:
    """The cases with other memberships: calibrated in another way.

    ``setting`` says what is other ("crossover of A"), ``value`` how ("3.5"). If ``value`` and
    ``initial``, the value behind the initial data, are numbers, the range of values is told over
    which the model stays. ``data`` has the conditions and the outcome in columns, and cases of the
    initial data in its rows; some may lack.
    """

    setting: str
    value: float | str
    data: object
    initial: float | None = None


@dataclass(frozen=True)
class RobustnessTests:
    """What is tried. An empty field tries nothing.

    Attributes
    ----------
    inclusion_cuts, pri_cuts : list of numbers in [0, 1]
        Cut-offs to try, one at a time.
    frequency_cuts : list of int
        Each at least 1.
    leave_one_out : bool
        Whether the analysis is repeated without each case in turn.
    subsets : mapping of str to list of str
        Case names under a label (a cluster, an industry): only these cases are analysed.
    subsamples : int
        How many random subsamples are analysed, at least 0.
    share : float in (0, 1]
        Share of the cases in each subsample, drawn without replacement.
    seed : int
        Start of the random numbers, at least 0; each subsample has random numbers of its own.
    drop_conditions : bool
        Whether the analysis is repeated without each condition in turn.
    condition_sets : list of lists of str
        Other sets of conditions, columns of the data.
    alternatives : list of AlternativeData
        The same cases calibrated in another way.
    combined : list of str
        Of "inclusion_cut", "pri_cut", "frequency_cut", "subset", "conditions" and "data" those
        whose values are also tried together, in all combinations.
    """

    inclusion_cuts: Sequence[float] = (0.75, 0.8, 0.85, 0.9)
    pri_cuts: Sequence[float] = ()
    frequency_cuts: Sequence[int] = (1, 2)
    leave_one_out: bool = True
    subsets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    subsamples: int = 0
    share: float = 0.8
    seed: int = 0
    drop_conditions: bool = False
    condition_sets: Sequence[Sequence[str]] = ()
    alternatives: Sequence[AlternativeData] = ()
    combined: Sequence[str] = ()


@dataclass(frozen=True)
class Trial:
    """One repetition: what differs from the initial analysis.

    ``rows`` are the places of the cases that are kept, ``data`` the place of the data; 0 is the
    initial one.
    """

    kind: str
    setting: str
    value: str
    number: float | None = None
    cuts: Mapping[str, Any] = field(default_factory=dict)
    rows: tuple[int, ...] | None = None
    conditions: tuple[str, ...] | None = None
    data: int = 0


def plan_of(
    tests: RobustnessTests,
    initial: Mapping[str, Any],
    cases: tuple[str, ...],
    conditions: tuple[str, ...],
    columns: Iterable[str],
) -> tuple[Trial, ...]:
    """Return every repetition that is asked for, in a fixed order.

    Raises
    ------
    ArgumentError, DataError, UnknownNameError
        If a value is not allowed, a name is unknown, or nothing is tried.
    """
    single = [
        *_other_cuts(tests, initial),
        *_one_case_less(tests, cases),
        *_subsets(tests, cases),
        *_subsamples(tests, len(cases)),
        *_condition_sets(tests, conditions, columns),
        *_alternatives(tests),
    ]
    if not single:
        raise DataError("qca.robustness.nothing")
    return (*single, *_combinations(tests, single))


def _other_cuts(tests: RobustnessTests, initial: Mapping[str, Any]) -> Iterable[Trial]:
    for name in CUTS:
        shown = f"{name}s"
        for value in _listed(getattr(tests, shown), shown):
            number: float = (
                checks.whole(value, 1, shown, OWNER)
                if name == "frequency_cut"
                else checks.interval(value, 0, 1, shown, OWNER)
            )
            if number != initial[name]:
                yield Trial(name, name, str(number), float(number), {name: number})


def _one_case_less(tests: RobustnessTests, cases: tuple[str, ...]) -> Iterable[Trial]:
    if checks.boolean(tests.leave_one_out, "leave_one_out", OWNER):
        every = range(len(cases))
        for place, name in enumerate(cases):
            yield Trial("case", "case", name, rows=tuple(i for i in every if i != place))


def _subsets(tests: RobustnessTests, cases: tuple[str, ...]) -> Iterable[Trial]:
    if not isinstance(tests.subsets, Mapping):
        raise ArgumentError("subsets", OWNER, "subsets", type(tests.subsets).__name__)
    for label, names in tests.subsets.items():
        kept = set(checks.known_names(names, cases, f'subsets["{label}"]', OWNER))
        rows = tuple(i for i, name in enumerate(cases) if name in kept)
        yield Trial("subset", "subset", str(label), rows=rows)


def _subsamples(tests: RobustnessTests, cases: int) -> Iterable[Trial]:
    count = checks.whole(tests.subsamples, 0, "subsamples", OWNER)
    share = checks.interval(tests.share, 0, 1, "share", OWNER)
    seed = checks.whole(tests.seed, 0, "seed", OWNER)
    size = round(share * cases)
    if count and size < 2:
        raise DataError("qca.robustness.small_share", share=share, cases=cases)
    for place, own in enumerate(np.random.SeedSequence(seed).spawn(count), start=1):
        drawn = np.random.default_rng(own).choice(cases, size=size, replace=False)
        yield Trial("subsample", "subsample", str(place), rows=tuple(sorted(drawn.tolist())))


def _condition_sets(
    tests: RobustnessTests, conditions: tuple[str, ...], columns: Iterable[str]
) -> Iterable[Trial]:
    sets = [
        checks.known_names(names, columns, "condition_sets", OWNER)
        for names in _listed(tests.condition_sets, "condition_sets")
    ]
    if checks.boolean(tests.drop_conditions, "drop_conditions", OWNER) and len(conditions) > 1:
        sets = [*(tuple(c for c in conditions if c != name) for name in conditions), *sets]
    for names in sets:
        # in the order of the initial conditions, so that equal terms read alike
        kept = tuple(c for c in conditions if c in names)
        ordered = (*kept, *(name for name in names if name not in kept))
        yield Trial("conditions", "conditions", ", ".join(ordered), conditions=ordered)


def _alternatives(tests: RobustnessTests) -> Iterable[Trial]:
    for place, item in enumerate(_listed(tests.alternatives, "alternatives"), start=1):
        if not isinstance(item, AlternativeData):
            raise ArgumentError("alternatives", OWNER, "alternatives", type(item).__name__)
        number = None
        if item.initial is not None:
            checks.number(item.initial, "initial", "AlternativeData")
            number = checks.number(item.value, "value", "AlternativeData")
        value = item.value if number is None else f"{number:.6g}"
        yield Trial("data", str(item.setting), str(value), number, data=place)


def _combinations(tests: RobustnessTests, single: Sequence[Trial]) -> Iterable[Trial]:
    wanted = _listed(tests.combined, "combined")
    kinds = [checks.choice(name, COMBINED, "combined", OWNER) for name in wanted]
    if len(kinds) == 1 or len(set(kinds)) < len(kinds):
        raise ArgumentError("combined", OWNER, "combined", wanted, choices=list(COMBINED))
    for size in range(2, len(kinds) + 1):
        for chosen in itertools.combinations(kinds, size):
            tried = [[item for item in single if item.kind == kind] for kind in chosen]
            yield from map(_together, itertools.product(*tried))


def _together(trials: Sequence[Trial]) -> Trial:
    cuts = {name: value for item in trials for name, value in item.cuts.items()}
    return Trial(
        "combined",
        " & ".join(item.setting for item in trials),
        " & ".join(item.value for item in trials),
        cuts=cuts,
        rows=next((item.rows for item in trials if item.rows is not None), None),
        conditions=next((item.conditions for item in trials if item.conditions), None),
        data=max(item.data for item in trials),
    )


def _listed(values: object, name: str) -> Sequence[Any]:
    if isinstance(values, str | Mapping) or not isinstance(values, Iterable):
        shown = type(values).__name__ if isinstance(values, Mapping) else values
        raise ArgumentError(name, OWNER, "one_dimension", shown)
    return list(values)
