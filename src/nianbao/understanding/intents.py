"""Intent classification: what a masked question wants, by a linear model that `make train` makes from the bank."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """An intent with its probability, 0 to 1."""

    intent: str
    probability: float


class LinearModel:
    """A multinomial logistic regression; weights (features, classes) in 8 bits with a scale a class."""

    def __init__(
        self, weights: NDArray[np.int8], scale: NDArray[np.float32], bias: NDArray[np.float32],
        names: Sequence[str], intents: Sequence[str], bank: str,
    ) -> None:  # fmt: skip
        self._weights, self._scale, self._bias = weights, scale, bias
        self._places = {name: i for i, name in enumerate(names)}
        self.intents = tuple(intents)
        self.bank = bank
        """A digest of the bank that the weights were made from."""

    def guesses(self, names: Sequence[str], k: int = 5) -> tuple[Guess, ...]:
        """The `k` likeliest classes of what has these features, the likeliest first."""
        import numpy as np

        places = [p for name in names if (p := self._places.get(name)) is not None]
        scores = self._bias.copy()
        if places:
            rows = self._weights[places].astype(np.float32).sum(axis=0)
            scores += rows * self._scale / np.sqrt(len(places))
        scores -= scores.max()
        likely = np.exp(scores)
        likely /= likely.sum()
        best = np.argsort(-likely, kind="stable")[:k]
        return tuple(Guess(intent=self.intents[i], probability=round(float(likely[i]), 4)) for i in best)


def save(
    path: Path, coefficients: NDArray[np.float64], bias: NDArray[np.float64], names: Sequence[str],
    intents: Sequence[str], bank: str,
) -> None:  # fmt: skip
    """Write weights (intents, features) and what they were made from as one compressed file."""
    import numpy as np

    top = np.abs(coefficients).max(axis=1)
    scale = np.maximum(top, 1e-9) / 127
    rounded = np.rint(coefficients / scale[:, None]).astype(np.int8)
    about = json.dumps({"version": VERSION, "intents": list(intents), "bank": bank}, ensure_ascii=False)
    with path.open("wb") as out:
        np.savez_compressed(
            out, weights=rounded.T, scale=scale.astype(np.float32), bias=bias.astype(np.float32),
            names=np.frombuffer("\n".join(names).encode(), np.uint8), about=np.frombuffer(about.encode(), np.uint8),
        )  # fmt: skip


@cache
def load(name: str) -> LinearModel | None:
    """A model that ships with the package (`reader`: intents, `measures`: metrics); None when its file is missing,
    damaged or of another version."""
    import numpy as np

    try:
        data = np.load(io.BytesIO(files(__package__).joinpath(f"{name}.npz").read_bytes()))
        about = json.loads(data["about"].tobytes())
        names = data["names"].tobytes().decode().split("\n")
        if about["version"] != VERSION or len(names) != len(data["weights"]):
            return None
        return LinearModel(data["weights"], data["scale"], data["bias"], names, about["intents"], about["bank"])
    except (OSError, ValueError, KeyError):
        return None


def bank_digest(folder: Path) -> str:
    """Names the state of a bank: a digest over its files in the order of their names."""
    digest = hashlib.sha256()
    for file in sorted(folder.glob("*.txt")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
