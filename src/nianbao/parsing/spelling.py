"""How the addresses of sites spell the names of places."""

from __future__ import annotations

import re
from functools import lru_cache

_LEVEL = re.compile("(?:特别行政区|自治[州县区旗]|[省市县区旗州盟])$")
_SYLLABLE = {"市": "shi", "县": "xian", "区": "qu", "省": "sheng"}


@lru_cache(maxsize=4096)
def spellings(place: str) -> frozenset[str]:
    """How sites spell a place: its name in pinyin, without and with its level (qufu, qufushi, qufus)."""
    from pypinyin import lazy_pinyin

    bare = _LEVEL.sub("", place)
    if len(bare) < 2:
        bare = place
    name = "".join(lazy_pinyin(bare))
    level = _SYLLABLE.get(place[-1], "")
    return frozenset({name, name + level, name + level[:1]})
