"""The text of a pdf; run by :mod:`consilience.formats.worker`, imports nothing of ours."""

from __future__ import annotations

from typing import Any

import pypdfium2
from pypdfium2 import raw

# How PDFium writes a hyphen at the end of a line, which it joins with the next.
_HYPHENS = ("\ufffe", "\x02")


def parsed(content: bytes, options: dict[str, Any]) -> dict[str, Any]:
    """Return the text of each page, or why there is none under ``problem``."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        return {"problem": "locked" if locked else "broken_document"}
    if len(document) > options["pages"]:
        return {"problem": "too_many_pages"}
    pages: list[str] = []
    broken: list[int] = []
    size = 0
    for number in range(len(document)):
        text = _page(document, number)
        size += len(text or "")
        if size > options["characters"]:
            return {"problem": "too_long"}
        pages.append(text or "")
        if text is None:
            broken.append(number + 1)
    return {"pages": pages, "broken": broken}


def _page(document: Any, number: int) -> str | None:
    """Return the text of a page with its lines as they stand; nothing if it can't be read."""
    try:
        page = document[number]
        found = page.get_textpage()
        text = str(found.get_text_range())
        found.close()
        page.close()
    except pypdfium2.PdfiumError:
        return None
    for hyphen in _HYPHENS:
        text = text.replace(hyphen, "-\n")
    return text
