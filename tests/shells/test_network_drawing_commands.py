"""The command that draws a network: every kind of drawing, and one sentence for every slip."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shells.commands import consilience, refused

TIES = """from,to,projects,kind
OEM,Cloud,3,data
OEM,Chip,2,R&D
OEM,地图,1,data
Cloud,Chip,1,R&D
"""
GROUPS = "member,sector\nOEM,car\nCloud,IT\nChip,IT\n地图,IT\nNewcomer,IT\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ties.csv").write_text(TIES, encoding="utf-8")
    (tmp_path / "groups.csv").write_text(GROUPS, encoding="utf-8")
    return tmp_path


def drawn(folder: Path, name: str, *options: str) -> str:
    done = consilience("network", "draw", "ties.csv", name, *options, folder=folder)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(name)
    return (folder / name).read_text(encoding="utf-8")


def test_groups_leaders_strengths_and_names_are_drawn(folder: Path) -> None:
    options = ("--groups", "groups.csv", "--leader", "OEM", "--strength", "projects")
    shown = drawn(folder, "a.svg", *options)
    assert "OEM: partners 3, strength 6 · car" in shown
    assert "Newcomer: partners 0" in shown
    assert 'font-weight="600"' in shown
    assert "strength: 1 to 3" in shown
    assert shown == drawn(folder, "b.svg", *options)
    named = drawn(folder, "c.svg", "--label", "Chip")
    assert ">Chip</text>" in named
    assert ">Cloud</text>" not in named


def test_layers_are_dashes_or_panels(folder: Path) -> None:
    shown = drawn(folder, "a.svg", "--layer", "kind", "--directed")
    assert "stroke-dasharray" in shown
    assert "listens to" in shown
    panels = drawn(folder, "b.svg", "--layer", "kind", "--panels", "--language", "zh")
    assert "R&amp;D（2 条）" in panels


def test_one_member_among_its_partners(folder: Path) -> None:
    shown = drawn(folder, "a.svg", "--around", "OEM")
    assert "OEM and its 3 partners" in shown
    assert "downhill" in shown


def test_two_modes_as_a_picture_with_its_caption(folder: Path) -> None:
    options = ("--two-mode", "--language", "zh", "--dpi", "40", "--json")
    done = consilience("network", "draw", "ties.csv", "a.png", *options, folder=folder)
    said = json.loads(done.stdout)
    assert said["file"] == "a.png"
    assert said["title"] == "2 个组织参与 3 项合作的二模网络"
    assert (folder / "a.png").read_bytes()[1:4] == b"PNG"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("a.gif",), "svg, png, pdf, got gif"),
        (("a.svg", "--leader", "Nobody"), "leaders of network_figure must be one of"),
        (("a.svg", "--label", "Nobody"), "names of network_figure must be one of"),
        (("a.svg", "--around", "Nobody"), "node of ego_figure must be one of"),
        (("a.svg", "--panels"), "and there are 0"),
        (("a.svg", "--two-mode", "--leader", "OEM"), "has no use for --leader"),
        (("a.svg", "--around", "OEM", "--label", "OEM"), "has no use for --label"),
        (("a.svg", "--layer", "nothing"), "nothing"),
        (("a.svg", "--language", "de"), "one of en, zh"),
        (("nowhere/a.svg",), "no such file or folder"),
    ],
)
def test_slips_are_one_sentence(folder: Path, options: tuple[str, ...], words: str) -> None:
    assert words in refused("network", "draw", "ties.csv", *options, folder=folder)
