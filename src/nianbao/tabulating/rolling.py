"""The sum of the towns' tables in the layout of the form, with all that makes it less than certain.

Blanks are not zeros, a report is added once, one edition is summed at a time, and nobody is left out in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from nianbao.catalogue import Catalogue
from nianbao.checking import Finding, check
from nianbao.errors import WrongCall
from nianbao.model import CellRef, Figure, Report, ReportCard, Span
from nianbao.store.places import Place, places_of
from nianbao.store.seams import Index
from nianbao.tabulating.forms import Form, FormTable, Key
from nianbao.tabulating.listing import form_of
from nianbao.tabulating.members import Members, Note, NoteKind, Scope, members_of
from nianbao.tabulating.naming import parent_place, shown
from nianbao.tabulating.stating import Stated, StatutoryTable, stated_in

Contradicting = Literal["include", "exclude"]
_NAMED = 4
"""Places that one sentence names; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one report adds to a sum."""

    card: ReportCard
    stated: Stated


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """The sum of one place of the form: None when nobody states it. `parts` are in the order of the members."""

    value: Decimal | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RollUp:
    """`tables` are the reports added; `notes` who and what is missing; `findings` the arithmetic of the sums."""

    parent: Place
    year: int
    form: Form
    tables: tuple[StatutoryTable, ...]
    sums: Mapping[Key, Sum]
    notes: tuple[Note, ...]
    findings: tuple[Finding, ...]

    @property
    def title(self) -> str:
        """What the tables are of."""
        return f"{shown(self.parent)}{self.year}年政府信息公开统计汇总（{len(self.tables)} 个机关）"

    @property
    def title_en(self) -> str:
        """The same in English."""
        return f"{shown(self.parent)} {self.year}: sums of {len(self.tables)} agencies"


def roll_up(
    library: Index,
    catalogue: Catalogue,
    parent: str | Place,
    year: int,
    *,
    scope: Scope = "towns",
    edition: str | None = None,
    contradicting: Contradicting = "include",
) -> RollUp:
    """Add the tables about `year` of all below `parent`, a name or a path of the tree.

    `edition` (E1 to E4) is the one of most reports if not given; reports in another form are named and not added.
    A report whose table cells break a relation that must hold is named, and added unless `contradicting` says exclude;
    a place with two different numbers or a rough one is never added. Raises WrongCall for an unknown or ambiguous
    parent, and when there is nothing to add.
    """
    listed = library.listed
    places = places_of(listed)
    path = parent_place(parent, places.values()) if isinstance(parent, str) else parent
    members = members_of(path, year, scope, listed, places)
    _refuse_nothing(members, path, year, scope)
    edition = edition or _most_common(members.cards)
    tables, doubts = _tables(library, catalogue, members.cards, edition, contradicting)
    form = form_of(edition, catalogue, {key for table in tables for key in table.cells})
    sums = {slot.key: _sum(slot.key, tables) for slot in form.slots}
    findings = _checked(sums, form, path, year, catalogue)
    notes = [*members.notes, *doubts, *(note for table in tables for note in _unclear(table, form))]
    notes += [_broken(finding, sums, len(tables)) for finding in findings if finding.status == "fails"]
    return RollUp(parent=path, year=year, form=form, tables=tables, sums=sums, notes=_ordered(notes), findings=findings)


def _tables(
    library: Index, catalogue: Catalogue, cards: Sequence[ReportCard], edition: str, contradicting: Contradicting
) -> tuple[tuple[StatutoryTable, ...], list[Note]]:
    """The reports to be added, and what is said of those that are in another form or contradict themselves."""
    tables, notes = [], _other_editions(cards, edition)
    for card in (card for card in cards if card.era == edition):
        figures = library.figures(reports=[card.id])
        found = _contradictions(library, card, figures, catalogue, contradicting)
        notes += found
        if not any(note.kind == "excluded" for note in found):
            cells = stated_in(figures, catalogue)
            tables.append(StatutoryTable(card=card, form=form_of(edition, catalogue, cells), cells=cells))
    return tuple(tables), notes


def _sum(key: Key, tables: Sequence[StatutoryTable]) -> Sum:
    parts = tuple(
        Part(card=table.card, stated=stated)
        for table in tables
        if (stated := table.at(key)).state == "stated" and stated.value is not None
    )
    if not parts:
        return Sum(value=None, parts=())
    return Sum(value=sum((part.stated.value or Decimal(0) for part in parts), Decimal(0)), parts=parts)


def _refuse_nothing(members: Members, path: Place, year: int, scope: Scope) -> None:
    if members.cards:
        return
    if scope == "towns" and any(note.kind == "left_out" for note in members.notes):
        raise WrongCall(
            f"{shown(path)}下面没有{year}年的镇街报告；要汇总直属的各机关，请用“直属各机关”（--all）。",
            f"There is no town of {shown(path)} with a report about {year}; use --all for the agencies right below it.",
        )
    raise WrongCall(
        f"{shown(path)}下面没有{year}年的报告，请换一个年份；收录了哪些见 nianbao reports。",
        f"There is no report about {year} below {shown(path)}; choose another year, see nianbao reports.",
    )


def _most_common(cards: Sequence[ReportCard]) -> str:
    """The edition of most reports, the later one of two equally common."""
    counts = Counter(card.era or "" for card in cards)
    return max(counts, key=lambda era: (counts[era], era))


# --- notes ------------------------------------------------------------------------------------------------------------


def _other_editions(cards: Sequence[ReportCard], edition: str) -> list[Note]:
    return [
        Note(
            kind="other_edition",
            agency=card.agency,
            text=f"{card.agency}的报告用的是另一代格式（{card.era or '不明'}，这里汇总的是 {edition}），没有计入。",
            en=f"The report of {card.agency} has another form ({card.era or 'unknown'}, the sums are of {edition}) and "
            "is not added.",
        )
        for card in cards
        if card.era != edition
    ]


def _contradictions(
    library: Index,
    card: ReportCard,
    figures: Sequence[Figure],
    catalogue: Catalogue,
    contradicting: Contradicting,
) -> list[Note]:
    """What does not add up in one report: by its severity a contradiction or something to look at."""
    report = library.report(card.id)
    if report is None:
        return []
    severity = {relation.id: relation.severity for relation in catalogue.relations}
    failed = [finding for finding in check(report, figures, catalogue) if finding.status == "fails"]
    wrong = [finding for finding in failed if severity[finding.relation] == "error"]
    notes = [
        Note(
            kind="contradiction" if f in wrong else "to_check",
            agency=card.agency,
            text=f"{card.agency}：{f.text}",
            en=f"{card.agency}: {f.en}",
        )
        for f in failed
    ]
    if wrong and contradicting == "exclude":
        text = f"{card.agency}的数自相矛盾，按要求没有计入合计。"
        en = f"The numbers of {card.agency} contradict each other and are left out of the sums, as asked."
        notes.append(Note(kind="excluded", agency=card.agency, text=text, en=en))
    elif wrong:
        text = f"{card.agency}的数自相矛盾，仍按它写的数计入合计，请核实。"
        en = f"The numbers of {card.agency} contradict each other and are added as stated; please verify."
        notes.append(Note(kind="contradiction", agency=card.agency, text=text, en=en))
    return notes


def _unclear(table: StatutoryTable, form: Form) -> list[Note]:
    """Places that a report leaves blank, states twice or roughly, or states in prose alone."""
    agency = table.card.agency
    notes = []
    for kind, words, en in _UNCLEAR:
        if kind == "blank":
            blanks = [names for each in form.tables if (names := _blanks(table, each)) is not None]
            text, said = "；".join(zh for zh, _ in blanks), "; ".join(en for _, en in blanks)
        else:
            text, said = _named([slot.name for slot in form.slots if _is(table.at(slot.key), kind)])
        if text:
            notes.append(
                Note(kind=kind, agency=agency, text=f"{agency}：{text}{words}。", en=f"{agency}: {said} {en}.")
            )
    return notes


_UNCLEAR: tuple[tuple[NoteKind, str, str], ...] = (
    ("conflict", "写了两个不同的数，没有计入", "stated with two different numbers; not added"),
    ("rough", "只写了约数，没有计入", "stated only roughly; not added"),
    ("blank", "没有写，不当作 0", "not stated, which is no 0"),
    ("prose", "表格里没有，取自正文", "not in the tables; taken from the text"),
)


def _is(stated: Stated, kind: str) -> bool:
    if kind == "prose":
        return stated.state == "stated" and stated.origin == "prose"
    return stated.state == kind


def _blanks(table: StatutoryTable, form: FormTable) -> tuple[str, str] | None:
    """The blank places of one table in Chinese and English, None when there are none."""
    blank = [slot.name for slot in form.slots if table.at(slot.key).state == "blank"]
    if len(blank) == len(form.slots):
        return f"“{form.title}”全表", f"the whole of “{form.title}”"
    return _named(blank) if blank else None


def _named(names: Sequence[str]) -> tuple[str, str]:
    """A few of the places and how many there are, in Chinese and English; empty for none."""
    rest = len(names) - _NAMED
    quoted = [f"“{name}”" for name in names[:_NAMED]]
    more, more_en = (f"等 {len(names)} 格", f" and others, {len(names)} in all") if rest > 0 else ("", "")
    return "、".join(quoted) + more, ", ".join(quoted) + more_en


def _broken(finding: Finding, sums: Mapping[Key, Sum], count: int) -> Note:
    """A relation that the sums break: not the towns' fault where some of them leave one of its places blank."""
    parts = [len(sums[figure.metric or "", figure.applicant or "total"].parts) for figure in finding.figures]
    why = "（有的机关没有写其中几格，所以各格相加的机关不同）" if any(n < count for n in parts) else ""
    why_en = " (some agencies leave some of these places blank, so the sums are of different agencies)" if why else ""
    return Note(
        kind="total",
        agency="",
        text=f"汇总数不合勾稽关系{why}：{finding.text}",
        en=f"The sums do not agree{why_en}: {finding.en}",
    )


_ORDER = (
    "missing", "other_edition", "excluded", "contradiction", "conflict", "rough", "unplaced", "superseded", "total",
    "left_out", "blank", "prose", "to_check",
)  # fmt: skip


def _ordered(notes: Sequence[Note]) -> tuple[Note, ...]:
    return tuple(sorted(notes, key=lambda note: _ORDER.index(note.kind)))


# --- the arithmetic of the sums ---------------------------------------------------------------------------------------


def _checked(sums: Mapping[Key, Sum], form: Form, path: Place, year: int, catalogue: Catalogue) -> tuple[Finding, ...]:
    """What `nianbao check` says of a report with these sums in its tables."""
    report = Report(id="", title="", agency=path[-1], parents=path[:-1], year=year, text="", era=form.edition)
    figures = [
        Figure(
            report_id="", id=i, agency=path[-1], year=year, metric=slot.key[0], label=slot.name, value=value, unit=None,
            span=Span(start=0, end=0), at=Span(start=0, end=0), quote="", applicant=slot.key[1],
            cell=CellRef(table=0, row=slot.row_label, column=slot.column_label),
        )
        for i, slot in enumerate(form.slots)
        if (value := sums[slot.key].value) is not None
    ]  # fmt: skip
    return check(report, figures, catalogue)
