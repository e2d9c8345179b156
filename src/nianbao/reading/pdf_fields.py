"""Form fields of a PDF page: what is filled into them stands apart from the page's text and is only counted."""

from __future__ import annotations

from typing import Any

_MOST = 2_000
_EMPTY = 2  # bytes: the end of the string alone


def filled_fields(page: Any) -> int:
    """How many fields of an open pypdfium2 page hold a value."""
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    count = 0
    for i in range(min(max(0, pdfium.FPDFPage_GetAnnotCount(page.raw)), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, i)
        if not annotation:
            continue
        try:
            if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_WIDGET:
                count += pdfium.FPDFAnnot_GetStringValue(annotation, b"V", None, 0) > _EMPTY
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return count
