"""The shapes of the JSON that `render` makes, as pydantic models: what OpenAPI and MCP publish. Contract section 2.

Every key is always there; a value that is absent is null. Keys may be added, so a reader ignores unknown ones.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from nianbao.model import Applicant, Operation, Qualifier, Role, Scope, Status


class Shape(BaseModel):
    """What all objects share: further keys are no mistake, a value of another type is."""

    model_config = ConfigDict(extra="allow", strict=True)


class CellShape(Shape):
    """The place of a number in a printed table."""

    model_config = ConfigDict(title="Cell")
    table: int
    row: str
    column: str


class FigureShape(Shape):
    """A number that a report states, with the words that state it."""

    model_config = ConfigDict(title="Figure")
    report: str = Field(description="id of the report")
    agency: str
    year: int | None
    metric: str | None = Field(description="catalogue id; null for a figure outside the catalogue")
    label: str = Field(description="as the report words it")
    value: int | float
    unit: str | None
    qualifier: Qualifier
    quote: str = Field(description="verbatim from the report")
    section: str = Field(description="heading path")
    start: int = Field(description="where the quote begins in the report's text, in code points")
    end: int = Field(description="where it ends, exclusive")
    applicant: Applicant | None
    cell: CellShape | None
    scope: Scope = Field(description="the time that is counted")
    role: Role = Field(description="the thing itself, a part of another figure, a change or a share")
    owner: str | None = Field(description="the words that name whose it is; null: the agency's own")


class CitationShape(Shape):
    """The words that prove an answer. For a definition `report` is null, `source` names regulation and article."""

    model_config = ConfigDict(title="Citation")
    report: str | None
    title: str
    agency: str | None
    year: int | None
    section: str
    quote: str
    start: int | None
    end: int | None
    score: float | int
    source: str
    url: str | None = Field(description="permalink of the quotation, below the address of the site: site + url")
    page: int | None = Field(description="page of the report's file on which the quote begins, from 1")
    source_url: str | None = Field(description="where the report was published, where that is known")


class UnderstoodShape(Shape):
    """What was understood of the question."""

    model_config = ConfigDict(title="Understood")
    agencies: list[str]
    years: list[int]
    metric: str | None
    label: str | None
    operation: Operation
    inherited: list[str] = Field(description="slots taken from earlier turns")
    query: dict[str, Any] | None = Field(description="what is asked as one value: scope, years, measures, conditions …")
    read_back: str | None = Field(description="the query in one Chinese sentence")


class ComputedShape(Shape):
    """A number that was calculated and is not stated in a report."""

    model_config = ConfigDict(title="Computed")
    formula: str
    value: int | float
    unit: str | None


class CoverageShape(Shape):
    """For questions over several reports: how many there are and how many state the figure."""

    model_config = ConfigDict(title="Coverage")
    reports: int
    stated: int
    not_stated: list[str]


class WarningShape(Shape):
    """What a careful reader should know."""

    model_config = ConfigDict(title="Warning")
    kind: str
    text: str
    figures: list[FigureShape]


class RefusedShape(Shape):
    """What could not be met: the asker's words, and why."""

    model_config = ConfigDict(title="Refused")
    what: str
    why: str = Field(description="sub_year, sub_agency, no_metric, no_report, not_read, opinion, …")


class AnswerShape(Shape):
    """An answer with its proof, or an honest refusal (`status` other than answered)."""

    model_config = ConfigDict(title="Answer")
    id: str | int | None
    question: str
    understood: UnderstoodShape
    status: Status
    text: str = Field(description="the answer in Chinese, complete in itself")
    value: int | float | bool | str | None
    unit: str | None
    figures: list[FigureShape]
    computed: ComputedShape | None
    citations: list[CitationShape] = Field(description="best first; never empty when status is answered")
    coverage: CoverageShape | None
    warnings: list[WarningShape]
    choices: list[str] = Field(description="complete questions to pick from when status is ambiguous")
    suggestions: list[str]
    elapsed_ms: float | int
    parts: list[AnswerShape] | None = Field(description="an answer each for several questions in one, without parts")
    refused: RefusedShape | None = Field(description="for every status but answered: what could not be met")


class CandidateShape(Shape):
    """What an agency or a year that is not certain may be; `probability` from 0 to 1."""

    model_config = ConfigDict(title="Candidate")
    value: str | int
    probability: float


class CardShape(Shape):
    """What the index knows of a report; `sections`, `passages` and `figures` are counts."""

    model_config = ConfigDict(title="ReportCard")
    id: str
    agency: str
    parents: list[str]
    year: int | None
    title: str
    source: str
    era: str | None
    sections: int
    passages: int
    figures: int
    problems: list[str]
    unread: list[str] = []
    candidates: dict[str, list[CandidateShape]]


class SectionShape(Shape):
    """A heading and what stands under it, subsections included."""

    model_config = ConfigDict(title="Section")
    id: int
    number: str
    heading: str
    level: int
    parent: int | None
    start: int
    end: int
    text: str


class WholeShape(Shape):
    """A report with its text and sections; offsets count code points of `text`."""

    model_config = ConfigDict(title="Report")
    id: str
    full_name: str
    period: str | None
    published: str | None
    url: str | None
    sections: list[SectionShape]
    text: str


class HealthShape(Shape):
    """That the server runs, and what its index holds."""

    model_config = ConfigDict(title="Health")
    status: Literal["ok"]
    reports: int
    passages: int
    figures: int
    index_version: str


class ErrorShape(Shape):
    """What is wrong with the request and what to change, in one sentence."""

    model_config = ConfigDict(title="Error")
    error: str


class FindingShape(Shape):
    """One arithmetic relation at one place of a report."""

    model_config = ConfigDict(title="Finding")
    relation: str
    meaning: str
    severity: str
    status: Literal["fails", "holds", "cannot_check"]
    scope: str
    text: str
    left: int | float | None
    right: int | float | None
    missing: list[str]
    figures: list[FigureShape]


class CheckShape(Shape):
    """What a check of one report found; `fails`, `holds` and `cannot_check` are ids of relations."""

    model_config = ConfigDict(title="Check")
    report: str
    agency: str
    year: int | None
    title: str
    fails: list[str]
    holds: list[str]
    cannot_check: list[str]
    findings: list[FindingShape]
