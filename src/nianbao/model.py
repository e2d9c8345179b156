"""The nouns. Read this page first: everything else makes one of these out of another.

    file → Document → Report → Passages and Figures → (the index) → Question → Answer

All values are frozen. A `Span` counts code points and always points into `Report.text`, which is final.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

Status = Literal["answered", "not_stated", "no_report", "ambiguous", "out_of_scope"]
Operation = Literal[
    "lookup", "breakdown", "share", "change", "trend", "compare", "rank", "sum", "average", "count",
    "exists", "list", "explain", "define", "contact", "meta", "filter", "check", "guide",
]  # fmt: skip
Qualifier = Literal["exact", "about", "at_least", "less_than", "zero_statement"]
Scope = Literal["year", "since_start", "other_year", "part_of_year"]
Role = Literal["headline", "part", "change", "share"]
Applicant = Literal[
    "natural_person", "enterprise", "research", "public_welfare", "legal_service", "other_org", "total"
]  # fmt: skip

Confidence = Literal["high", "medium", "low", "none"]
"""How far a report's agency or year can be relied on. Measured on the text alone of 60 reports whose agency and year
are known: `high` was right in 39 of 39 agencies and 51 of 51 years, `medium` in 13 of 13 and 5 of 5, `low` in 2 of 3
and 2 of 2; with their side files, `high` in 57 of 57 and 57 of 57.

`high`: the side file, the title, or two independent places of the report say so, and none says otherwise. `medium`: one
place inside the report says so (who compiled it, whom to ask, the years of its sentences). `low`: only the file's name
or folder says so, a part was concluded, or two places contradict each other. `none`: nothing tells it.
"""

RECOGNISED = "由文字识别（OCR）得到，请核对原件。"
"""Among the problems of every report of which a page was recognised, word for word."""
RECOGNISED_BEFORE = "文字来自扫描件的文字识别层，可能有识别错误，请对照原件。"
"""Among the problems of every report of which another program recognised the text, word for word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A half-open range of characters: `start` ≤ position < `end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle of a page in parts of its width and height, 0 to 1; y grows downwards."""

    x0: float
    y0: float
    x1: float
    y1: float


# --- reading: bytes become blocks ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """A paragraph or line as the file gives it. `level` > 0 when the format marks a heading (h1, Heading 1)."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GridCell:
    """A cell at its top-left grid position (from 0), covering `rows` × `columns` grid places."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock:
    cells: tuple[GridCell, ...]


Block = TextBlock | TableBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """A line or table cell as it stands on a page of the file; pages count from 1."""

    text: str
    page: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class PageImage:
    """The picture of a page from which its text was recognised: PNG bytes, size in pixels."""

    page: int
    width: int
    height: int
    png: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFile:
    """What `NAME.json` beside a report says; it wins over what the text says."""

    agency: str | None = None
    parents: tuple[str, ...] = ()
    year: int | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file as blocks of text and tables, in reading order.

    `title`, `published` (YYYY-MM-DD) and `url` are the format's own metadata, if any. `folders` are the names of the
    folders above the file, outermost first, `trail` the steps of a page's breadcrumb; `printed` is where on its pages
    the text of a file with pages stands, `images` the pages that were recognised. `unread`: what of the file was not
    read, as Chinese sentences, which are among the problems too.
    """

    source: str
    sha256: str
    blocks: tuple[Block, ...]
    title: str | None = None
    published: str | None = None
    url: str | None = None
    side: SideFile = SideFile()
    folders: tuple[str, ...] = ()
    trail: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    printed: tuple[PrintedLine, ...] = ()
    images: tuple[PageImage, ...] = ()


# --- parsing: a document becomes a report -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it. `span` covers both, subsections included; level 1 is outermost."""

    id: int
    number: str
    heading: str
    level: int
    span: Span
    parent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A table cell: its grid place and where its text stands in `Report.text`."""

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    id: int
    span: Span
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a piece of identity (`agency`, `year`, `parents`, `title`) was read from.

    `origin` is `side`, `title`, `signature`, `contact`, `body`, `period`, `breadcrumb`, `card`, `file name`, `folder`,
    `domain`, `divisions`, `format` or `composed`.
    """

    what: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What an agency or a year that is not certain may be: `what` is `agency` or `year`, probability 0 to 1.

    Those of a report stand with the most probable first.
    """

    what: str
    value: str
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a stretch of the report's text stands on the pages of its file."""

    span: Span
    page: int
    box: Box


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One published report. `agency` is the short name people say (息陬镇); `full_name` the official one, if known.

    `agency` is "" and `year` is None when nothing tells them; `problems` then says so. `places` are in the order of
    the text; a file without pages has none. `unread`: parts of the file that were not read (pictures of tables,
    embedded sheets, notes), where what the text does not say may stand; Chinese sentences, among the problems too.
    """

    id: str
    title: str
    agency: str
    full_name: str = ""
    parents: tuple[str, ...] = ()
    year: int | None
    period: str | None = None
    text: str
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    era: str | None = None
    source: str = ""
    url: str | None = None
    published: str | None = None
    sha256: str = ""
    evidence: tuple[Evidence, ...] = ()
    agency_confidence: Confidence = "none"
    year_confidence: Confidence = "none"
    problems: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    places: tuple[Place, ...] = ()
    images: tuple[PageImage, ...] = ()
    unread: tuple[str, ...] = ()

    def page_at(self, span: Span) -> int | None:
        """The page on which the text of the span begins; None when the file has no pages or none is known for it."""
        return next((p.page for p in self.places if p.span.end > span.start and p.span.start < span.end), None)

    def section_at(self, position: int) -> Section | None:
        """The innermost section that holds the position; they stand in the order of the text, within their parents."""
        before = bisect_right(self.sections, position, key=lambda section: section.span.start)
        found = self.sections[before - 1] if before else None
        while found is not None and not found.span.start <= position < found.span.end:
            found = None if found.parent is None else self.sections[found.parent]
        return found

    def heading_path(self, section: Section | None) -> str:
        """Headings from the outermost to this one, as printed, joined by " › "; "" outside every section."""
        names: list[str] = []
        while section is not None:
            names.append(section.number + section.heading)
            section = None if section.parent is None else self.sections[section.parent]
        return " › ".join(reversed(names))


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of a section that is retrieved as one; `text` is exactly `span` of the report's text."""

    report_id: str
    span: Span
    text: str
    heading_path: str


# --- figures ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRef:
    """The place of a number in a printed table: table number (from 0), row label, column label."""

    table: int
    row: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that a report states about its own agency and year, never one that we computed.

    `span` is the quote (a clause, sentence or table row) in the report's text, `at` the number or zero words in it.
    `id` counts within the report; `parent` is the figure of the same report of which this one is stated as a part.
    `scope` is the time it counts, `role` what it is to others, `owner` the words that name whose it is when it is not
    the agency's own; only a figure of the year and of the agency itself has a metric (but for sums since the start).
    """

    report_id: str
    id: int
    agency: str
    year: int | None
    metric: str | None
    label: str
    value: Decimal
    unit: str | None
    qualifier: Qualifier = "exact"
    span: Span
    at: Span
    quote: str
    section: str = ""
    applicant: Applicant | None = None
    cell: CellRef | None = None
    parent: int | None = None
    scope: Scope = "year"
    role: Role = "headline"
    owner: str | None = None

    @property
    def in_cell(self) -> bool:
        """True for a figure that stands in a cell of a table."""
        return self.cell is not None


# --- the library --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCard:
    """What the index knows of a report without its text; the counts are of stored things.

    `superseded_by` is the id of the report of the same agency and year that answers in place of this one.
    """

    id: str
    agency: str
    full_name: str
    parents: tuple[str, ...]
    year: int | None
    title: str
    source: str
    url: str | None
    era: str | None
    sections: int
    passages: int
    figures: int
    problems: tuple[str, ...]
    superseded_by: str | None = None
    agency_confidence: Confidence = "none"
    year_confidence: Confidence = "none"
    unread: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A retrieved passage; `score` in 0..1 after fusion, `lexical` and `dense` the raw legs (None: leg not used)."""

    passage: Passage
    score: float
    lexical: float | None = None
    dense: float | None = None


# --- asking -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What was understood of a question, shown to the asker. `inherited` names slots taken from earlier turns."""

    agencies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    metric: str | None = None
    label: str | None = None
    operation: Operation = "explain"
    inherited: tuple[str, ...] = ()
    query: Mapping[str, Any] | None = None
    """The query as JSON-able values (`nianbao.query.as_json`); None where there is none."""
    read_back: str | None = None
    """The query in one Chinese sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The words that prove an answer. For a definition `report` is None and `source` names regulation and article.

    `page` is the page of the file on which the words begin, from 1, where it has pages; `source_url` is where the
    report was published, where that is known.
    """

    report: str | None
    title: str
    agency: str | None
    year: int | None
    section: str
    quote: str
    start: int | None
    end: int | None
    score: float = 1.0
    source: str = ""
    url: str | None = None
    page: int | None = None
    source_url: str | None = None

    def holds_in(self, report: Report) -> bool:
        """True when the report's text from start to end is exactly the quote."""
        if self.report != report.id or self.start is None or self.end is None:
            return False
        return report.text[self.start : self.end] == self.quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    formula: str
    value: Decimal
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    reports: int
    stated: int
    not_stated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning:
    kind: str
    text: str
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """What could not be met: the asker's words, and why (`sub_year`, `sub_agency`, `no_metric`, …)."""

    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer with its proof. One that claims without citing cannot be constructed (ValueError).

    `parts` are the answers to several questions in one, each without parts of its own; None for a single question.
    """

    question: str
    understood: Understood
    status: Status
    text: str
    value: Decimal | bool | str | None = None
    unit: str | None = None
    figures: tuple[Figure, ...] = ()
    computed: Computed | None = None
    citations: tuple[Citation, ...] = ()
    coverage: Coverage | None = None
    warnings: tuple[Warning, ...] = ()
    choices: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    parts: tuple[Answer, ...] | None = None
    refused: Refused | None = None
    elapsed_ms: float = field(default=0.0, compare=False)

    def __post_init__(self) -> None:
        if self.status == "answered" and not self.citations:
            raise ValueError("an answer that claims must cite")
        if self.status != "answered" and (self.value is not None or self.computed is not None):
            raise ValueError("a refusal asserts no value")
