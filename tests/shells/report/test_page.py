"""What holds for every page: order, addresses, neutrality, the same bytes twice."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from consilience.errors import ConsilienceError
from consilience.report import html_report
from golden.page import Element, read
from golden.studies import SCORES, run, small_study
from shells.report.conftest import Rendered

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "O'Hara & Söhne",
    "\u202eمرحبا",
    "x" * 500,
    "{{ 7 * 7 }}",
    "</style><b>",
    "联盟 八",
    "javascript:alert(1)",
    "<!--",
    "]]>",
    "&lt;b&gt;",
]


@pytest.fixture(params=["demo", "demo_zh", "small"])
def shown(request: pytest.FixtureRequest) -> Rendered:
    found: Rendered = request.getfixturevalue(request.param)
    return found


def test_headings_go_down_one_step_at_a_time(shown: Rendered) -> None:
    levels = [int(e.tag[1]) for e in shown.page.all() if re.fullmatch("h[1-6]", e.tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_identifier_occurs_once_and_every_link_has_its_place(shown: Rendered) -> None:
    names = [e.attributes["id"] for e in shown.page.all() if "id" in e.attributes]
    assert len(names) == len(set(names))
    links = [e.attributes["href"] for e in shown.page.all("a")]
    assert links
    assert {link[:1] for link in links} == {"#"}
    assert {link[1:] for link in links} <= set(names)
    labelled = [e.attributes.get("aria-labelledby", "").split() for e in shown.page.all()]
    assert {name for listed in labelled for name in listed} <= set(names)


def test_no_link_leads_into_something_folded(shown: Rendered) -> None:
    links = {e.attributes["href"][1:] for e in shown.page.all("a")}
    folded = {
        e.attributes["id"]
        for details in shown.page.all("details")
        for e in details.all()
        if "id" in e.attributes
    }
    assert not links & folded


def test_nothing_is_loaded_or_run(shown: Rendered) -> None:
    tags = {e.tag for e in shown.page.all()}
    assert not tags & {"script", "img", "iframe", "object", "embed", "form", "base"}
    attributes = {(name, value) for e in shown.page.all() for name, value in e.attributes.items()}
    assert not [name for name, _ in attributes if name.startswith("on") or name == "style"]
    assert not [v for n, v in attributes if n in {"src", "href"} and v[:1] != "#" and v != "data:,"]
    assert "url(" not in shown.html
    assert "@import" not in shown.html
    policy = shown.page.all("meta", **{"http-equiv": "Content-Security-Policy"})
    assert policy[0].attributes["content"].startswith("default-src 'none'")


def test_tables_and_figures_speak(shown: Rendered) -> None:
    for table in shown.page.all("table"):
        assert table.all("caption")[0].text.strip()
        assert all(cell.attributes["scope"] in {"col", "row"} for cell in table.all("th"))
        widths = {
            sum(
                int(cell.attributes.get("colspan", "1"))
                for cell in (*row.all("td"), *row.all("th"))
            )
            for row in table.all("tr")
        }
        assert len(widths) <= 1
    for figure in shown.page.all("figure"):
        assert figure.all("title")[0].text
        assert figure.all("desc")[0].text
        assert figure.all("figcaption")[0].text


def test_the_same_study_gives_the_same_bytes(shown: Rendered) -> None:
    language = "zh" if "zh-Hans" in shown.html[:200] else "en"
    again = html_report(shown.study, shown.evidence, language)  # type: ignore[arg-type]  # (chosen)
    assert again == shown.html


def test_findings_read_back_from_the_study_give_the_same_bytes(small: Rendered) -> None:
    again, evidence = run(small_study())
    assert again.content_sha256() == small.study.content_sha256()
    other = html_report(again, evidence, "en")
    ids = {f.id: g.id for f, g in zip(again.findings, small.study.findings, strict=True)}
    for mine, theirs in ids.items():
        other = other.replace(mine, theirs)
    assert other == small.html


def test_the_language_of_the_page_is_declared(demo: Rendered, demo_zh: Rendered) -> None:
    assert demo.page.all("html")[0].attributes["lang"] == "en"
    assert demo_zh.page.all("html")[0].attributes["lang"] == "zh-Hans"
    assert "必要条件" in demo_zh.page.text
    assert not re.search("[\u4e00-\u9fff]", _without_methods(demo.page))


def _without_methods(page: Element) -> str:
    return page.text.replace(page.place("methods-zh").text, "")


def test_an_unknown_language_is_refused(small: Rendered) -> None:
    with pytest.raises(ConsilienceError, match="language of html_report must be one of en, zh"):
        html_report(small.study, small.evidence, "de")  # type: ignore[arg-type]  # (what a user types)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_hostile_codes_names_and_titles_are_neutral(language: str) -> None:
    names = {code: f"{code} & <i>name</i>" for code in HOSTILE}
    study, evidence = run(small_study(names=names, codes=HOSTILE, title="<script>1</script>"))
    shown = html_report(study, evidence, "zh" if language == "zh" else "en")
    page = read(shown)
    tags = {e.tag for e in page.all()}
    assert not tags & {"script", "img", "b", "i"}
    assert not [n for e in page.all() for n in e.attributes if n.startswith("on")]
    assert page.all("h1")[0].text == "<script>1</script>"
    cases = page.place("cases")
    heads = {h.all("bdi")[0].text for h in cases.all("h3")}
    assert heads == set(HOSTILE)
    links = {e.attributes["href"] for e in page.all("a")}
    assert {f"#case-{n}" for n in range(1, len(SCORES) + 1)} <= links
    assert all(re.fullmatch("#[a-zA-Z0-9-]+", link) for link in links)
