"""The composition root for asking: settings to a desk."""

from __future__ import annotations

from pathlib import Path

from nianbao.asking.desk import Conversation, Desk
from nianbao.catalogue import load
from nianbao.settings import Settings
from nianbao.store.library import Library

__all__ = ["Conversation", "Desk", "open_desk"]


def open_desk(settings: Settings) -> Desk:
    """The desk over the index at `settings.index`. Raises IndexMissing, IndexIncompatible, CatalogueError."""
    library = Library.open(Path(settings.index), settings)
    return Desk(library, load(settings.catalogue), settings, exists=_exists)


def _exists(name: str) -> bool:
    from nianbao.building import place_exists  # reading and parsing come in with it, and few questions need it

    return place_exists(name)
