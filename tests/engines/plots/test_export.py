"""PNG and PDF: the same bytes each time, real text, a clear sentence where a font is missing."""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from consilience import plots
from consilience.errors import ConsilienceError
from consilience.plots import Figure, PictureFormat, export
from engines.plots.samples import table


def figure(title: str = "X") -> Figure:
    return plots.xy_plot([0.9, 0.2], [0.8, 0.6], cases=["A", "B"], x_label=title, y_label="Y")


def streams(pdf: bytes) -> bytes:
    """Return what the compressed parts of a PDF hold."""
    parts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return b"".join(zlib.decompress(part) for part in parts if part[:1] == b"x")


@pytest.mark.parametrize("kind", plots.PICTURE_FORMATS)
def test_pictures_are_the_same_bytes_each_time_and_carry_no_clock(kind: PictureFormat) -> None:
    first = plots.picture(figure(), kind)
    assert first == plots.picture(figure(), kind)
    assert b"CreationDate" not in first
    assert b"Software" not in first


def test_a_png_has_the_dots_asked_for() -> None:
    shown = plots.picture(figure(), "png", dpi=96)
    assert shown[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", shown[16:24]) == (440, 372)
    assert struct.unpack(">II", plots.picture(figure(), "png", dpi=192)[16:24]) == (880, 744)


def test_words_of_a_pdf_stay_text_in_embedded_truetype() -> None:
    shown = plots.picture(figure("Trust"), "pdf")
    assert shown.startswith(b"%PDF")
    assert b"/FontFile2" in shown
    assert b"/Type3" not in shown
    assert b"/MediaBox [ 0 0 330 279 ]" in shown  # 440 x 372 pixels in points


def test_every_mark_can_be_drawn() -> None:
    found = table(5, 40)
    shown = plots.picture(plots.limited_diversity(found), "pdf")
    assert len(streams(shown)) > 1000


@pytest.mark.parametrize("ending", ["svg", "png", "pdf", "PNG"])
def test_the_ending_tells_the_format(tmp_path: Path, ending: str) -> None:
    path = plots.save(figure(), tmp_path / f"xy.{ending}")
    kind = export.PICTURE_FORMATS[export.PICTURE_FORMATS.index(ending.lower())]
    assert path.read_bytes() == plots.picture(figure(), kind)


def test_an_svg_file_has_a_size_and_white_ground() -> None:
    shown = plots.picture(figure(), "svg").decode("utf-8")
    assert 'width="440" height="372"' in shown
    assert 'fill="#ffffff"/>' in shown
    assert 'width="440"' not in plots.to_svg(figure())


def test_chinese_without_a_font_is_one_sentence_and_svg_still_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(export, "_installed", lambda: "")
    with pytest.raises(ConsilienceError) as caught:
        plots.picture(figure("价值"), "png")
    assert "needs a Chinese font" in str(caught.value)
    assert "Noto Sans CJK SC" in str(caught.value)
    assert "价值" in plots.picture(figure("价值"), "svg").decode("utf-8")
    assert plots.picture(figure("Trust"), "png")


def test_chinese_is_drawn_where_a_font_is_installed() -> None:
    if not export._installed():
        pytest.skip("no Chinese font on this machine")
    assert plots.picture(figure("价值"), "png", "zh") != plots.picture(figure("□□"), "png", "zh")
    shown = plots.picture(figure("价值"), "pdf", "zh")
    assert b"/Type3" in shown
    assert shown == plots.picture(figure("价值"), "pdf", "zh")


@pytest.mark.parametrize(
    ("name", "language", "dpi", "sentence"),
    [
        ("xy.gif", "en", 300, "path of save must be one of svg, png, pdf, got gif"),
        ("xy", "en", 300, "path of save must be one of svg, png, pdf, got "),
        ("xy.png", "fr", 300, "language of picture must be one of en, zh, got fr"),
        ("xy.png", "en", 0, "dpi of picture must be a whole number of at least 1, got 0"),
    ],
)
def test_save_refuses_what_it_cannot_write(
    tmp_path: Path, name: str, language: str, dpi: int, sentence: str
) -> None:
    with pytest.raises(ConsilienceError) as caught:
        plots.save(figure(), tmp_path / name, language, dpi=dpi)  # type: ignore[arg-type]  # (what a user might pass)
    assert str(caught.value).startswith(sentence)
    assert not list(tmp_path.iterdir())


def test_only_a_figure_becomes_a_picture() -> None:
    for kind in plots.PICTURE_FORMATS:
        with pytest.raises(ConsilienceError, match="must be a figure"):
            plots.picture("figure", kind)  # type: ignore[arg-type]  # (what a user might pass)


def test_plots_load_without_matplotlib() -> None:
    code = "import consilience.plots, sys; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
