"""Each text once, like lengths together: what the encoders share."""

from __future__ import annotations

from collections.abc import Sequence


def encodable(text: str) -> str:
    """The text without lone surrogates, which broken files contain and tokenizers refuse."""
    return text.encode("utf-8", "replace").decode("utf-8")


def places_of(texts: Sequence[str]) -> dict[str, list[int]]:
    """Every different text (encodable) with the places where it stands, short ones first."""
    places: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        places.setdefault(encodable(text), []).append(place)
    return {text: places[text] for text in sorted(places, key=lambda text: (len(text), text))}
