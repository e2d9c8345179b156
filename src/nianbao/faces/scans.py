"""The page images of a report that was recognised: the proof beside which its words are read.

The image of the page in question stays in sight above its words, the boxes of their lines lit up: for a place in the
address here, for one behind `#` by `static/report.js`.
"""

from __future__ import annotations

import html
from urllib.parse import quote

from nianbao.model import PageImage, Place, Report, Span


def figures_html(report: Report, mark: Span | None) -> str:
    """Every page image with the boxes of its lines; shown are those of `mark`; "" for a report without images."""
    if not report.images:
        return ""
    figures = "\n".join(_figure(report, image, mark) for image in report.images)
    return f'<div class="scans" id="scans">\n{figures}\n</div>\n'


def page_png(report: Report, page: int) -> bytes | None:
    """The picture of a page, None when there is none of that number."""
    return next((image.png for image in report.images if image.page == page), None)


def _figure(report: Report, image: PageImage, mark: Span | None) -> str:
    places = [place for place in report.places if place.page == image.page]
    lit = any(_meets(place, mark) for place in places)
    # Relative to the address of the report's page, which may stand below a path of its own.
    source = f"{quote(report.id, safe='')}/page/{image.page}.png"
    boxes = "".join(_box(place, image, mark) for place in places)
    words = html.escape(f"第 {image.page} 页原件图像")
    return (
        f'<details class="scan" id="page{image.page}" open{"" if lit else " hidden"}>'
        f"<summary>{words}，文字由识别得到，以图像为准 "
        f'<a href="{source}" target="_blank" rel="noopener">整页</a></summary>'
        f'<div class="shot" tabindex="0" role="region" aria-label="{words}">'
        f'<svg viewBox="0 0 {image.width} {image.height}" role="img" aria-label="{words}">'
        f'<image href="{source}" width="{image.width}" height="{image.height}"/>{boxes}</svg></div></details>'
    )


def _box(place: Place, image: PageImage, mark: Span | None) -> str:
    x, y = round(place.box.x0 * image.width), round(place.box.y0 * image.height)
    width = max(1, round(place.box.x1 * image.width) - x)
    height = max(1, round(place.box.y1 * image.height) - y)
    lit = ' class="lit"' if _meets(place, mark) else ""
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}"{lit} '
        f'data-from="{place.span.start}" data-to="{place.span.end}"/>'
    )


def _meets(place: Place, mark: Span | None) -> bool:
    return mark is not None and place.span.start < mark.end and mark.start < place.span.end
