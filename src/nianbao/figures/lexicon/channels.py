"""The ways information goes out and applications come in (`rules_channels.toml`)."""

from __future__ import annotations

from nianbao.catalogue.rules import rules

_RULES = rules("rules_channels.toml")
WEBSITE, DISCLOSURE_PLATFORM = _RULES["website"], _RULES["disclosure_platform"]
WECHAT, WEIBO, NEW_MEDIA = _RULES["wechat"], _RULES["weibo"], _RULES["new_media"]
GAZETTE, BOARD, MEDIA = _RULES["gazette"], _RULES["board"], _RULES["media"]
ALL_WAYS, AND_SO_ON, SOMEWHERE = _RULES["all_ways"], _RULES["and_so_on"], _RULES["somewhere"]
# A clause that ends with the name of a channel counts what went out through it, whatever stands before.
ENDS = _RULES["ends"]
ONLINE, MAIL, EMAIL, FAX = (_RULES[name] for name in ("online", "mail", "email", "fax"))
IN_PERSON, OTHER_FORM = _RULES["in_person"], _RULES["other_form"]
ACCOUNT, PLACE = _RULES["account"], _RULES["place"]


def only_account(words: str) -> str | None:
    """The kind of account the words name, when they name no other kind: wechat, weibo."""
    kinds = (("wechat", WECHAT), ("weibo", WEIBO), ("", _RULES["other_account"]))
    named = [name for name, kind in kinds if kind.search(words)]
    return named[0] or None if len(named) == 1 else None
