"""Looks a name up four times while its meaning changes; prints what each look-up let through and what was refused."""

from __future__ import annotations

import json
import sys
from typing import Any

from nianbao.collecting.network import PublicResolver


class Address:
    def __init__(self, host: str) -> None:
        self.host = host


class Names:
    """A resolver that answers otherwise each time."""

    def __init__(self) -> None:
        self.answers = [["93.184.216.34"], ["127.0.0.1"], ["10.0.0.1", "93.184.216.34"], ["::ffff:127.0.0.1"]]

    def resolveHostName(self, receiver: Any, *rest: Any) -> None:
        receiver.resolutionBegan(None)
        for host in self.answers.pop(0):
            receiver.addressResolved(Address(host))
        receiver.resolutionComplete()


class Reactor:
    def __init__(self) -> None:
        self.nameResolver = Names()


class Receiver:
    def __init__(self) -> None:
        self.got: list[str] = []

    def resolutionBegan(self, resolution: Any) -> None:
        """Nothing."""

    def addressResolved(self, address: Address) -> None:
        self.got.append(address.host)

    def resolutionComplete(self) -> None:
        """Nothing."""


def main() -> None:
    resolver, seen = PublicResolver(Reactor(), frozenset({"intern.example:80"})), []
    for _ in range(4):
        receiver = Receiver()
        resolver.resolveHostName(receiver, "report.example", 80)
        seen.append(receiver.got)
    json.dump([seen, sorted(PublicResolver.refused)], sys.stdout)


main()
