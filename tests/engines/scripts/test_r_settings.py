"""Settings of R scripts, read into plans: of ours, of others, of hostile ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consilience import analysis, scripts
from consilience.demo import demo_study
from consilience.errors import DataError
from consilience.scripts.r_syntax import Call, Constant, statements
from consilience.study import Condition, read_plan, study_of

SCRIPT = """
library(QCA)
dat <- read.csv("alliances.csv", row.names = 1)
# calibration
dat$TR <- calibrate(dat$trust, thresholds = "e=1, c=3.01, i=5")
dat[["CC"]] = calibrate(dat[["conf"]], "fuzzy", thresholds = c(i=5, c=3, e=1), idm = 0.953)
calibrate(dat$value, thresholds = c(1, 3, 5), logistic = TRUE) -> dat$VC
dat$SIZE <- findInterval(dat$size, c(10, 250))
dat$OLD <- calibrate(dat$age, type = 'crisp', thresholds = 10L)
superSubset(dat, outcome = "VC", conditions = "TR, CC", incl.cut = 0.9, cov.cut = .6, depth = 2)
tt <- truthTable(dat, outcome = "VC", conditions = c("TR", "CC"), incl.cut = c(0.9, 0.8),
                 n.cut = 2, pri.cut = 0.7, sort.by = "incl, n", show.cases = TRUE)
print(minimize(tt, include = "?", dir.exp = "TR, ~CC", details = TRUE))
ttn <- truthTable(dat, outcome = "~VC", conditions = "TR, CC", incl.cut = c(.9, .8), n.cut = 2,
                  pri.cut = .7)
minimize(ttn, include = "?", dir.exp = c(0, "-"), exclude = findRows("TR*CC", ttn))
eqmcc(dat, outcome = VC, conditions = c("TR", "SIZE"), incl.cut1 = .85)
XYplot("TR", "VC", data = dat)
"""


def test_settings_become_a_plan() -> None:
    found = scripts.read_r_settings(SCRIPT)
    conditions, steps = read_plan(found.plan)
    shown = {one.code: (one.variables, one.method, one.anchors, one.profile) for one in conditions}
    assert shown == {
        "TR": (("trust",), "direct", (1.0, 3.01, 5.0), "R"),
        "CC": (("conf",), "direct", (1.0, 3.0, 5.0), "fsQCA"),
        "VC": (("value",), "direct", (1.0, 3.0, 5.0), "R"),
        "SIZE": (("size",), "thresholds", (10.0, 250.0), "R"),
        "OLD": (("age",), "thresholds", (10.0,), "R"),
    }
    assert [one.code for one in conditions if one.role == "outcome"] == ["VC"]
    named = {"outcome": "VC", "conditions": ["TR", "CC"]}
    assert [(one.kind, one.settings) for one in steps] == [
        ("calibrate", {}),
        ("necessity", {**named, "inclusion_cut": 0.9, "coverage_cut": 0.6, "depth": 2}),
        (
            "configurations",
            {
                **named,
                "inclusion_cut": [0.9, 0.8],
                "pri_cut": 0.7,
                "frequency_cut": 2,
                "expectations": {"TR": "present", "CC": "absent"},
                "negation_expectations": {"TR": "absent"},
            },
        ),
        (
            "configurations",
            {
                "outcome": "VC",
                "conditions": ["TR", "SIZE"],
                "inclusion_cut": 0.85,
                "pri_cut": 0.0,
                "frequency_cut": 1,
            },
        ),
    ]
    left = [(item.line, item.what) for item in found.not_understood]
    assert left == [(16, "exclude"), (18, "")]
    assert found.not_understood[1].sentence() == (
        'line 18 not understood: XYplot("TR", "VC", data = dat)'
    )
    for one in steps:
        analysis.check_settings(one.kind, one.settings)


def test_our_own_script_comes_back() -> None:
    study = demo_study()
    done = study_of([*study.records(), *(found for _, found in analysis.run(study))])
    found = scripts.read_r_settings(scripts.study_script(done, "r"))
    ours = {one.code: one for one in done.conditions}
    for one in found.conditions:
        assert (one.anchors, one.profile, one.role) == (
            ours[one.code].anchors,
            ours[one.code].profile,
            ours[one.code].role,
        )
    kinds = ["calibrate", "necessity", "configurations", "conditional"]
    assert [one.kind for one in found.steps] == kinds
    given = {one.kind: one.settings for one in found.steps}
    [asked] = [one.settings for one in done.steps if one.kind == "recipe"]
    shared = {name: asked[name] for name in ("outcome", "conditions")}
    assert given["necessity"].items() >= shared.items()
    assert given["configurations"]["expectations"] == asked["expectations"]
    assert given["configurations"].items() >= shared.items()
    assert given["conditional"].items() >= {"given": asked["given"], "inclusion_cut": 0.9}.items()
    for planned in found.steps:
        analysis.check_settings(planned.kind, planned.settings)
    assert not [item for item in found.not_understood if "is.na" in item.text]


def test_necessity_among_some_cases_follows_the_paths() -> None:
    chosen = 'some <- d[compute("~B", d) > 0.5, ]\nt <- truthTable(d, outcome = "Y")\n'
    need = 'superSubset(some, outcome = "Y", incl.cut = 0.8)\npofind(some, outcome = "Y")\n'
    found = scripts.read_r_settings(chosen + need)
    assert found.not_understood == ()
    assert (found.steps[-1].kind, found.steps[-1].settings["given"]) == ("conditional", "~B")
    early = scripts.read_r_settings(need.join(chosen.splitlines(keepends=True)))
    assert [item.line for item in early.not_understood] == [2]


@pytest.mark.parametrize(
    "line", ["a <- d[x > 0.5, ]", "a <- d[compute('A', d) > 0.7, ]", "a <- !b", "a <- !is.null(b)"]
)
def test_other_ways_to_choose_rows_are_listed(line: str) -> None:
    assert [item.text for item in scripts.read_r_settings(line).not_understood] == [line]


def test_names_that_r_cannot_take_come_back() -> None:
    text = (
        'names(data)[names(data) == "\\u4fe1\\u4efb"] <- "V1"\n'
        'there <- !is.na(data[["V1"]])\n'
        'sets[["V1"]][there] <- calibrate(data[["V1"]][there], thresholds = c(e=1, c=2, i=3))\n'
        't <- truthTable(sets, outcome = "Y", conditions = c("V1", "B"))\n'
        'minimize(t, include = "?", dir.exp = c("1", "-"))'
    )
    found = scripts.read_r_settings(text)
    assert found.conditions[0].code == "信任"
    assert found.steps[1].settings["expectations"] == {"信任": "present"}
    assert found.not_understood == ()


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("d$A <- calibrate(d$x, thresholds = quantile(d$x))", ""),
        ('d$A <- calibrate(d$x, method = "TFR", thresholds = c(1, 2, 3))', ""),
        ("d$A <- calibrate(d$x, thresholds = c(1, 2, 3), idm = 0.8)", "idm"),
        ("d$A <- calibrate(d$x, thresholds = c(1, 2, 3), logistic = FALSE)", "logistic = FALSE"),
        ("d$A <- calibrate(d$x, thresholds = c(1, 2, 3), ecdf = TRUE)", "ecdf"),
        ('minimize(unknown, include = "?")', ""),
        ('superSubset(d, outcome = "Y", relation = "sufficiency")', ""),
        ('pofind(d, outcome = "Y", relation = "suf")', ""),
        ('truthTable(d, outcome = "Y", inf.test = "binom")', "inf.test"),
        ('minimize(truthTable(d, outcome = "Y"), include = "?, C")', "include"),
        ("for (i in 1:3) print(i)", ""),
        ("x <- function(a) a + 1", ""),
        ('system("rm -rf /")', ""),
        ("'unclosed", ""),
        ("))) ", ""),
        (f"{'(' * 300}1", ""),
    ],
)
def test_nothing_is_dropped_silently(line: str, what: str) -> None:
    found = scripts.read_r_settings(f"library(QCA)\n{line}\n")
    assert [(item.line, item.what) for item in found.not_understood] == [(2, what)]


def test_pipes_and_signs_are_read() -> None:
    found = scripts.read_r_settings(
        'd |> truthTable(outcome = ~Y, conditions = "A, B", neg.out = FALSE, incl.cut = 8e-1)\n'
        'QCA::truthTable(d, outcome = "Z{1}")\n'
        'pofind(d, outcome = "Y", conditions = c("A"))'
    )
    assert [one.settings["outcome"] for one in found.steps[1:]] == ["~Y", "Z[1]", "Y"]
    assert found.not_understood == ()


def test_syntax_of_texts_and_numbers() -> None:
    [statement] = statements('f("a\\"b\\n\\u4fe1\\x41", \'q\', 0x1F, .5, -2e3L, `a b`, NULL)')
    assert isinstance(statement.node, Call)
    values = [value for _, value in statement.node.arguments]
    assert [item.value for item in values if isinstance(item, Constant)] == [
        'a"b\n信A',
        "q",
        31.0,
        0.5,
        None,
    ]


def test_a_script_may_not_be_endless() -> None:
    with pytest.raises(DataError, match="longer than 1000000"):
        scripts.read_r_settings("x\n" * 600_000)


@given(st.text(alphabet="cA\"'\\(),=<-[]{}~1.\n#$|>%`", max_size=60))
def test_any_text_is_read_or_listed(script: str) -> None:
    found = scripts.read_r_settings(script)
    assert isinstance(found.conditions, tuple)
    assert all(isinstance(one, Condition) for one in found.conditions)
