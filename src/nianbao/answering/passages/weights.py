"""The fitted weights, read from `weights.toml` once."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from nianbao.answering.passages.features import NAMES
from nianbao.errors import NianbaoError

Mode = Literal["meaning", "words"]
BESIDE = ("lead", "sure")
"""What the decision looks at besides the best sentence's features: how far its rank score lies above the mean of the
candidates, and its share among them (softmax)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """`rank` has a weight for each of `NAMES`, `decide` one for each of `NAMES` and `BESIDE`; `enough` is the least
    probability at which the best sentence answers."""

    rank: tuple[float, ...]
    decide: tuple[float, ...]
    bias: float
    enough: float

    def score(self, row: Sequence[float]) -> float:
        """The rank score of a row of features: comparable within one question only."""
        return sum(weight * value for weight, value in zip(self.rank, row, strict=True))

    def probability(self, row: Sequence[float], scores: Sequence[float]) -> float:
        """That the best sentence, which has the features `row`, answers; `scores` are those of all candidates."""
        top = max(scores)
        lead, sure = top - sum(scores) / len(scores), 1 / sum(math.exp(score - top) for score in scores)
        weighed = sum(weight * value for weight, value in zip(self.decide, (*row, lead, sure), strict=True))
        return 1 / (1 + math.exp(-max(-50.0, min(50.0, weighed + self.bias))))


@cache
def load(mode: Mode) -> Weights:
    """The weights for sentences with cosines (`meaning`) or without (`words`); NianbaoError when the file is of another
    version than the features."""
    data = tomllib.loads(Path(__file__).with_name("weights.toml").read_text("utf-8"))[mode]
    if set(data["rank"]) != set(NAMES) or set(data["decide"]) != {*NAMES, *BESIDE}:
        raise NianbaoError(
            "段落选择的权重与程序版本不符，请重新安装 nianbao。",
            "The weights of passage choice are of another version. Install nianbao again.",
        )
    return Weights(
        rank=tuple(data["rank"][name] for name in NAMES),
        decide=tuple(data["decide"][name] for name in (*NAMES, *BESIDE)),
        bias=data["bias"],
        enough=data["enough"],
    )
