"""Assigning: the numbers of a sentence are read together, each in the way that fits the others best.

A place that can be read in one way is read so. Where there are several, each is tried with what it makes of the next
numbers: how near the name stands, whether it names a metric of the catalogue, and whether two numbers would then be
stated for one metric. The search looks a fixed number of places ahead, so its time is linear in the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from nianbao.figures.binding import an_item, readings
from nianbao.figures.closing import sum_said
from nianbao.figures.draft import Draft
from nianbao.figures.frames import Frame, Place
from nianbao.figures.parents import is_category
from nianbao.figures.walk import Walk
from nianbao.model import Scope

AHEAD = 3
"""Places looked ahead from one that can be read in several ways."""
_NAMED, _TWICE = 1.5, 3.0
"""What a figure of the catalogue is worth, and what a second number of one metric costs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A place to be read, with the time its number counts."""

    place: Place
    scope: Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What has been read last: the frame, the last one outside of brackets, its time, and the thing that words without
    a name are about."""

    frame: Frame | None = None
    outer: Frame | None = None
    scope: Scope = "year"
    about: str | None = None


Tell = Callable[[Step, Frame, Read], None]
"""Adds to the walk what a step, read as the frame after what was read before, states."""


def assign(walk: Walk, steps: Sequence[Step], read: Read, tell: Tell) -> None:
    """Read the steps one after another, each in its best way."""
    first = len(walk.drafts)
    for i, step in enumerate(steps):
        options = _options(walk, step, read)
        best = options[0]
        if len(options) > 1:
            worths = [_worth(walk, steps[i : i + AHEAD], option, read, tell, first) for option in options]
            best = options[worths.index(max(worths))]
        tell(step, best, read)
        read = _after(step, best, read)


def _worth(walk: Walk, steps: Sequence[Step], frame: Frame, read: Read, tell: Tell, first: int) -> float:
    """What it is worth to read the first of the steps as the frame, with the best that follows; nothing is kept."""
    step, *rest = steps
    mark = walk.mark()
    tell(step, frame, read)
    worth = frame.evidence + _fits(walk.drafts, mark.drafts, first)
    if rest:
        then = _after(step, frame, read)
        worth += max(_worth(walk, rest, option, then, tell, first) for option in _options(walk, rest[0], then))
    walk.back(mark)
    return worth


def _options(walk: Walk, step: Step, read: Read) -> list[Frame]:
    found = list(readings(step.place, read.frame, read.outer, read.about, other_time=step.scope != read.scope))
    metric = sum_said(step.place, walk.drafts[walk.base :], walk.catalogue)
    if metric is not None and metric not in (walk.stated if metric.startswith("proactive") else walk.earlier):
        return [replace(found[-1], sums=metric)]
    return found


def _after(step: Step, frame: Frame, read: Read) -> Read:
    about = read.about
    if frame.thing is not None and not an_item(about, frame.thing, frame.words, frame.quantity.unit):
        about = frame.thing.name
    return Read(frame=frame, outer=frame if frame.depth == 0 else read.outer, scope=step.scope, about=about)


def _fits(drafts: Sequence[Draft], new: int, first: int) -> float:
    """What the drafts from `new` on are worth beside those of the same sentence, which begin at `first`."""
    worth = 0.0
    for draft in drafts[new:]:
        if draft.metric is None:
            continue
        twice = not is_category(draft.metric) and any(
            d.metric == draft.metric and d.applicant == draft.applicant and d.value != draft.value
            for d in drafts[first:new]
        )
        worth += -_TWICE if twice else _NAMED
    return worth / max(1, len(drafts) - new)
