"""Settings of R scripts, read into a plan: conditions with their anchors, and steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from consilience import qca
from consilience.errors import ConsilienceError
from consilience.scripts.r_arguments import (
    CURRENT_NAMES,
    PLACES,
    anchors_of,
    expectations_of,
    formula,
    matched,
)
from consilience.scripts.r_records import NotUnderstood, RSettings
from consilience.scripts.r_syntax import Call, Constant, Node, Statement, Word, statements
from consilience.scripts.r_values import (
    NotConstantError,
    column_of,
    constant,
    expression_of_rows,
    flat,
    is_there,
    names_in,
)
from consilience.study import Condition, Project, step, study_of, write_plan

_SILENT = {
    "library",
    "require",
    "read.csv",
    "read.table",
    "read.csv2",
    "data",
    "str",
    "head",
    "cat",
}
_SILENT |= {"setwd", "options", "summary", "names", "rownames", "View", "set.seed", "na.omit", ""}
_THROUGH = {"print", "tryCatch", "try", "suppressWarnings", "invisible", "local", "("}
_HARMLESS = {"show.cases", "details", "complete", "sort.by", "use.letters", "use.tilde", "all.sol"}
_HARMLESS |= {"row.dom", "method", "first.min", "data", "input", "x", "use.labels", "dcc", "error"}
_PROFILES = {"R": 0.95, "fsQCA": 0.9525741268224334}


def read_r_settings(script: str) -> RSettings:
    r"""Read the settings of a script of R into a plan; nothing of it is run.

    Understood are ``calibrate`` and ``findInterval`` of a column; ``truthTable``, ``minimize``
    (``eqmcc``), ``superSubset`` and ``pofind``, with constants as arguments, and pipes. What a
    script leaves out has R's default. All else is listed.

    Parameters
    ----------
    script
        The text of the script, at most a million characters.

    Returns
    -------
    RSettings
        The plan as TOML, as ``consilience plan`` loads it, and what was not understood.

    Raises
    ------
    DataError
        If the script is too long.

    Examples
    --------
    >>> found = read_r_settings('''
    ... d$TR <- calibrate(d$trust, thresholds = "e=1, c=3, i=5")
    ... t <- truthTable(d, outcome = "VC", conditions = "TR, CC", incl.cut = 0.8)
    ... minimize(t, include = "?", dir.exp = c(1, "-"), exclude = 3)
    ... ''')
    >>> found.steps[1].settings["expectations"], [item.what for item in found.not_understood]
    ({'TR': 'present'}, ['exclude'])

    References
    ----------
    Duşa, A. (2019). QCA with R: A Comprehensive Resource. Springer.
    """
    reader = _Reader()
    for statement in statements(script):
        reader.read(statement)
    conditions = reader.all_conditions()
    kinds = [("calibrate", {}), *reader.steps] if conditions or reader.steps else []
    steps = tuple(step(place, kind, given) for place, (kind, given) in enumerate(kinds, start=1))
    study = study_of([Project(code="R", title="R"), *conditions, *steps])
    return RSettings(write_plan(study), conditions, steps, tuple(reader.left))


_NO_STATEMENT = Statement(0, "", None)


@dataclass
class _Reader:
    conditions: dict[str, Condition] = field(default_factory=dict)
    steps: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    left: list[NotUnderstood] = field(default_factory=list)
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    among: dict[str, str] = field(default_factory=dict)
    statement: Statement = _NO_STATEMENT

    def read(self, statement: Statement) -> None:
        """Read one statement; what is not understood is listed."""
        self.statement = statement
        node, target = statement.node, None
        if isinstance(node, Call) and node.function == "<-" and len(node.arguments) == 2:
            (_, target), (_, node) = node.arguments
        try:
            if target is None or not (self._renames(target, node) or self._chooses(target, node)):
                self._node(node, target)
        except (NotConstantError, ConsilienceError, KeyError, ValueError, TypeError, StopIteration):
            self._leave()

    def all_conditions(self) -> tuple[Condition, ...]:
        """Return the conditions, those of the steps too that no line calibrates."""
        named: dict[str, None] = {}
        outcomes: set[str] = set()
        for _, given in self.steps:
            outcomes |= set(qca.parse(given["outcome"]).conditions) if "outcome" in given else set()
            named |= dict.fromkeys([*given.get("conditions", ()), *sorted(outcomes)])
        for name in named:
            plain = Condition(code=name, role="condition", variables=(name,), method="none")
            self.conditions.setdefault(name, plain)
        return tuple(
            _with_role(one, "outcome" if one.code in outcomes else "condition")
            for one in self.conditions.values()
        )

    def _leave(self, what: str = "") -> None:
        self.left.append(NotUnderstood(self.statement.line, self.statement.text, what))

    def _renames(self, target: Node, value: Node | None) -> bool:
        """Read ``names(data)[names(data) == "old"] <- "new"``."""
        if not (isinstance(target, Call) and target.function == "[" and len(target.arguments) == 2):
            return False
        whole, which = target.arguments[0][1], target.arguments[1][1]
        is_names = isinstance(whole, Call) and whole.function == "names"
        if not (is_names and isinstance(which, Call) and which.function == "=="):
            return False
        self.aliases[str(constant(value))] = str(constant(which.arguments[1][1]))
        return True

    def _chooses(self, target: Node, value: Node | None) -> bool:
        """Read ``there <- !is.na(x)``, and ``some <- data[compute("A", data) > 0.5, ]``."""
        if not (isinstance(target, Word) and isinstance(value, Call)):
            return False
        given = expression_of_rows(value)
        if given:
            self.among[target.name] = str(qca.parse(given))
        return bool(given) or is_there(value)

    def _node(self, node: Node | None, target: Node | None) -> None:
        if isinstance(node, Word | Constant):
            return
        if not isinstance(node, Call):
            self._leave()
            return
        name = CURRENT_NAMES.get(node.function, node.function)
        if name in _THROUGH and node.arguments:
            self._node(node.arguments[0][1], target)
        elif name in PLACES:
            self._call(name, node, target)
        elif name not in _SILENT:
            self._leave()

    def _call(self, name: str, node: Call, target: Node | None) -> None:
        given = matched(name, node)
        known = getattr(self, f"_{name}")(given, target)
        for argument in given:
            if argument not in {*known, *_HARMLESS}:
                self._leave(argument)

    def _calibrate(self, given: Mapping[str, Node], target: Node | None) -> set[str]:
        raw = column_of(given["x"])
        code = column_of(target) if target is not None else raw
        settings = {
            key: constant(given[key]) for key in ("type", "method", "logistic") if key in given
        }
        method = str(settings.get("method", "direct"))
        if settings.get("type") == "crisp":
            method = "thresholds"
        if method not in {"direct", "indirect", "thresholds"}:
            raise ValueError(method)
        if settings.get("logistic") is False:
            self._leave("logistic = FALSE")
        anchors = anchors_of(constant(given["thresholds"]))
        profile = self._profile(given) if method == "direct" else "R"
        self._put(code, raw, method, anchors, profile)
        return {"type", "method", "thresholds", "logistic", "idm"}

    def _findInterval(self, given: Mapping[str, Node], target: Node | None) -> set[str]:  # noqa: N802  (the name of R)
        raw = column_of(given["x"])
        code = column_of(target) if target is not None else raw
        self._put(code, raw, "thresholds", anchors_of(constant(given["vec"])), "R")
        return {"vec"}

    def _put(
        self, code: str, raw: str, method: str, anchors: tuple[float, ...], profile: str
    ) -> None:
        name, variable = self.aliases.get(code, code), self.aliases.get(raw, raw)
        values = {"method": method, "anchors": anchors, "profile": profile}
        self.conditions[name] = Condition(
            code=name,
            role="condition",
            variables=(variable,),
            **values,  # type: ignore[arg-type]  # the three are checked above
        )

    def _profile(self, given: Mapping[str, Node]) -> str:
        wanted = constant(given["idm"]) if "idm" in given else 0.95
        for profile, value in _PROFILES.items():
            if isinstance(wanted, float) and abs(wanted - value) < 5e-4:
                return profile
        self._leave("idm")
        return "R"

    def _truthTable(self, given: Mapping[str, Node], target: Node | None) -> set[str]:  # noqa: N802  (the name of R)
        cuts = flat(constant(given["incl.cut"])) if "incl.cut" in given else [1.0]
        settings = self._sets(given)
        settings["inclusion_cut"] = cuts[0] if len(cuts) == 1 else cuts[:2]
        settings["pri_cut"] = (
            float(flat(constant(given["pri.cut"]))[0]) if "pri.cut" in given else 0.0
        )
        settings["frequency_cut"] = (
            int(flat(constant(given["n.cut"]))[0]) if "n.cut" in given else 1
        )
        found = self._placed("configurations", settings)
        if isinstance(target, Word):
            self.tables[target.name] = found
        self.tables[""] = found  # the last one, for a truth table within minimize()
        return {"outcome", "conditions", "neg.out", "incl.cut", "pri.cut", "n.cut"}

    def _minimize(self, given: Mapping[str, Node], _: Node | None) -> set[str]:
        ground = given["input"] if "input" in given else given["data"]
        own: set[str] = set()
        if isinstance(ground, Call) and ground.function == "truthTable":
            self._call("truthTable", ground, None)
            table = self.tables[""]
        elif "outcome" in given:
            own = self._truthTable(given, None)
            table = self.tables[""]
        else:
            table = self.tables[column_of(ground)]
        if "dir.exp" in given:
            names = table.get("conditions", ())
            table["expectations"] = expectations_of(constant(given["dir.exp"]), names, self.aliases)
        include = names_in(constant(given["include"])) if "include" in given else []
        return {*own, "dir.exp", *(["include"] if set(include) <= {"?"} else [])}

    def _superSubset(self, given: Mapping[str, Node], _: Node | None) -> set[str]:  # noqa: N802  (the name of R)
        settings = self._sets(given)
        if "relation" in given and not str(constant(given["relation"])).startswith("nec"):
            raise ValueError
        ours = {"incl.cut": "inclusion_cut", "cov.cut": "coverage_cut", "ron.cut": "relevance_cut"}
        settings["inclusion_cut"] = 1.0
        for name, own in ours.items():
            if name in given:
                settings[own] = float(flat(constant(given[name]))[0])
        if "depth" in given and constant(given["depth"]) is not None:
            settings["depth"] = int(flat(constant(given["depth"]))[0])
        if not self._among(given, settings):
            self._placed("necessity", settings)
        return {"outcome", "conditions", "relation", "neg.out", "depth", *ours}

    def _among(self, given: Mapping[str, Node], settings: dict[str, Any]) -> bool:
        """Place necessity among some cases as a step of its own; return whether it is that."""
        data = given.get("data")
        if not (isinstance(data, Word) and data.name in self.among):
            return False
        if not any(kind == "configurations" for kind, _ in self.steps):
            raise ValueError(data.name)  # such a step follows the paths
        cuts = {n: v for n, v in settings.items() if n not in {"outcome", "conditions"}}
        step = ("conditional", {"given": self.among[data.name], **cuts})
        self.steps += [step] if step not in self.steps else []
        return True

    def _pofind(self, given: Mapping[str, Node], _: Node | None) -> set[str]:
        if "relation" in given and not str(constant(given["relation"])).startswith("nec"):
            raise ValueError
        sets = self._sets(given)
        data = given.get("data")
        if isinstance(data, Word) and data.name in self.among:
            return set(given)  # superSubset() beside it has the cut-offs
        same = [
            one for kind, one in self.steps if kind == "necessity" and sets.items() <= one.items()
        ]
        if not same:
            self._placed("necessity", sets)
        return {"outcome", "conditions", "relation", "neg.out"}

    def _sets(self, given: Mapping[str, Node]) -> dict[str, Any]:
        outcome = str(qca.parse(formula(given["outcome"])))
        if "neg.out" in given and constant(given["neg.out"]) is True:
            outcome = f"~{outcome}"
        renamed = qca.parse(outcome).terms[0][0]
        plain = self.aliases.get(renamed.condition, renamed.condition)
        settings: dict[str, Any] = {"outcome": outcome.replace(renamed.condition, plain)}
        names = names_in(constant(given["conditions"])) if "conditions" in given else []
        if names:
            settings["conditions"] = [self.aliases.get(name, name) for name in names]
        return settings

    def _placed(self, kind: str, settings: dict[str, Any]) -> dict[str, Any]:
        """Return the settings of a step, of one already there that looks at both sides."""
        cuts = {name: value for name, value in settings.items() if name != "outcome"}
        for known, given in self.steps:
            if known == kind == "necessity" and _is_open(given, settings):
                given.update(cuts)
            same_cuts = cuts.items() <= given.items()
            if known == kind and same_cuts and _plain(given) == _plain(settings):
                opposite = given["outcome"] != settings["outcome"]
                return _Opposite(given) if opposite else given
        self.steps.append((kind, settings))
        return settings


class _Opposite(dict[str, Any]):
    """A step seen from the negated outcome: its expectations are those of the negation."""

    def __init__(self, given: dict[str, Any]) -> None:
        super().__init__(given)
        self._given = given

    def __setitem__(self, name: str, value: Any) -> None:
        self._given["negation_expectations" if name == "expectations" else name] = value


def _is_open(given: Mapping[str, Any], settings: Mapping[str, Any]) -> bool:
    """Return whether a step came from pofind(), which has no cut-off, and waits for one."""
    same = given.get("conditions") == settings.get("conditions")
    return same and "inclusion_cut" not in given and _plain(given) == _plain(settings)


def _plain(settings: Mapping[str, Any]) -> str:
    return str(settings["outcome"]).lstrip("~")


def _with_role(condition: Condition, role: Any) -> Condition:
    return replace(condition, role=role)
