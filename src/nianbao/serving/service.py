"""A public desk: who may ask when, what is noted, what staff may do. Faces that serve people share one of these."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import IO

from nianbao.errors import Busy, NotAllowed
from nianbao.model import Answer
from nianbao.serving.access import Staff
from nianbao.serving.checkups import Checkup, Told, check_uploads
from nianbao.serving.limits import Limiter
from nianbao.serving.operations import Operations
from nianbao.serving.switch import Switch
from nianbao.serving.traffic import Traffic
from nianbao.settings import Settings
from nianbao.store import visits
from nianbao.store.visits import Visits
from nianbao.wiring import AnyDesk, Conversation, Slot, open_live

_CHECKS_AT_ONCE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """`visits` None records nothing, `staff` None is no staff area, `operations` None is an index that stays as it is.

    Visitors are told apart by their network address, which is not kept.
    """

    desk: AnyDesk
    settings: Settings
    switch: Switch
    limiter: Limiter
    slow_limiter: Limiter
    """For what costs more than a question: checking uploads, feedback."""
    visits: Visits | None = None
    staff: Staff | None = None
    operations: Operations | None = None
    traffic: Traffic = field(default_factory=Traffic)
    _checks: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(_CHECKS_AT_ONCE))

    def admit(self, visitor: str, cost: int = 1) -> None:
        """Call once before each question; `cost` when one call asks several. Raises Closed while the page is off,
        TooMany when the visitor must wait."""
        self.switch.check()
        self.limiter.admit(visitor, cost)

    def note(self, answer: Answer) -> None:
        """Call once after each question."""
        if self.visits is not None:
            self.visits.asked(answer.question, answer.status, answer.understood)

    def ask(
        self,
        conversation: Conversation,
        question: str,
        visitor: str,
        *,
        agency: str | None = None,
        year: int | None = None,
        without: Collection[Slot] = (),
    ) -> Answer:
        """Admit, answer, note: all that a face need call. Raises Closed and TooMany."""
        self.admit(visitor)
        answer = conversation.ask(question, agency=agency, year=year, without=without)
        self.note(answer)
        return answer

    def judge(self, question: str, useful: bool, reason: str, visitor: str) -> bool:
        """Note feedback; False when nothing is recorded here. Raises TooMany."""
        self.slow_limiter.admit(visitor)
        if self.visits is None or not self.visits.recording:
            return False
        self.visits.judged(question, useful, reason)
        return True

    def admit_check(self, visitor: str) -> None:
        """Call once before uploads are taken in. Raises Closed and TooMany."""
        self.switch.check()
        self.slow_limiter.admit(visitor)

    def check(self, uploads: Sequence[tuple[str, IO[bytes]]], told: Told = lambda *_: None) -> Checkup:
        """Check uploads (name, open file), after `admit_check`. Raises Busy, and what `check_uploads` raises."""
        if not self._checks.acquire(blocking=False):
            raise Busy("正在核对别人的文件，请过一会儿再试。", "Other files are being checked; try again soon.")
        try:
            return check_uploads(uploads, self.settings, told=told)
        finally:
            self._checks.release()

    def is_staff(self, token: str | None) -> bool:
        """True for the token of a living session, as the cookie carries it."""
        return self.staff is not None and self.staff.session(token) is not None

    def work(self, token: str | None) -> Operations:
        """What a signed-in member of staff may do. Raises NotAllowed for anyone else."""
        if self.operations is None or not self.is_staff(token):
            raise NotAllowed("请先登录管理页面。", "Sign in to the staff area first.")
        return self.operations

    def close(self) -> None:
        """Write what is waiting."""
        if self.visits is not None:
            self.visits.close()


def open_service(settings: Settings) -> Service:
    """The whole: a desk that follows the index, visits, staff. Errors: those of `open_desk`."""
    desk = open_live(settings)
    bare = without_password(settings)
    recorded = Visits(settings.index / visits.FILE, days=settings.visits_days, longest=settings.max_question)
    return _service(desk, settings, visits=recorded, operations=lambda: Operations(desk, bare))


def without_password(settings: Settings) -> Settings:
    """The settings for whoever does not look at passwords: all but the door for staff."""
    return replace(settings, staff_password="")


def bare_service(desk: AnyDesk, settings: Settings) -> Service:
    """Limits, switch and password over any desk; records nothing and changes no index."""
    return _service(desk, settings)


def _service(
    desk: AnyDesk,
    settings: Settings,
    *,
    visits: Visits | None = None,
    operations: Callable[[], Operations] | None = None,
) -> Service:
    staffed = bool(settings.staff_password)
    return Service(
        desk=desk,
        settings=without_password(settings),
        switch=Switch(settings.index, settings.off),
        limiter=Limiter(settings.per_minute),
        slow_limiter=Limiter(-(-settings.per_minute // 10)),
        visits=visits,
        staff=Staff(settings.staff_password) if staffed else None,
        operations=operations() if staffed and operations is not None else None,
        traffic=Traffic(settings.max_requests, streams=settings.max_connections // 2),
    )
