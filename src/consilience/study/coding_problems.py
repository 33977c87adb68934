"""What does not fit in the texts and codings of a study, its rounds and sessions."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from consilience.study.codings import cases_of, newest_versions, source_of, standing_codings
from consilience.study.problem import Problem, all_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from consilience.study.coding_records import Coding, Round, Session
    from consilience.study.model import Study


def text_problems(study: Study) -> Iterator[Problem]:
    """Yield what is missing in the register, and what has no text, no coding or no quote."""
    texts = [one for one in study.sources if one.kind != "table"]
    talks = [one for one in texts if one.kind == "interview"]
    timed = [one.code for one in texts if one.kind == "interview" and one.minutes is None]
    if len(timed) < len(talks):
        yield from all_of("audit.problem.source_untimed", "sources", timed, len(talks))
    others = [one for one in texts if one.kind != "interview"]
    minutes = [one.code for one in others if one.minutes]
    yield from all_of("audit.problem.source_minutes", "sources", minutes, len(others))
    if study.versions:
        held = newest_versions(study)
        without = [one.code for one in texts if one.id not in held]
        yield from all_of("audit.problem.source_no_text", "sources", without, len(texts))
    if study.codings:
        yield from _uncoded(study)


def coding_problems(study: Study) -> Iterator[Problem]:
    """Yield codings that contradict their text, session or case, and rounds that are unfinished."""
    yield from _outdated(study)
    yield from _of_no_case(study)
    sessions = {one.id: one for one in study.sessions}
    for coding in study.codings:
        if coding.session_id is not None:
            yield from _session_problems(study, coding, sessions[coding.session_id])
        yield from _case_problems(study, coding)
    by_round: dict[str, list[Coding]] = defaultdict(list)
    for coding in study.codings:
        session = sessions.get(coding.session_id or "")
        if session is not None and session.round_id is not None:
            by_round[session.round_id].append(coding)
    for round_ in study.rounds:
        yield from _round_problems(study, round_, by_round[round_.id])


def _uncoded(study: Study) -> Iterator[Problem]:
    coded = {source_of(study, one).id for one in study.codings}
    texts = [one for one in study.sources if one.id in newest_versions(study)]
    silent = [one.code for one in texts if one.id not in coded]
    yield from all_of("audit.problem.source_uncoded", "sources", silent, len(texts))
    standing = standing_codings(study)
    if standing:
        spoken = {case for coding in standing for case in cases_of(study, coding)}
        units = study.units
        unquoted = [one.code for one in units if one.id not in spoken]
        yield from all_of("audit.problem.case_unquoted", "cases", unquoted, len(units))


def _outdated(study: Study) -> Iterator[Problem]:
    newest = {one.id for one in newest_versions(study).values()}
    old = Counter(one.version_id for one in study.codings if one.version_id not in newest)
    for version in study.versions:
        if old[version.id]:
            values = {
                "source": study.code_of(version.source_id),
                "number": version.number,
                "count": old[version.id],
            }
            place = f"sources[{values['source']}].versions[{version.number}]"
            yield Problem("audit.problem.coding_outdated", place, values, "warning")


def _of_no_case(study: Study) -> Iterator[Problem]:
    """Look for codings that do not say which of the several cases of their source they mean."""
    open_ones = Counter(
        source.code
        for coding in study.codings
        if coding.case_id is None and len((source := source_of(study, coding)).case_ids) > 1
    )
    for code, count in open_ones.items():
        values = {"source": code, "count": count}
        yield Problem("audit.problem.coding_no_case", f"sources[{code}]", values, "warning")


def _place(study: Study, coding: Coding) -> str:
    return f"codings[{source_of(study, coding).code}:{coding.start}-{coding.end}]"


def _session_problems(study: Study, coding: Coding, session: Session) -> Iterator[Problem]:
    values = {
        "session": session.code,
        "coder": study.code_of(coding.actor_id) if coding.actor_id else "-",
        "owner": study.code_of(session.actor_id),
    }
    if coding.actor_id not in {None, session.actor_id}:
        yield Problem("audit.problem.coding_coder", _place(study, coding), values)


def _case_problems(study: Study, coding: Coding) -> Iterator[Problem]:
    source = source_of(study, coding)
    if coding.case_id is not None and source.case_ids and coding.case_id not in source.case_ids:
        values = {
            "case": study.code_of(coding.case_id),
            "source": source.code,
            "cases": [study.code_of(one) for one in source.case_ids],
        }
        yield Problem("audit.problem.coding_case", _place(study, coding), values)


def _round_problems(study: Study, round_: Round, codings: list[Coding]) -> Iterator[Problem]:
    place, values = f"rounds[{round_.code}]", {"round": round_.code, "count": len(codings)}
    coders = {one.actor_id for one in codings} - {None}
    strangers = sorted(study.code_of(one) for one in coders - set(round_.coder_ids) if one)
    if round_.coder_ids and strangers:
        yield Problem("audit.problem.round_coder", place, {**values, "coders": strangers})
    if round_.state == "open":
        key = "audit.problem.round_blind" if round_.blind else "audit.problem.round_open"
        yield Problem(key, place, values, "warning")
        return
    decided = {one for item in study.resolutions for one in (*item.coding_ids, *item.result_ids)}
    open_ones = [one for one in _alone(codings) if one.id not in decided]
    if open_ones:
        unresolved = {**values, "count": len(open_ones), "total": len(codings)}
        yield Problem("audit.problem.round_unresolved", place, unresolved, "warning")


def _alone(codings: list[Coding]) -> Iterator[Coding]:
    """Yield the codings that another coder of the text does not share: same code, overlapping.

    Only texts that several coders coded are asked for.
    """
    by_text: dict[str, list[Coding]] = defaultdict(list)
    for coding in codings:
        by_text[coding.version_id].append(coding)
    for group in by_text.values():
        coders = {one.actor_id for one in group}
        by_code: dict[str, list[Coding]] = defaultdict(list)
        for coding in group:
            by_code[coding.code_id].append(coding)
        for coding in group:
            alike = {one.actor_id for one in by_code[coding.code_id] if _overlap(one, coding)}
            if alike != coders:
                yield coding


def _overlap(one: Coding, other: Coding) -> bool:
    return one.start < other.end and other.start < one.end
