"""What can go wrong, and what to do next.

Every error carries its one sentence in Chinese and in English; a face prints the one its user reads
and never a traceback. "No answer" is not an error: it is a value (`model.Answer.status`).
"""

from __future__ import annotations


class NianbaoError(Exception):
    """The root of the tree. `zh` and `en` say what is wrong and what to do next, in one sentence."""

    exit_code = 2

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    def say(self, lang: str = "zh") -> str:
        return self.en if lang == "en" else self.zh


class WrongCall(NianbaoError):
    """An argument, option or setting that cannot be used as given."""


class Unreadable(NianbaoError):
    """One report file cannot be read; the other files of a run go on."""

    exit_code = 3


class NotYet(Unreadable):
    """The file's format is known but not read by this version."""


class IndexMissing(NianbaoError):
    """There is no index at the given place; the sentence names the command that makes one."""


class IndexIncompatible(NianbaoError):
    """The index was made by another version of the program, or is damaged."""


class ModelUnavailable(NianbaoError):
    """The sentence encoder asked for cannot be loaded without a network."""


class CatalogueError(NianbaoError):
    """A catalogue file is wrong; the sentence names the file and the entry."""


class Busy(NianbaoError):
    """One thing at a time: what was asked for can be done when the present work is finished."""


class Closed(NianbaoError):
    """Staff have switched the public page off; both sentences are their notice."""


class NotAllowed(NianbaoError):
    """Only for staff, and whoever asks has not shown to be."""


class TooMany(NianbaoError):
    """One visitor asks, or tries, too often; `seconds` is how long to wait."""

    def __init__(self, zh: str, en: str, *, seconds: float) -> None:
        super().__init__(zh, en)
        self.seconds = seconds


def fault(name: str, error: Exception) -> Unreadable:
    """What to say of a file over which the program itself failed; the inner words of `error` are not shown."""
    kind = type(error).__name__
    return Unreadable(
        f"处理“{name}”时程序出错（{kind}），已跳过；请另存为 txt 再试，并报告这个问题。",
        f"The program failed on {name!r} ({kind}) and skipped it; save it as txt and try again, and report this.",
    )
