"""A rare character that recognition dropped from the agency's name, told by the names of real places.

息镇 of 曲阜市 can only be 息陬镇: no town is called 息镇, and no other one there becomes it by losing a rare character.
The text of the report stays as it was read.
"""

from __future__ import annotations

from dataclasses import replace

from nianbao.model import Evidence
from nianbao.parsing.agency import Agency
from nianbao.parsing.divisions import chains, within
from nianbao.text.rare import is_rare


def with_lost_character(agency: Agency) -> Agency:
    """The agency under the only name that fits it, and a problem that says so; as it is when none or several fit."""
    if not agency.short or chains(agency.short):
        return agency
    whole = {
        name: chain for name, chain in within(agency.parents, len(agency.short) + 1) if _shortens(name, agency.short)
    }
    if len(whole) != 1:
        return agency
    [(name, parents)] = whole.items()
    said = f"“{agency.short}”少识别了一个生僻字，已按行政区划名称认作“{name}”。"
    return replace(
        agency,
        short=name,
        full=agency.full.replace(agency.short, name),
        parents=parents,
        evidence=(*agency.evidence, Evidence(what="agency", value=name, origin="divisions")),
        problems=(*agency.problems, said),
        confidence="low",
    )


def _shortens(whole: str, short: str) -> bool:
    """True when the short name is the whole one without one rare character."""
    return any(is_rare(whole[i]) and whole[:i] + whole[i + 1 :] == short for i in range(len(whole)))
