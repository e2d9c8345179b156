"""The composition root for asking: settings to a desk, and a desk that follows the index."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from nianbao.asking.conversation import SLOTS, Conversation, Slot
from nianbao.asking.desk import Desk
from nianbao.catalogue import Catalogue, load
from nianbao.errors import NianbaoError
from nianbao.model import Answer
from nianbao.settings import Settings
from nianbao.store.library import Library
from nianbao.store.seams import Index

if TYPE_CHECKING:
    from nianbao.store.encoder import Encoder

__all__ = ["SLOTS", "AnyDesk", "Conversation", "Desk", "LiveDesk", "Slot", "open_desk", "open_live"]

LOG = logging.getLogger(__name__)


def open_desk(settings: Settings, *, encoder: Callable[[], Encoder | None] | None = None) -> Desk:
    """The desk over the index at `settings.index`; `encoder` stands in for the one that `settings.model` names.

    Errors: IndexMissing, IndexIncompatible, CatalogueError.
    """
    library = Library.open(Path(settings.index), settings, encoder=encoder)
    return Desk(library, load(settings.catalogue), settings, exists=_exists)


def _exists(name: str) -> bool:
    from nianbao.building import place_exists  # reading and parsing come in with it, and few questions need it

    return place_exists(name)


def open_live(settings: Settings) -> LiveDesk:
    """The same, as a desk that `reopen` brings up to date while it answers."""

    @cache  # loaded once for all states of the index: it takes seconds, and a hundred megabytes
    def encoder() -> Encoder | None:
        from nianbao.store.encoder import load_encoder

        return load_encoder(settings.model, settings.cache)

    return LiveDesk(lambda: open_desk(settings, encoder=encoder), encoder)


class LiveDesk:
    """Stands for the desk over the newest state of the index; used like one, from any number of threads.

    A question is answered by one desk from beginning to end, however many states come meanwhile. A conversation goes
    on over them. A state that nobody works with any more closes its file.
    """

    def __init__(self, make: Callable[[], Desk], encoder: Callable[[], Encoder | None]) -> None:
        """Use `open_live`."""
        self.encoder = encoder
        self._make = make
        self._reopening = threading.Lock()
        self._now = make()

    @property
    def now(self) -> Desk:
        """The desk of this moment; whoever needs two look-ups of one state keeps it while they last."""
        return self._now

    @property
    def library(self) -> Index:
        return self._now.library

    @property
    def catalogue(self) -> Catalogue:
        return self._now.catalogue

    @property
    def settings(self) -> Settings:
        return self._now.settings

    def conversation(self) -> Conversation:
        return Conversation(self)

    def examples(self, k: int = 6) -> tuple[str, ...]:
        """See `Desk.examples`."""
        return self._now.examples(k)

    def ask(
        self,
        question: str,
        *,
        agency: str | None = None,
        year: int | None = None,
        conversation: Conversation | None = None,
        without: Collection[Slot] = (),
    ) -> Answer:
        """See `Desk.ask`."""
        return self._now.ask(question, agency=agency, year=year, conversation=conversation, without=without)

    def warm_up(self) -> None:
        """See `Desk.warm_up`."""
        self._now.warm_up()

    def reopen(self) -> bool:
        """Go over to the newest state of the index; False when that is the present one.

        Errors: those of `open_desk`; then the present state stays.
        """
        with self._reopening:
            new = self._make()
            if new.library.generation == self._now.library.generation:
                new.library.close()
                return False
            try:  # so that no asker waits for it
                new.warm_up()
            except NianbaoError as error:  # the first question that needs it will say so
                LOG.warning("warming up failed: %s", error.en)
            self._now = new
            return True


AnyDesk = Desk | LiveDesk
