"""Documents made by script: Word files from a body of XML, pdf files from lines of text."""

from __future__ import annotations

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_SPACES = (
    f'xmlns:w="{W}" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def table(*rows: list[str]) -> str:
    shown = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/>{shown}</w:tbl>"


def docx(body: str, *, main: str = "word/document.xml", **parts: str) -> bytes:
    """Return a Word file; ``parts`` are further parts by their kind, such as footnotes."""
    folder, _, name = main.rpartition("/")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f"{_XML}<Types/>")
        archive.writestr("_rels/.rels", _relations(officeDocument=main))
        archive.writestr("word/styles.xml", f"{_XML}<w:styles {_SPACES}/>")
        archive.writestr(
            main, f"{_XML}<w:document {_SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"
        )
        archive.writestr(
            f"{folder}/_rels/{name}.rels", _relations(**{kind: f"{kind}.xml" for kind in parts})
        )
        for kind, content in parts.items():
            tag = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
            whole = f"{_XML}<w:{tag} {_SPACES}>{content}</w:{tag}>"
            archive.writestr(f"{folder}/{kind}.xml", whole)
    return made.getvalue()


def _relations(**targets: str) -> str:
    items = "".join(
        f'<Relationship Id="r{n}" Type="{_TYPES}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items())
    )
    outside = f'<Relationship Id="x" Type="{_TYPES}/image" Target="a" TargetMode="External"/>'
    return f"{_XML}<Relationships>{items}{outside}</Relationships>"


def pdf(*pages: list[str], locked: bool = False) -> bytes:
    """Return a pdf with the lines of each page, in a font that any character has a place in."""
    letters = sorted({letter for page in pages for line in page for letter in line})
    places = {letter: number for number, letter in enumerate(letters, start=1)}
    streams = [_stream(_drawn(page, places)) for page in pages]
    kids = b" ".join(b"%d 0 R" % (6 + 2 * number) for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
        (
            b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H"
            b"/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>"
        ),
        (
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/DW 1000/CIDSystemInfo"
            b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>"
        ),
        _stream(_to_unicode(places)),
    ]
    for number, stream in enumerate(streams):
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
            b"/Contents %d 0 R>>" % (7 + 2 * number),
            stream,
        ]
    lock = b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"00" * 32, b"00" * 32)
    return _file(objects, b"/ID[<00><00>]/Encrypt" + lock if locked else b"")


def _drawn(lines: list[str], places: dict[str, int]) -> bytes:
    shown = (b"<%s> Tj T*" % b"".join(b"%04X" % places[c] for c in line) for line in lines)
    return b"BT /F 12 Tf 14 TL 50 800 Td %s ET" % b" ".join(shown)


def _to_unicode(places: dict[str, int]) -> bytes:
    pairs = (
        b"<%04X> <%s>" % (place, letter.encode("utf-16-be").hex().encode())
        for letter, place in places.items()
    )
    return (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def "
        b"/CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange "
        b"%d beginbfchar %s endbfchar endcmap end end" % (len(places), b" ".join(pairs))
    )


def _stream(content: bytes) -> bytes:
    return b"<</Length %d>>stream\n%s\nendstream" % (len(content), content)


def _file(objects: list[bytes], trailer: bytes) -> bytes:
    made, places = b"%PDF-1.7\n", []
    for number, item in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        made
        + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R%s>>\n"
        % (
            size,
            rows,
            size,
            trailer,
        )
        + b"startxref\n%d\n%%%%EOF" % len(made)
    )
