"""Names of organisations: which are one, which are not, and how a person decides otherwise."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path

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
    ("EnterpriseDB Corporation", "EDB"),
    ("Enterprise DB", "EDB"),
    ("Taiwan Semiconductor Manufacturing Company Limited", "TSMC"),
    ("BBVA", "Banco Bilbao Vizcaya Argentaria, S.A."),
    ("General Electric Company", "GE"),
    ("P&G", "Procter & Gamble Co."),
    ("A.T.&T.", "AT&T Inc."),
    ("IIT Bombay", "Indian Institute of Technology Bombay"),
    ("TU Wien", "Technische Universität Wien"),
    ("Univ Calif Berkeley", "University of California, Berkeley"),
    ("Chinese Acad Sci", "Chinese Academy of Sciences"),
    ("Universität Leipzig", "Leipzig University"),
    (
        "Institute of Automation, Chinese Academy of Sciences",
        "Chinese Academy of Sciences, Institute of Automation",
    ),
    ("América Móvil, S.A.B. de C.V.", "America Movil"),
    ("Robert Bosch Gesellschaft mit beschränkter Haftung", "Robert Bosch GmbH"),
    ("A.P. Møller - Mærsk A/S", "A.P. Moller - Maersk"),
    ("PT Telkom Indonesia (Persero) Tbk", "Telkom Indonesia"),
    ("Turkcell İletişim Hizmetleri A.Ş.", "Turkcell Iletisim Hizmetleri AS"),
    ("AB Volvo", "Volvo"),
    ("ООО «Яндекс»", "Яндекс"),
    ("株式会社日立製作所", "日立"),
    ("삼성전자(주)", "삼성전자 주식회사"),
    ("台灣積體電路製造股份有限公司", "台灣積體電路製造"),
    ("ＨＵＡＷＥＩ　Technologies", "Huawei"),
    ("Alibaba Group (NYSE: BABA)", "Alibaba Group"),
    ("比亚迪（002594.SZ）", "比亚迪"),
    ("Johnson &amp; Johnson", "Johnson and Johnson"),
    ("Lego® Group", "Lego"),
    ("Meta Platforms (formerly Facebook, Inc.)", "Facebook"),
    ("Facebook (now Meta)", "Meta"),
    ("Guangxi Tidu Technology Co., Ltd. (TIDU)", "Tidu"),
    ("SideFX (Side Effects Software Inc)", "Side Effects Software"),
    ("RTE (Reseau de Transport dElectricite)", "RTE"),
    ("Siemens Ltd., China", "Siemens AG"),
    ("Toyota Motor North America", "Toyota"),
    ("Western Digital Technologies, Inc.", "Western Digital"),
    ("Grupo Bimbo", "Bimbo S.A.B. de C.V."),
    ("Portworx by Pure Storage", "Portworx"),
    ("北京百度网讯科技有限公司", "百度"),
    ("百度在线网络技术（北京）有限公司", "北京百度网讯科技有限公司"),
    ("北京京东世纪贸易有限公司", "京东集团"),
    ("深圳市腾讯计算机系统有限公司", "腾讯"),
    ("中国科学院", "中科院"),
    ("中科院自动化研究所", "中国科学院自动化研究所"),
    ("北大", "北京大学"),
    ("清华", "清华大学"),
    ("北航", "北京航空航天大学"),
    ("工信部", "工业和信息化部"),
    ("国家发展改革委", "国家发展和改革委员会"),
    ("中国信息通信研究院（信通院）", "信通院"),
    ("上汽", "上海汽车集团股份有限公司"),
    ("工行", "中国工商银行股份有限公司"),
    ("中国建设银行", "建设银行"),
    ("一汽", "中国第一汽车集团公司"),
    ("中国平安保险（集团）股份有限公司", "中国平安保险"),
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
    ("中国移动", "中国联通"),
    ("上海汽车", "上海银行"),
    ("上海汽车集团股份有限公司", "北京汽车集团有限公司"),
    ("中国石油天然气集团有限公司", "中国石油化工集团有限公司"),
    ("中国科学院", "中国社会科学院"),
    ("中国科学院", "中国科学院大学"),
    ("中信", "中国信达"),
    ("华为技术有限公司", "华为终端有限公司"),
    ("中国银行", "中国工商银行"),
    ("中国移动通信集团有限公司", "中国移动通信集团有限公司上海分公司"),
    ("有限公司", "集团"),
    ("Bank of China", "Bank of America"),
    ("University of Washington", "Washington University"),
    ("General Motors", "General Software"),
    ("Air China", "Air France"),
    ("HP Inc.", "Hewlett Packard Enterprise"),
    ("LG Electronics", "LG Chem"),
    ("Red Hat, an IBM company", "IBM"),
    ("Red Hat (IBM)", "IBM"),
    ("Alphabet", "Google (Alphabet)"),
    ("University of Oxford (Physics Institute)", "Physics Institute"),
    ("Northern Telecom", "Southern Telecom"),
    ("Institute of Card Design", "Institute of Car Design"),
    ("清华大学（计算机系）", "计算机系"),
    ("Deutsche Bank AG", "Deutsche Bahn AG"),
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


LISTS = Path(__file__).parents[2] / "reference" / "names"


@pytest.mark.parametrize(
    ("file", "half", "precision", "recall"),
    [
        ("development.csv", "", 0.97, 0.97),
        ("held_out.csv", "", 0.93, 0.92),
        ("members.csv", "held out", 0.93, 0.72),
    ],
)
def test_labelled_lists(file: str, half: str, precision: float, recall: float) -> None:
    with (LISTS / file).open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row.get("half", "") == half]
    labels = {row["name"]: row["organisation"] for row in rows}
    found = network.resolve_names(labels)
    organisation = dict(zip(found.names, found.organisations, strict=True))
    pairs = list(itertools.combinations(labels, 2))
    same = {pair for pair in pairs if labels[pair[0]] == labels[pair[1]]}
    merged = {pair for pair in pairs if organisation[pair[0]] == organisation[pair[1]]}
    assert len(same & merged) / len(merged) >= precision
    assert len(same & merged) / len(same) >= recall


def test_a_name_that_fits_several_is_left_for_review() -> None:
    names = ["Mitsubishi", "Mitsubishi Electric Corporation", "Mitsubishi Motors"]
    found = network.resolve_names(names)
    assert len(set(found.organisations)) == 3
    assert [(one.reason, one.score) for one in found.to_review] == [("trade words", 0.85)]
    for names, reason in (
        (["南京大学", "南大", "南开大学"], "short form"),
        (["General Electric", "GE", "Gulf Energy"], "acronym"),
    ):
        found = network.resolve_names(names)
        assert len(set(found.organisations)) == 3
        assert {(one.reason, one.score) for one in found.to_review} == {(reason, 0.85)}
    assert len(set(network.resolve_names(["南京大学", "南大"]).organisations)) == 1


def test_one_trade_more_does_not_part_what_has_the_same_trade() -> None:
    names = ["Samsung", "Samsung Electronics", "Samsung Electronics America", "Samsung Chemical"]
    groups = network.resolve_names(names).organisations
    assert groups[1] == groups[2]
    assert len(set(groups)) == 3


def test_a_table_of_aliases() -> None:
    names = ["Ubuntu", "Canonical Group Limited", "Canonical Ltd.", "Huawei", "华为技术有限公司"]
    table = {"Canonical": ["Ubuntu", "Launchpad"], "华为": ["Huawei"]}
    found = network.resolve_names(names, aliases=table)
    assert found.organisations == ("Ubuntu", "Ubuntu", "Ubuntu", "Huawei", "Huawei")
    told = {(one.first, one.second) for one in found.merges if one.reason == "alias table"}
    assert ("Ubuntu", "Canonical Ltd.") in told


@pytest.mark.parametrize(
    ("part", "whole", "score", "reason"),
    [
        ("Red Hat, an IBM company", "International Business Machines (IBM)", 0.95, "told"),
        ("GitHub (a subsidiary of Microsoft)", "Microsoft Corporation", 0.95, "told"),
        ("Portworx by Pure Storage", "Pure Storage, Inc.", 0.95, "told"),
        ("盒马（阿里巴巴旗下）", "阿里巴巴集团控股有限公司", 0.95, "told"),
        ("中国联通研究中心 隶属于中国联通", "中国联通", 0.95, "told"),
        ("Microsoft Research", "Microsoft Corporation", 0.8, "unit"),
        (
            "Institute of Software, Chinese Academy of Sciences",
            "Chinese Academy of Sciences",
            0.8,
            "unit",
        ),
        ("中国科学院自动化研究所", "中国科学院", 0.8, "unit"),
        ("中国移动通信集团有限公司上海分公司", "中国移动通信集团有限公司", 0.8, "unit"),
        ("Siemens Healthineers AG", "Siemens AG", 0.7, "longer name"),
        ("华为终端有限公司", "华为技术有限公司", 0.7, "longer name"),
    ],
)
def test_a_part_is_listed_and_not_merged(part: str, whole: str, score: float, reason: str) -> None:
    found = network.resolve_names([part, whole])
    assert len(set(found.organisations)) == 2
    assert [(one.part, one.whole, one.score, one.reason) for one in found.part_of] == [
        (part, whole, score, reason)
    ]


def test_what_is_part_of_nothing_here() -> None:
    names = [
        "Red Hat, an IBM company",
        "First Solar",
        "First",
        "University of Oxford",
        "University",
    ]
    assert network.resolve_names(names).part_of == ()


def test_rules_in_words() -> None:
    found = network.resolve_names(["Bosch", "Bosch GmbH", "Bosch Energy"])
    assert found.merges[0].rule() == "the same name but for case, marks and legal form"
    assert found.merges[0].rule("zh") == "除大小写、标点和法律形式外名称相同"
    assert found.part_of[0].rule() == "the name of the whole with that of a unit"
    assert found.part_of[0].rule("zh") == "所属组织的名称加上部门或单位名"


def test_chinese_names_with_one_other_character_are_left_for_review() -> None:
    found = network.resolve_names(["恒通达联运销远方公司", "恒通达联远销远方公司"])
    assert len(set(found.organisations)) == 2
    assert [(one.reason, one.score) for one in found.to_review] == [("spelling", 0.85)]


def test_names_one_slip_from_many_others_are_not_misspelt() -> None:
    names = [f"Acme Alpa{letter} Works" for letter in "abcdefgh"]
    found = network.resolve_names(names)
    assert len(set(found.organisations)) == len(names)
    assert {(one.reason, one.score) for one in found.to_review} == {("spelling", 0.85)}


def test_a_long_text_is_no_name_that_tells_its_whole() -> None:
    assert network.resolve_names(["x " * 200 + "a part of IBM", "IBM"]).part_of == ()
