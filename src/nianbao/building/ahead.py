"""Files made into contents ahead of their turn, by as many helper processes as there are processors."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from nianbao.building.contents import Contents

if TYPE_CHECKING:
    from nianbao.building.workshop import Workshop
    from nianbao.reading import Heard

_WORTH_IT = 8
"""From so many files on further processes are started, which takes each of them a second."""
_MOST = 8
_EACH = 3
"""Files that are made or wait, ready, for each process: what is held in memory at a time."""

Next = Callable[[], Contents]
"""The contents of the next file; raises as `Workshop.contents` does."""


def processors() -> int:
    """Of this machine, those that this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed is not None else os.cpu_count() or 1


@contextmanager
def ahead(
    paths: Sequence[Path], first: Workshop, further: Callable[[], Workshop], heard: Heard | None = None
) -> Iterator[Iterator[Next]]:
    """For each path, in their order, what gives its contents. `further` makes workshops beside the first one."""
    with ExitStack() as stack:
        workshops: SimpleQueue[Workshop] = SimpleQueue()
        workshops.put(first)
        count = min(_MOST, processors()) if len(paths) >= _WORTH_IT else 1
        for _ in range(count - 1):
            workshops.put(stack.enter_context(further()))
        pool = stack.enter_context(ThreadPoolExecutor(count, "reading"))
        stack.callback(pool.shutdown, wait=True, cancel_futures=True)

        def made(path: Path) -> Contents:
            workshop = workshops.get()
            try:
                return workshop.contents(path, heard)
            finally:
                workshops.put(workshop)

        yield _in_order(paths, lambda path: pool.submit(made, path), count * _EACH if count > 1 else 1)


def _in_order(paths: Sequence[Path], submit: Callable[[Path], Future[Contents]], most: int) -> Iterator[Next]:
    waiting: deque[Future[Contents]] = deque()
    rest = iter(paths)
    for path in rest:
        waiting.append(submit(path))
        if len(waiting) >= most:
            break
    while waiting:
        first = waiting.popleft()
        yield first.result
        if (path := next(rest, None)) is not None:
            waiting.append(submit(path))
