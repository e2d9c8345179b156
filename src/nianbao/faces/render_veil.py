"""What the public reads, with the numbers of persons that reports state behind a veil. Pure; places stay what they are.

The words of identifiers and addresses are not touched.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nianbao.model import Answer
from nianbao.text.personal import veiled

_KEPT = frozenset({"id", "report", "reports", "source", "url", "metric", "conversation", "question"})


def veil_json(value: Any, key: str = "") -> Any:
    """The JSON value with a veil over the texts in it; as it is when there is nothing to hide."""
    if isinstance(value, str):
        return value if key in _KEPT else veiled(value)
    if isinstance(value, dict):
        return {name: veil_json(each, name) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [veil_json(each, key) for each in value]
    return value


def veil_answer(answer: Answer) -> Answer:
    """The answer with a veil over its sentences and quotations, and over those of its parts."""
    return replace(
        answer,
        text=veiled(answer.text),
        citations=tuple(replace(each, quote=veiled(each.quote)) for each in answer.citations),
        parts=None if answer.parts is None else tuple(veil_answer(part) for part in answer.parts),
    )
