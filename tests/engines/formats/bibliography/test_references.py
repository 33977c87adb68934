"""Exports of databases: every format to the same table, with broken and hostile files."""

from __future__ import annotations

from pathlib import Path

import pytest

from consilience.errors import DataError
from consilience.formats import table_from_frame
from consilience.formats.bibliography import (
    COLUMNS,
    countries,
    organisation,
    read_references,
    references_of_table,
)
from consilience.formats.table import Table

RIS = """TY  - JOUR
TI  - Trust in V2X
AU  - Li, X
AU  - Wang, Y
AD  - School of Economics, Tsinghua University, Beijing, China
AD  - Huawei Technologies Co., Ltd., Shenzhen, China; Bosch GmbH, Berlin, Germany
DA  - 2019/05/12
JO  - J. Alliances
DO  - 10.1/abc
AB  - First line
 second line
ER  -

TY  - PAT
T1  - A lamp
PY  - 2020///
ER  -
"""
WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Li, X
   Wang, Y
TI Trust in
   V2X
SO JOURNAL OF ALLIANCES
DT Article
C1 [Li, X; Wang, Y] Tsinghua Univ, Sch Econ, Beijing 100084, Peoples R China.
   [Wang, Y] MIT, Sloan Sch Management, Cambridge, MA 02139 USA.
DI 10.1/abc
PY 2019
UT WOS:1
ER

PT P
TI Lamp
AE HUAWEI TECHNOLOGIES CO LTD (HUAW-C)
   ZTE CORP (ZTEC-C)
PN CN1
PY 2020
ER

PT J
TI Named
C1 [Li, X] Tsinghua Univ, Beijing, Peoples R China.
C3 Tsinghua University; Huawei Technologies
UT WOS:3
ER

EF
"""
WOS_TABLE = (
    "PT\tAU\tTI\tC1\tDI\tPY\n"
    'J\tLi, X\tTrust "in" V2X\t[Li, X] Tsinghua Univ, Beijing, Peoples R China; '
    "[Wu, Y] Bosch GmbH, Berlin, Germany\t10.1/abc\t2019\n\n"
)
REFWORKS = """RT Journal Article
SR 1
A1 李明;王芳
AD 清华大学经济管理学院;华为技术有限公司中央研究院;
T1 车路协同的信任
JF 管理世界
YR 2019
AB 第一行
第二行
DO 10.1/abc

RT Dissertation/Thesis
SR 2
A1林行众
PB 南京农业大学
T1 黄瓜
YR 2015
"""
ENDNOTE = """%0 Journal Article
%A 李明
%A 王芳
%+ 清华大学经济管理学院,北京,100084;哈尔滨医科大学附属第二医院骨科;
%T 车路协同的信任
%J 管理世界
%D 2019
%R 10.1/abc

%0 Thesis
%T 黄瓜
%D 2015
"""
NOTEEXPRESS = """{Reference Type}: Journal Article
{Title}: 车路协同的信任
{Author}: 李明;王芳;
{Author Address}: 清华大学经济管理学院;华为技术有限公司;
{Journal}: 管理世界
{Year}: 2019
{DOI}: 10.1/abc

{Reference Type}: Patent
{Title}: 托辊支架
{Author}: 发明人甲
{Subsidiary Author}: 华为技术有限公司;中兴通讯股份有限公司
{Date}: 2012-08-08
{Author Address}: 443000 湖北省宜昌市猇亭区
{Notes}: CN302029643S
"""
CNKI = """SrcDatabase-来源库: 期刊
Title-题名: 车路协同的信任
Author-作者: 李明;王芳;
Organ-单位: 清华大学经济管理学院;华为技术有限公司;
Source-文献来源: 管理世界
Summary-摘要: 第一行
第二行
PubTime-发表时间: 2019-05-12
Year-年: 2019
DOI-DOI: 10.1/abc

SrcDatabase-来源库: 硕士
Title-题名: 黄瓜
"""
STUDY_CNKI = """DataType: 1
Title-题名: 车路协同
Year-年: 2019
SrcDatabase-来源库: 期刊
Organ-机构: 河北农业大学资源与环境学院;
DataType: 1
Title-题名: 黄瓜
"""
BIBTEX = r"""% made by hand
@string{ja = "J. Alliances"}
@comment{ nothing @here }
@article{li2019,
  title = {Trust in {V2X}: a study in M{\"u}nchen \& Gda\'nsk},
  author = {Li, X. and M{\"u}ller, Y.},
  journal = ja # " B",
  year = 2019, month = may,
  doi = {10.1/abc},
  affiliations = {School of Economics, Tsinghua University, Beijing, China;
    Bosch GmbH, Berlin, Germany},
  abstract = "A ""quoted"" one"
}
@patent(p1,
  title = {A lamp}, year = {2020}, number = {CN1}, holder = {Huawei Technologies Co., Ltd.}
)
@misc{x, title = {Standard}, type = {Standard}, date = {2021-03},
  affiliation = {Li, X (Corresponding Author), Tsinghua Univ, Beijing, Peoples R China.
    Wang, Y, Huawei Ltd, Shenzhen, Peoples R China.}}
"""


def read(folder: Path, text: str | bytes, name: str = "export.txt") -> Table:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    found = read_references(path)
    assert found is not None
    assert found.columns == COLUMNS
    return found


def rows(found: Table) -> list[tuple[object, ...]]:
    """Return title, date, organisations, countries, kind and identifier of every record."""
    return [row[:6] for row in found.cells]


def test_ris(tmp_path: Path) -> None:
    found = read(tmp_path, RIS)
    assert rows(found) == [
        (
            "Trust in V2X",
            "2019/05/12",
            "Tsinghua University\nHuawei Technologies Co., Ltd.\nBosch GmbH",
            "China; Germany",
            "paper",
            "10.1/abc",
        ),
        ("A lamp", "2020", "", "", "patent", ""),
    ]
    assert found.cells[0][6:] == ("First line second line", "J. Alliances", "Li, X; Wang, Y")
    assert found.rows == (1, 14)


def test_web_of_science(tmp_path: Path) -> None:
    found = read(tmp_path, "\ufeff" + WOS)
    assert rows(found) == [
        ("Trust in V2X", "2019", "Tsinghua Univ\nMIT", "China; USA", "paper", "10.1/abc"),
        ("Lamp", "2020", "HUAWEI TECHNOLOGIES CO LTD\nZTE CORP", "", "patent", "CN1"),
        ("Named", "", "Tsinghua University\nHuawei Technologies", "China", "paper", "WOS:3"),
    ]
    assert found.rows == (3, 17, 25)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_web_of_science_with_tabs(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path, WOS_TABLE.encode(encoding))
    organisations = "Tsinghua Univ\nBosch GmbH"
    assert rows(found) == [
        ('Trust "in" V2X', "2019", organisations, "China; Germany", "paper", "10.1/abc")
    ]
    assert found.rows == (2,)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_refworks_of_cnki(tmp_path: Path, encoding: str) -> None:
    found = read(tmp_path, REFWORKS.encode(encoding))
    assert rows(found) == [
        ("车路协同的信任", "2019", "清华大学\n华为技术有限公司", "", "paper", "10.1/abc"),
        ("黄瓜", "2015", "南京农业大学", "", "thesis", ""),
    ]
    assert found.cells[0][6] == "第一行 第二行"
    assert found.cells[1][8] == "林行众"


def test_endnote(tmp_path: Path) -> None:
    found = read(tmp_path, ENDNOTE)
    assert rows(found) == [
        (
            "车路协同的信任",
            "2019",
            "清华大学\n哈尔滨医科大学附属第二医院",
            "",
            "paper",
            "10.1/abc",
        ),
        ("黄瓜", "2015", "", "", "thesis", ""),
    ]


def test_noteexpress_names_the_applicants_of_a_patent(tmp_path: Path) -> None:
    found = read(tmp_path, NOTEEXPRESS)
    assert rows(found) == [
        ("车路协同的信任", "2019", "清华大学\n华为技术有限公司", "", "paper", "10.1/abc"),
        (
            "托辊支架",
            "2012-08-08",
            "华为技术有限公司\n中兴通讯股份有限公司",
            "",
            "patent",
            "CN302029643S",
        ),
    ]


def test_the_text_of_cnki(tmp_path: Path) -> None:
    found = read(tmp_path, CNKI)
    assert rows(found) == [
        ("车路协同的信任", "2019", "清华大学\n华为技术有限公司", "", "paper", "10.1/abc"),
        ("黄瓜", "", "", "", "thesis", ""),
    ]
    assert found.cells[0][6] == "第一行 第二行"
    assert found.rows == (1, 12)
    study = read(tmp_path, STUDY_CNKI)
    assert rows(study) == [
        ("车路协同", "2019", "河北农业大学", "", "paper", ""),
        ("黄瓜", "", "", "", "", ""),
    ]
    assert rows(read(tmp_path, "Title-题名: 只有题名\n"))[0][0] == "只有题名"


def test_bibtex(tmp_path: Path) -> None:
    found = read(tmp_path, BIBTEX, "a.bib")
    assert rows(found) == [
        (
            "Trust in V2X: a study in München & Gdańsk",
            "may 2019",
            "Tsinghua University\nBosch GmbH",
            "China; Germany",
            "paper",
            "10.1/abc",
        ),
        ("A lamp", "2020", "Huawei Technologies Co., Ltd", "", "patent", "CN1"),
        ("Standard", "2021-03", "Tsinghua Univ\nHuawei Ltd", "China", "standard", ""),
    ]
    assert found.cells[0][7:] == ("J. Alliances B", "Li, X.; Müller, Y.")
    assert found.rows == (4, 14, 17)


def test_lines_of_the_provider_before_ris_are_passed_over(tmp_path: Path) -> None:
    found = read(tmp_path, "Provider: X\nContent: text/plain\n\n" + RIS)
    assert found.rows == (4, 17)


def test_odd_bibtex_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    text = r"""@article{a, title = {One}, ? year = {2019} @book{b, title = "T{"}wo", year = 20 # 20
  , note = \ , x = }
@book{no key
"""
    found = read(tmp_path, text + "}")
    assert [row[:2] for row in found.cells] == [("One", "2019"), ('T"wo', "2020"), ("", "")]


@pytest.mark.parametrize(
    "text",
    [
        "@article{a, title = {never closed",
        '@article{a, title = "never closed',
        "@article{a, title = {One}",
        "@article{a",
        "@article{a, title =",
    ],
)
def test_an_entry_that_is_never_closed_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(DataError, match="line 1"):
        read(tmp_path, text)


def test_a_file_without_a_record_is_refused(tmp_path: Path) -> None:
    for text in ("@comment{nothing}", "FN Clarivate\nVR 1.0\nEF\n", "PT\tAU\tTI\n"):
        with pytest.raises(DataError, match="no record"):
            read(tmp_path, text)


def test_other_files_are_none_of_these(tmp_path: Path) -> None:
    for content in (
        b"name,b\nRT Bank,2\n%0 x,2\nPT J\n",
        b"FN Herstal,1\n",
        b"a,b\n1,2\n",
        b"@id,b\n1,2\n",
        b"%PDF-1.4",
        b"",
        b"% a\n% b\n",
    ):
        path = tmp_path / "x"
        path.write_bytes(content)
        assert read_references(path) is None


def test_hostile_texts_take_no_long_time(tmp_path: Path) -> None:
    for text in (
        "@article{a, title = {" + "{" * 200_000 + "}" * 200_000 + "}}",
        "@article{a, " + "title = {x}, " * 50_000 + "}",
        "@article{a, " + "?" * 200_000 + "}",
        "TY  - JOUR\nAD  - " + ", Ltd" * 50_000 + "\nER  -\n",
        "TY  - JOUR\nAD  - " + "[" * 50_000 + "\nER  -\n",
        "TY  - JOUR\nAD  - " + "大" * 100_000 + "\n" + "x\n" * 20_000 + "ER  -\n",
    ):
        assert len(read(tmp_path, text).cells) == 1


SCOPUS = {
    "Authors": ["Li X.; Wang Y."],
    "Title": ["Trust in V2X"],
    "Year": [2019],
    "Source title": ["J. Alliances"],
    "DOI": [""],
    "EID": ["2-s2.0-1"],
    "Affiliations": [
        (
            "School of Economics, Tsinghua University, Beijing, China; "
            "Huawei Technologies Co., Ltd., Shenzhen, China; Institute of Automation, "
            "Chinese Academy of Sciences, Beijing, China; 3M"
        )
    ],
    "Document Type": ["Conference paper"],
}


def test_tables_of_databases_are_known_by_their_columns() -> None:
    found = references_of_table(table_from_frame(SCOPUS, "scopus.csv"))
    assert found is not None
    names = ["Tsinghua University", "Huawei Technologies Co., Ltd."]
    names += ["Chinese Academy of Sciences", "3M"]
    assert rows(found) == [
        (
            "Trust in V2X",
            "2019",
            "\n".join(names),
            "China",
            "conference paper",
            "2-s2.0-1",
        )
    ]
    assert found.rows == (2,)
    wos = {
        "Article Title": ["V2X"],
        "Addresses": ["[Li, X] Tsinghua Univ, Beijing, Peoples R China"],
        "Affiliations": ["Tsinghua University"],
        "Publication Year": [2019],
    }
    found = references_of_table(table_from_frame(wos, "wos.xlsx"))
    assert found is not None
    assert rows(found)[0][2:4] == ("Tsinghua University", "China")
    cnki = {"Title-题名": ["车"], "Author-作者": ["李"], "Organ-单位": ["清华大学经管;"]}
    found = references_of_table(table_from_frame(cnki, "cnki.xlsx"))
    assert found is not None
    assert rows(found)[0][2] == "清华大学"
    assert references_of_table(table_from_frame({"a": ["b"]}, "x")) is None


def test_too_many_references_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("consilience.formats.bibliography.MAXIMUM_CELLS", 10)
    with pytest.raises(DataError, match="more than 10 cells"):
        read(tmp_path, RIS)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("Dept Econ,, Univ Oslo, Oslo, Norway", "Univ Oslo"),
        ("Ministry of Transport, Berlin, Germany", "Ministry of Transport"),
        ("Road Lab, Center for Mobility, Berlin, Germany", "Center for Mobility"),
        ("Somewhere, Nowhere", "Somewhere"),
        ("1. 华为技术有限公司中央研究院 深圳", "华为技术有限公司"),
        ("中国科学院自动化研究所模式识别国家重点实验室", "中国科学院自动化研究所"),
        ("上汽集团", "上汽集团"),
        (",", ","),
    ],
)
def test_which_part_of_an_address_is_the_organisation(address: str, name: str) -> None:
    assert organisation(address) == name


def test_countries_end_the_addresses() -> None:
    texts = ["[A] Univ, Paris, France.; [B] Firm, 12345 Berlin, Germany 10115; 3M", "清华大学,北京"]
    assert countries(texts) == ("France", "Germany")
