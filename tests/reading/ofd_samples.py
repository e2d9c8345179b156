"""Small OFD files made on the spot, drawn with the same calls as the PDF files of `pdf_samples`. Sizes are points."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from pdf_samples import Cells

MM = 25.4 / 72
NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
A4 = "0 0 210 297"


class OfdSheet:
    """An OFD being drawn; y counts downwards from the upper edge."""

    def __init__(self) -> None:
        self.pages: list[list[str]] = [[]]
        self.parts: dict[str, str] = {}
        self.templates: list[str] = []

    def text(self, x: float, y: float, text: str, em: float = 12) -> OfdSheet:
        """A line whose baseline is at y; characters are set as wide as they are."""
        widths = [em / 2 if char < "\u2000" else em for char in text]
        delta = " ".join(f"{width * MM:.3f}" for width in widths[:-1])
        box = f"{x * MM:.3f} {(y - em) * MM:.3f} {sum(widths) * MM:.3f} {em * 1.3 * MM:.3f}"
        return self.raw(
            f'<ofd:TextObject Boundary="{box}" Font="1" Size="{em * MM:.3f}">'
            f'<ofd:TextCode X="0" Y="{em * MM:.3f}" DeltaX="{delta}">{escape(text)}</ofd:TextCode></ofd:TextObject>'
        )

    def lines(self, x: float, y: float, *texts: str, em: float = 12, step: float = 20) -> OfdSheet:
        for i, text in enumerate(texts):
            self.text(x, y + i * step, text, em)
        return self

    def table(self, cells: Cells, xs: Sequence[float], ys: Sequence[float], *, em: float = 9) -> OfdSheet:
        """Each cell with its frame and its text; "\n" breaks lines."""
        for (row, column, rows, columns), text in cells.items():
            x0, x1, y0, y1 = xs[column], xs[column + columns], ys[row], ys[row + rows]
            wide, high = (x1 - x0) * MM, (y1 - y0) * MM
            self.raw(
                f'<ofd:PathObject Boundary="{x0 * MM:.3f} {y0 * MM:.3f} {wide:.3f} {high:.3f}" LineWidth="0.2">'
                f"<ofd:AbbreviatedData>M 0 0 L {wide:.3f} 0 L {wide:.3f} {high:.3f} L 0 {high:.3f} C"
                "</ofd:AbbreviatedData></ofd:PathObject>"
            )
            for i, part in enumerate(text.split("\n")):
                if part:
                    self.text(x0 + 2, y0 + em + 2 + i * (em + 2), part, em)
        return self

    def page(self) -> OfdSheet:
        self.pages.append([])
        return self

    def raw(self, xml: str) -> OfdSheet:
        self.pages[-1].append(xml)
        return self

    def template(self, xml: str) -> OfdSheet:
        """Something drawn under every page."""
        self.templates.append(xml)
        return self

    def bytes(self) -> bytes:
        templates = "".join(
            f'<ofd:TemplatePage ID="{90 + i}" BaseLoc="Tpls/Tpl_{i}/Content.xml"/>' for i in range(len(self.templates))
        )
        listed = "".join(f'<ofd:Page ID="{i}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(self.pages)))
        used = "".join(f'<ofd:Template TemplateID="{90 + i}" ZOrder="Background"/>' for i in range(len(self.templates)))
        parts = {
            "OFD.xml": f'<ofd:OFD {NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {NS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>{A4}"
            f"</ofd:PhysicalBox></ofd:PageArea>{templates}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        }
        for i, drawn in enumerate(self.pages):
            parts[f"Doc_0/Pages/Page_{i}/Content.xml"] = _page(used, "".join(drawn))
        for i, xml in enumerate(self.templates):
            parts[f"Doc_0/Tpls/Tpl_{i}/Content.xml"] = _page("", xml)
        return zipped(parts | self.parts)


def _page(used: str, drawn: str) -> str:
    return f'<ofd:Page {NS}>{used}<ofd:Content><ofd:Layer ID="5">{drawn}</ofd:Layer></ofd:Content></ofd:Page>'


def zipped(parts: dict[str, str] | dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()
