"""Characters that programs lose: those outside the common ones of the national standard."""

from __future__ import annotations

_LAST_COMMON_ROW = 0xD7


def is_rare(character: str) -> bool:
    """True outside the 3755 common characters (level 1) of GB 2312; recognition often drops such a character."""
    code = character.encode("gb2312", errors="ignore")
    return not code or code[0] > _LAST_COMMON_ROW
