"""The constructed study, loaded from its files: the same records in both languages."""

from __future__ import annotations

import csv
import html
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from consilience import analysis
from consilience.demo import data_file, driving_study
from consilience.report import html_report
from consilience.study import (
    Study,
    code_path,
    counted,
    create_study,
    problems,
    quote,
    read_archive,
    source_of,
    standing_codings,
    study_of,
    write_archive,
)
from consilience.study.anonymisation import Replacer
from consilience.study.validation import check_study
from consilience.texts import LANGUAGES, Language, text

STUDIES: dict[Language, Study] = {language: driving_study(language) for language in LANGUAGES}


QCA = ("recipe", "cases", "nearest", "ratings")


def rows(name: str) -> list[dict[str, str]]:
    with data_file(f"driving/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_a_valid_study(language: Language) -> None:
    study = STUDIES[language]
    check_study(study)
    assert study.project.language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_check_finds_what_is_thin_on_purpose(language: Language) -> None:
    study = STUDIES[language]
    thin = {
        "concept_one_quote": {"en": "keeping a second source at hand", "zh": "留有备选"},
        "concept_one_source": {"en": "speaking one language across trades", "zh": "跨行有共同语言"},
        "concept_one_kind": {"en": "investing for this partner only", "zh": "为对方专门投入"},
    }
    found = {problem.key.rpartition(".")[2]: problem for problem in problems(study)}
    assert set(found) == {*thin, "cell_empty"}
    for key, names in thin.items():
        assert found[key].place == f"codes[{names[language]}]"
    assert {problem.level for problem in found.values()} == {"warning"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_claims_are_counted_and_true(language: Language) -> None:
    study = STUDIES[language]
    for claim in study.claims:
        assert counted(study, claim.measure) == claim.value, claim.measure


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_of_the_files_is_a_record(language: Language) -> None:
    study = STUDIES[language]
    found = {
        "actors": study.actors,
        "cases": study.cases,
        "sources": [one for one in study.sources if one.kind != "table"],
        "stages": study.stages,
        "codings": study.codings,
        "resolutions": study.resolutions,
        "ratings": study.ratings,
        "incidents": study.incidents,
        "memos": study.memos,
        "terms": study.terms,
        "pseudonyms": study.pseudonyms,
        "claims": study.claims,
        "organisations": study.organisations,
        "collaborations": study.collaborations,
        "participations": study.participations,
        "ties": study.ties,
        "resources": study.resources,
        "holdings": study.holdings,
        "adoptions": study.adoptions,
        "propositions": study.propositions,
        "worths": study.worths,
        "contributions": study.contributions,
        "indicators": study.indicators,
        "readings": study.readings,
        "sharing": study.acts,
        "transitions": study.transitions,
        "measures": study.measures,
        "parameters": study.parameters,
    }
    for name, records in found.items():
        assert len(records) == len(rows(name)), name
    assert Counter(code.kind for code in study.codes)["concept"] == 21
    assert len(study.links) == 13


@pytest.mark.parametrize("language", LANGUAGES)
def test_codings_stand_on_their_quotes(language: Language) -> None:
    study = STUDIES[language]
    said = Counter((row["source"], row[f"quote_{language}"]) for row in rows("codings"))
    found = Counter((source_of(study, one).code, quote(study, one)) for one in study.codings)
    assert found == said


def test_both_languages_hold_the_same_records() -> None:
    english, chinese = (
        [(type(record), record.id) for record in STUDIES[language].records()]
        for language in ("en", "zh")
    )
    assert set(english) == set(chinese)
    assert len(set(english)) == len(english)


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_builds_give_the_same_bytes(language: Language, tmp_path: Path) -> None:
    for name in ("first", "second"):
        write_archive(driving_study(language), tmp_path / name)
    files = sorted(path.relative_to(tmp_path / "first") for path in tmp_path.glob("first/**/*.*"))
    assert files
    for file in files:
        first, second = (tmp_path / name / file for name in ("first", "second"))
        assert first.read_bytes() == second.read_bytes()
    assert read_archive(tmp_path / "first") == STUDIES[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_resolutions_leave_one_coding_a_quote(language: Language) -> None:
    study = STUDIES[language]
    standing = standing_codings(study)
    assert len(standing) == 176
    ids = {coding.id for coding in standing}
    for rating in study.ratings:
        assert set(rating.evidence_ids) <= ids
    dropped = [one for one in study.resolutions if not one.result_ids]
    assert len(dropped) == 1
    assert not ids & set(dropped[0].coding_ids)


def test_only_what_both_coded_is_a_round_of_double_coding() -> None:
    study = STUDIES["en"]
    (double,) = study.rounds
    assert len(double.source_ids) == 6
    within = {one.id for one in study.sessions if one.round_id == double.id}
    coded = {source_of(study, one).id for one in study.codings if one.session_id in within}
    assert coded == set(double.source_ids)
    assert len(study.sessions) == 4


def test_codes_stand_under_their_theme_and_dimension() -> None:
    study = STUDIES["zh"]
    paths = {tuple(c.name_zh for c in code_path(study, code.id)) for code in study.codes}
    assert ("治理机制", "契约治理", "权责写入条款") in paths


@pytest.mark.parametrize(("language", "asks"), [("en", "Interviewer"), ("zh", "访谈者")])
def test_interviews_know_who_speaks(language: Language, asks: str) -> None:
    study = STUDIES[language]
    interviews = {source.id for source in study.sources if source.kind == "interview"}
    for version in study.versions:
        speakers = [turn[2] for turn in version.turns]
        if version.source_id in interviews:
            assert speakers[0::2] == [asks] * len(speakers[0::2])
            assert len(set(speakers[1::2])) == 1
            lines = [version.text[start:end] for start, end, _, _ in version.turns]
            assert "\n".join(lines) + "\n" == version.text
        else:
            assert speakers == []


def test_a_study_file_holds_it(tmp_path: Path) -> None:
    project, *records = STUDIES["zh"].records()
    with create_study(tmp_path / "driving.consilience", STUDIES["zh"].project) as store:
        store.add("constructed study", records)
        assert store.study() == study_of([project, *records])
        assert store.audit() == ()


@pytest.fixture(scope="module")
def done() -> dict[Language, Study]:
    """Both studies after their protocol has been run."""
    return {
        language: study_of([*study.records(), *(found for _, found in analysis.run(study))])
        for language, study in STUDIES.items()
    }


def test_the_qca_gives_the_same_numbers_in_both_languages(done: dict[Language, Study]) -> None:
    english, chinese = (
        [one for one in done[language].findings if one.kind in QCA] for language in ("en", "zh")
    )
    assert [one.kind for one in english] == list(QCA)
    for one, other in zip(english, chinese, strict=True):
        assert dict(_said(one.result)) == dict(_said(other.result))
        assert one.case_ids == other.case_ids


@pytest.mark.parametrize("language", LANGUAGES)
def test_codings_have_the_structure_of_the_design(
    done: dict[Language, Study], language: Language
) -> None:
    structure = analysis.coded.structure(done[language])
    assert structure.shape == (21, 8, 3)
    assert structure.gaps == ()
    thin = {"en": "keeping a second source at hand", "zh": "留有备选"}[language]
    grounding = analysis.coded.grounding(done[language]).to_frame()
    assert thin in set(grounding.query("kind == 'one quote'")["code"])


def _said(value: object, place: str = "") -> Iterator[tuple[str, object]]:
    """Yield what a result says, without reasons and quotes, which are in the reader's language."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in {"reason", "quotes"}:
                yield from _said(part, f"{place}.{name}")
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _said(part, f"{place}[{number}]")
    else:
        yield place, value


def test_paths_lead_from_the_ratings(done: dict[Language, Study]) -> None:
    high, low = (outcome.paths for outcome in analysis.evidence(done["zh"]).outcomes)
    assert high is not None
    assert low is not None
    assert high.leading.models[0].expression == "RG + JD*CG*CC"
    assert [model.expression for model in low.leading.models] == ["~RG*~CC"]
    assert set(high.names) == {"RG", "JD*CG*CC"}
    assert set(low.names) == {"~RG*~CC"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_shows_the_quotes_behind_the_ratings(
    done: dict[Language, Study], language: Language
) -> None:
    study = done[language]
    page = html.unescape(html_report(study, analysis.evidence(study), language))
    assert study.project.title in page
    assert text("report.data.ratings", language) in page
    hidden = Replacer(study.pseudonyms)
    anchors = {rating.anchor_id for rating in study.ratings if rating.agreed} - {None}
    assert len(anchors) == 58
    for coding in study.codings:
        if coding.id in anchors:
            assert hidden.text(quote(study, coding)) in page


def test_the_game_is_stable_where_its_start_does_not_lead(done: dict[Language, Study]) -> None:
    for language in LANGUAGES:
        found = analysis.evidence(done[language]).games
        assert found is not None
        (game,) = found.games
        together = ("share data", "open platform", "support")
        assert together in game.stable
        assert game.end not in {together, ()}


def test_what_partners_earn_says_why_they_parted(done: dict[Language, Study]) -> None:
    found = analysis.evidence(done["en"]).value
    assert found is not None
    assert found.split is not None
    held = {
        one.collaboration: one.core.nonempty for one in found.split.games if one.core is not None
    }
    assert held == {"": True, "G02": False, "G05": True}
