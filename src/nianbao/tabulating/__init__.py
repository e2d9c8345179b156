"""The statutory tables of reports: one report's, several side by side, and the sum of a county's towns.

Values and no layout of a page: faces draw them. A blank is never a zero, editions are never mixed in silence.
"""

from __future__ import annotations

from nianbao.tabulating.comparing import Column, Comparison, Row, compare
from nianbao.tabulating.forms import Form, FormTable, Key, Label, Slot
from nianbao.tabulating.listing import form_of
from nianbao.tabulating.members import Note, Scope
from nianbao.tabulating.naming import any_place, inner_places
from nianbao.tabulating.rolling import Part, RollUp, Sum, roll_up
from nianbao.tabulating.stating import Stated, StatutoryTable, statutory_table

__all__ = [
    "Column", "Comparison", "Form", "FormTable", "Key", "Label", "Note", "Part", "RollUp", "Row", "Scope", "Slot",
    "Stated", "StatutoryTable", "Sum", "any_place", "compare", "form_of", "inner_places", "roll_up", "statutory_table",
]  # fmt: skip
