"""Names of organisations: which are one, which are not, and how a person decides otherwise."""

from __future__ import annotations

import pytest

from consilience import network
from consilience.errors import ArgumentError

SAME = [
    ("Apple inc.", "Apple Inc."),
    ("Société Générale S.A.", "Societe Generale"),
    ("The MITRE Corporation", "MITRE"),
    ("Red Hat, Inc.", "RedHat"),
    ("Salesforce", "Salesforce.com, Inc."),
    ("FIWARE", "FIWARE Foundation e. V."),
    ("IBM", "International Business Machines Corporation"),
    ("HPE", "Hewlett Packard Enterprise Development LP"),
    ("Electric Power Research Institute (EPRI)", "EPRI"),
    ("Gravitational, Inc “DBA” Teleport", "Gravitational, Inc"),
    ("D2IQ", "D2iQ, Inc. (f/k/a Mesosphere)"),
    ("KNS Group LLC (trademark YADRO)", "YADRO"),
    ("Baidu", "Beijing Baidu Netcom Science Technology Co., Ltd."),
    ("aivancity Achool for Technology", "Aivancity School for Technology"),
    ("华为技术有限公司", "华为"),
    ("华为（中国）", "深圳市华为技术有限公司"),
    ("阿里巴巴集团控股有限公司", "阿里巴巴集团控股"),
    ("腾讯科技（深圳）有限公司", "腾讯"),
    ("中国移动通信集团有限公司", "中国移动"),
    ("清华大学（Tsinghua University）", "Tsinghua University"),
    ("宁德时代（CATL）", "CATL"),
    ("蚂蚁科技 原名 蚂蚁金服", "蚂蚁金服"),
]
DIFFERENT = [
    ("Coburg University of Applied Sciences", "Lucerne University of Applied Sciences"),
    ("University of Washington", "University of Washington Bothell"),
    ("Model 9", "Model 8"),
    ("Team8", "Team9"),
    ("Intel", "Inteln"),
    ("IOTA Foundation", "Volta Foundation"),
    ("Acme (Singapore)", "Singapore"),
    ("Acme (USA)", "USA"),
    ("北京理工大学", "南京理工大学"),
    ("中国移动通信集团有限公司", "中国电信集团有限公司"),
    ("中国科学院自动化研究所", "中国科学院计算技术研究所"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_organisation(one: str, other: str) -> None:
    found = network.resolve_names([one, other])
    assert len(set(found.organisations)) == 1
    assert found.merges[0].score >= 0.9


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_two_organisations(one: str, other: str) -> None:
    assert len(set(network.resolve_names([one, other]).organisations)) == 2


def test_the_most_frequent_then_the_shortest_name_stands_for_all() -> None:
    found = network.resolve_names(["Nokia Corp.", "Nokia", "Nokia Corporation", "Nokia Corp."])
    assert set(found.organisations) == {"Nokia Corp."}
    assert network.resolve_names(["Nokia Corporation", "Nokia"]).organisations == ("Nokia", "Nokia")


def test_near_ones_are_left_for_review() -> None:
    names = ["Northern Lights", "Nothern Light", "Other"]
    strict = network.resolve_names(names, threshold=0.99)
    assert len(set(strict.organisations)) == 3
    (near,) = strict.to_review
    assert (near.first, near.second, near.reason) == (
        "Northern Lights",
        "Nothern Light",
        "spelling",
    )
    assert 0.8 <= near.score < 0.99


def test_a_person_decides() -> None:
    names = ["Ubuntu", "Canonical", "Canonical Ltd.", "Canonical Group Limited"]
    plain = network.resolve_names(names)
    assert len(set(plain.organisations)) == 2
    joined = network.resolve_names(names, together=[("Canonical", "Ubuntu")])
    assert set(joined.organisations) == {"Ubuntu"}
    assert {merge.reason for merge in joined.merges} >= {"asked", "same core"}
    parted = network.resolve_names(names, apart=[("Canonical Group Limited", "Canonical")])
    assert parted.organisations == ("Ubuntu", "Canonical", "Canonical", "Canonical Group Limited")
    assert {merge.reason for merge in parted.to_review} == {"general words"}
    assert parted.to_frame().organisation.tolist() == list(parted.organisations)


def test_an_alias_given_twice_counts_once() -> None:
    found = network.resolve_names(["Foo aka Bar (aka Bar)", "Bar"])
    assert [merge.reason for merge in found.merges] == ["alias"]
    assert network.resolve_names(["Foo aka Bar (aka Bar)"]).merges == ()


def test_links_through_a_third_name_are_told_once() -> None:
    found = network.resolve_names(["Arm", "Arm Ltd", "ARM Limited"], together=[("Arm", "Arm Ltd")])
    assert len(found.merges) == 2


def test_too_many_names() -> None:
    with pytest.raises(ArgumentError, match="at most 5000"):
        network.resolve_names([f"firm {n}" for n in range(5_001)])


def test_names_of_legal_words_and_marks_alone_stay() -> None:
    found = network.resolve_names(["Co.", "公司", "???", "(IIS)"])
    assert len(set(found.organisations)) == 4
