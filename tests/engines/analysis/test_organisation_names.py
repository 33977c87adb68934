"""Organisations of a study that may be one, and where its texts name them."""

from __future__ import annotations

from consilience.analysis.organisation_names import (
    resolved_names,
    similar_organisations,
    text_mentions,
)
from consilience.study import (
    NameDecision,
    Organisation,
    Project,
    Source,
    SourceVersion,
    Study,
    study_of,
)

PROJECT = Project(code="P", title="T")
HUAWEI = Organisation(code="H", name="Huawei", name_zh="华为", names=("HW Shenzhen",))
LONG = Organisation(code="L", name="华为技术有限公司")
CLOUD = Organisation(code="C", name="Huawei Cloud")
BOSCH = Organisation(code="B", name="Bosch")


def pairs(study: Study) -> list[tuple[str, str, str, float]]:
    return [(one.first, one.second, one.kind, one.score) for one in similar_organisations(study)]


def test_pairs_are_of_organisations_the_surest_first() -> None:
    study = study_of([PROJECT, HUAWEI, LONG, CLOUD, BOSCH])
    assert pairs(study) == [("H", "L", "same", 0.93), ("C", "H", "part", 0.8)]
    first = similar_organisations(study)[0]
    assert (first.first_name, first.second_name, first.rule) == (
        "华为",
        "华为技术有限公司",
        "general words",
    )
    assert first.in_words.startswith("the same name but for words")
    assert first.in_words_zh.startswith("除“集团”")
    assert pairs(study_of([PROJECT])) == []


def test_what_is_decided_is_left_out() -> None:
    apart = NameDecision(first="Huawei", second="华为技术有限公司", same=False)
    part = Organisation(code="C", name="Huawei Cloud", parent_id=HUAWEI.id)
    assert pairs(study_of([PROJECT, HUAWEI, LONG, part, apart])) == []
    whole = Organisation(code="H", name="Huawei", parent_id="c")
    below = Organisation(id="c", code="C", name="Huawei Cloud")
    assert pairs(study_of([PROJECT, whole, below])) == []


def test_plain_names() -> None:
    found, listed = resolved_names(["Bosch", "Bosch GmbH", "Bosch Rexroth", "GE", "Gas Energy",
                                    "General Electric"], 0.9)  # fmt: skip
    assert len(set(found.organisations)) == 5
    assert [(one.kind, one.first) for one in listed] == [
        ("merged", ""),
        ("same", ""),
        ("same", ""),
        ("part", ""),
    ]


def test_texts_name_the_organisations_of_the_study() -> None:
    sources = [Source(code=code, kind="internal", title="t") for code in ("S1", "S2")]
    texts = ["Bosch与HW Shenzhen合作。", "华为与中兴通讯股份有限公司"]
    versions = [
        SourceVersion(source_id=one.id, number=1, text=text, sha256="ab")
        for one, text in zip(sources, texts, strict=True)
    ]
    study = study_of([PROJECT, HUAWEI, BOSCH, *sources, *versions])
    found = [
        (one.source, one.mention.text, one.mention.organisation) for one in text_mentions(study)
    ]
    assert found == [
        ("S1", "Bosch", "B"),
        ("S1", "HW Shenzhen", "H"),
        ("S2", "华为", "H"),
        ("S2", "中兴通讯股份有限公司", ""),
    ]
    assert [one.source for one in text_mentions(study, sources[1])] == ["S2", "S2"]
