"""Figures over the years as a drawing: a line for each agency, every label inside the frame. Pure; SVG without scripts,
which also stands alone as a file or in the page of another site."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from nianbao.faces.render import plain_number
from nianbao.model import Figure

LINES = 6
"""Agencies drawn in one chart."""
_COLOURS = ("#2f7fd1", "#c2571a", "#2b8a57", "#8b55b8", "#b8860b", "#c23b5a")
_GREY, _RULE = "#6b7685", "#c8d0da"
_WIDTH, _TOP, _HEIGHT = 720, 34, 190
_LEFT, _RIGHT = 64, 64
_LEGEND = 24
"""Height of a line of the legend."""
_GLYPH = 8.5
"""Width of a digit in a label, a little more than any font has."""


def line_svg(figures: Sequence[Figure], name: str) -> str:
    """The figures (one for each agency and year) as an SVG picture called `name`; "" for fewer than three years or
    more than `LINES` agencies."""
    years = sorted({figure.year for figure in figures if figure.year is not None})
    agencies = list(dict.fromkeys(figure.agency for figure in figures))
    if len(years) < 3 or not 1 <= len(agencies) <= LINES:
        return ""
    every = range(years[0], years[-1] + 1)
    values = [figure.value for figure in figures]
    steps = _steps(min(*values, Decimal(0)), max(values))
    legend = _legend(agencies) if len(agencies) > 1 else ""
    height = _TOP + _HEIGHT + 34 + (_LEGEND * len(agencies) if legend else 0)
    drawn = [_grid(steps), _years(every)]
    for number, agency in enumerate(agencies):
        own = {figure.year: figure.value for figure in figures if figure.agency == agency and figure.year is not None}
        drawn.append(_series(own, every, steps, _COLOURS[number], named=len(agencies) == 1))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'font-family="sans-serif" font-size="15"><title>{html.escape(name)}</title>{"".join(drawn)}{legend}</svg>'
    )


def _steps(low: Decimal, high: Decimal) -> list[Decimal]:
    """Four or so round numbers from at most `low` to at least `high`."""
    span = (high - low) or Decimal(1)
    size = Decimal(10) ** (span.adjusted())
    step = next(size * share for share in map(Decimal, ("0.25", "0.5", "1", "2.5", "5")) if size * share * 4 >= span)
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR") * step
    steps = [first]
    while steps[-1] < high:
        steps.append(steps[-1] + step)
    return steps if len(steps) > 1 else [first, first + step]


def _y(value: Decimal, steps: Sequence[Decimal]) -> float:
    return _TOP + _HEIGHT * float((steps[-1] - value) / (steps[-1] - steps[0]))


def _x(year: int, every: range) -> float:
    return _LEFT + (_WIDTH - _LEFT - _RIGHT) * (year - every[0]) / max(len(every) - 1, 1)


def _grid(steps: Sequence[Decimal]) -> str:
    return "".join(
        f'<path class="guide" d="M{_LEFT} {_y(step, steps):.1f}H{_WIDTH - _RIGHT / 2}" stroke="{_RULE}"/>'
        f'<text x="{_LEFT - 10}" y="{_y(step, steps) + 5:.1f}" text-anchor="end" fill="{_GREY}">'
        f"{plain_number(step.normalize())}</text>"
        for step in steps
    )


def _years(every: range) -> str:
    apart = -(-len(every) // 12)
    texts = "".join(
        f'<text x="{_x(year, every):.1f}" y="{_TOP + _HEIGHT + 26}" text-anchor="middle" fill="{_GREY}">{year}</text>'
        for year in every
        if (every[-1] - year) % apart == 0
    )
    return f'<g class="axis x">{texts}</g>'


def _series(own: Mapping[int, Decimal], every: range, steps: Sequence[Decimal], colour: str, *, named: bool) -> str:
    """The points, a line over years that follow each other, and the number at each point where there is room."""
    out: list[str] = []
    for first, second in pairwise(every):
        if first in own and second in own:
            out.append(
                f'<path d="M{_x(first, every):.1f} {_y(own[first], steps):.1f}L{_x(second, every):.1f} '
                f'{_y(own[second], steps):.1f}" stroke="{colour}" stroke-width="2.5" fill="none"/>'
            )
    for year, value in sorted(own.items()):
        x, y = _x(year, every), _y(value, steps)
        out.append(
            f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{colour}"><title>{year}: '
            f"{plain_number(value)}</title></circle>"
        )
        if named and _has_room(year, own, every):
            out.append(_label(plain_number(value), x, y))
    return "".join(out)


def _has_room(year: int, own: Mapping[int, Decimal], every: range) -> bool:
    """True when the number of this year does not run into that of the year after; the last always has room."""
    after = min((each for each in own if each > year), default=None)
    if after is None:
        return True
    wide = (len(plain_number(own[year])) + len(plain_number(own[after]))) / 2 * _GLYPH + 4
    return _x(after, every) - _x(year, every) >= wide


def _label(text: str, x: float, y: float) -> str:
    half = len(text) * _GLYPH / 2
    inside = min(max(x, half + 2), _WIDTH - half - 2)
    return f'<text class="value" x="{inside:.1f}" y="{y - 11:.1f}" text-anchor="middle" fill="{_GREY}">{text}</text>'


def _legend(agencies: Iterable[str]) -> str:
    top = _TOP + _HEIGHT + 52
    return "".join(
        f'<circle cx="{_LEFT}" cy="{top + number * _LEGEND - 5}" r="6" fill="{_COLOURS[number]}"/>'
        f'<text x="{_LEFT + 14}" y="{top + number * _LEGEND}" fill="{_GREY}">{html.escape(agency)}</text>'
        for number, agency in enumerate(agencies)
    )
