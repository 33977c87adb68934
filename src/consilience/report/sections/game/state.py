"""What is stable in a game today, in sentences and as a dashboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from consilience.analysis import reached
from consilience.report.game_words import GameWords, percent, short
from consilience.report.tables import Cell, Row, Table, head

if TYPE_CHECKING:
    from collections.abc import Iterable

    from consilience.games import Basin, Chance, Window


_MOST_LEVERS = 3  # sentences


def stable_sentence(words: GameWords) -> str:
    """Return what is stable at today's values, and whether the target is."""
    found = words.found
    target = words.profile(found.target)
    if found.missing:
        return words.say("no_values", target=target, names=words.labels(found.missing).values())
    stable = words.profiles(found.stable)
    if not found.stable:
        return words.say("none_stable", target=target)
    if found.target not in found.stable:
        return words.say("target_unstable", stable=stable, target=target, leave=leaving(words))
    key = "only_target" if len(found.stable) == 1 else "target_among"
    return words.say(key, stable=stable, target=target)


def leaving(words: GameWords) -> str:
    """Return who gains by leaving the target today."""
    found = words.found
    gains = [item for item in found.vertices.of(*found.target).eigenvalues if item.value > 0]
    return words.context.listed(
        words.say(
            "would_change",
            who=words.name(item.population),
            own=words.name(item.from_strategy),
            other=words.name(item.to_strategy),
        )
        for item in gains
    )


def today_sentence(words: GameWords) -> str:
    """Return where today's state leads, and what share of all starts does so; "" without one."""
    found = words.found
    if not found.start or found.separatrix is None:
        return ""
    if not found.end:
        return words.say("leads_nowhere")
    basin, end = basin_of(words, found.end), words.profile(found.end)
    if basin is None:
        return words.say("leads_to", end=end)
    return words.say("leads_to_share", end=end, share=share_text(basin))


def lever_sentences(words: GameWords) -> list[str]:
    """Return what the key parameter and each lever that decides something do, three at most."""
    found = words.found
    names = [
        name
        for name in dict.fromkeys((found.key, *found.levers))
        for looked in [found.thresholds_of(name)]
        if looked is not None and (name == found.key or looked.critical or looked.switches)
    ]
    return [_lever(words, name) for name in names[:_MOST_LEVERS]]


def _lever(words: GameWords, name: str) -> str:
    """Return between which values of a parameter the target is stable, and who leaves."""
    found = words.found
    looked = next(one for one in found.thresholds if one.parameter == name)
    windows = [item for item in looked.windows if item.profile == found.target]
    told = {
        "parameter": words.titled(name),
        "target": words.profile(found.target),
        "now": short(found.number_of(name).number),
        "low": short(looked.low),
        "high": short(looked.high),
    }
    if not windows:
        return words.say("lever_nowhere", **told)
    parts = [window_words(words, item, looked.low, looked.high) for item in windows]
    said = words.say("lever", where=words.say("and_also").join(parts), **told)
    inside = today_windows(words, name)
    if not inside:
        return said
    key = "from_today_never" if inside == words.say("nowhere") else "from_today"
    return said + words.say(key, where=inside, target=told["target"])


def window_words(words: GameWords, window: Window, low: float, high: float) -> str:
    """Return an interval with who leaves at each end, as far as somebody does."""
    said = interval(words, window.low, window.high, low, high)
    sides = [
        words.parties(parties, key)
        for key, parties in (("below", window.binding_low), ("above", window.binding_high))
        if parties
    ]
    return (
        words.say("with_reasons", interval=said, reasons=words.say("semicolon").join(sides))
        if sides
        else said
    )


def interval(words: GameWords, start: float, end: float, low: float, high: float) -> str:
    """Return an open interval; an end of the range that was looked at is no bound."""
    if start <= low and end >= high:
        return words.say("throughout", low=short(low), high=short(high))
    if start <= low:
        return words.say("below_only", high=short(end))
    if end >= high:
        return words.say("above_only", low=short(start))
    return words.say("between", low=short(start), high=short(end))


def today_windows(words: GameWords, parameter: str) -> str:
    """Return between which values today's state leads to the target, "" where that is not asked."""
    found = words.found
    looked = found.thresholds_of(parameter)
    if not found.start or looked is None or looked.parameters.get("start") is None:
        return ""
    if not looked.switches and not found.end:
        return ""
    inside = reached(looked, found.target, found.end)
    said = [interval(words, one.low, one.high, looked.low, looked.high) for one in inside]
    return words.say("and_also").join(said) or words.say("nowhere")


def probability_sentence(words: GameWords) -> str:
    """Return how likely the target is stable given what is uncertain, and what decides it most."""
    found = words.found
    if found.probability is None:
        return ""
    said = words.say(
        "probability",
        target=words.profile(found.target),
        chance=chance_text(words, found.probability.stable),
        count=sum(item.uncertain and item.matters for item in found.numbers),
    )
    first = most_important(words)
    return said + (words.say("depends_on", parameter=words.label(first)) if first else "")


def most_important(words: GameWords) -> str:
    """Return the uncertain parameter that decides most, "" where nothing does."""
    found = words.found
    if found.sobol is not None and found.sobol.variance > 0:
        return max(found.sobol.indices, key=lambda item: (item.total, item.parameter)).parameter
    return ""


def chance_text(words: GameWords, chance: Chance) -> str:
    """Return a probability with its interval."""
    low, high = percent(chance.low), percent(chance.high)
    return words.say("chance", value=percent(chance.value), low=low, high=high)


def basin_of(words: GameWords, profile: Iterable[str]) -> Basin | None:
    """Return the basin of a profile, if shares of starts were measured and it is stable."""
    basins = words.found.basins
    listed = basins.basins if basins else ()
    return next((item for item in listed if item.profile == tuple(profile)), None)


def share_text(basin: Basin) -> str:
    """Return a share of starts with its standard error."""
    return f"{basin.share:.1%} ± {basin.standard_error:.1%}"


def state_table(words: GameWords) -> Table:
    """Return the dashboard of stability: how far the target and today's end are from losing it."""
    found = words.found
    rows = [_row(words, "target", words.profile(found.target), _is_stable(words))]
    if not found.missing:
        rows.append(_margin(words))
    target, end = basin_of(words, found.target), basin_of(words, found.end)
    share = share_text(target) if target else percent(0.0)
    if found.basins:
        rows.append(
            _row(words, "basin", share, words.say("of_samples", count=found.basins.samples))
        )
    if found.end:
        ended = words.say("of_starts", share=share_text(end)) if end else ""
        rows.append(_row(words, "end", words.profile(found.end), ended))
        rows += _tippings(words)
    if found.probability:
        drawn = words.say("of_draws", count=found.probability.samples)
        rows.append(_row(words, "chance", chance_text(words, found.probability.stable), drawn))
    return Table(
        f"table-{words.key}-state",
        words.columns(("measure", "value", "beside")),
        tuple(rows),
        words.say("caption.state", title=words.title),
        (words.say("state_note"),),
    )


def _row(words: GameWords, key: str, value: str, beside: str = "") -> Row:
    shown = Cell(value, words.ground) if any(map(str.isdigit, value)) else Cell(value)
    return Row((head(words.say(f"state.{key}")), shown, Cell(beside or "–")))


def _is_stable(words: GameWords) -> str:
    if words.found.missing:
        return words.say("unknown")
    return words.say("stable_yes" if words.found.target in words.found.stable else "stable_no")


def _margin(words: GameWords) -> Row:
    """Return what the least unwilling party loses by leaving the target, and who that is."""
    found = words.found
    moves = found.vertices.of(*found.target).eigenvalues
    first = max(moves, key=lambda item: item.value)
    own, other = words.name(first.from_strategy), words.name(first.to_strategy)
    who = words.say("would_change", who=words.name(first.population), own=own, other=other)
    return _row(words, "margin", short(found.margin), words.say("least_unwilling", who=who))


def _tippings(words: GameWords) -> list[Row]:
    """Return how far each party's share may move alone before today's state leads elsewhere."""
    found = words.found.separatrix
    rows = []
    for one in found.tippings if found else ():
        if one.low <= 0 and one.high >= 1:
            continue
        name = words.say(
            "share_of", who=words.name(one.population), strategy=words.name(one.strategy)
        )
        beyond = [
            words.say(key, at=f"{at:.3f}", end=words.profile(end) if end else words.say("unknown"))
            for key, at, end in (
                ("tips_below", one.low, one.below),
                ("tips_above", one.high, one.above),
            )
            if 0 < at < 1
        ]
        told = words.say("tips", name=name, now=f"{one.now:.3f}")
        rows.append(
            Row((head(told), Cell(f"{one.low:.3f} – {one.high:.3f}"), Cell("; ".join(beyond))))
        )
    return rows
