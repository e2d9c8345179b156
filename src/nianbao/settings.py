"""Settings: one frozen value, made once. This module is the only reader of the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path

from nianbao.errors import WrongCall


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that can be set from outside; `from_environment` reads `NIANBAO_<NAME>`."""

    index: Path = Path("index")
    """The index folder."""
    model: str = "packed"
    """`packed` (shipped e5), `none` (lexical search alone), or a sentence-transformers path or name."""
    cache: Path = field(default_factory=lambda: user_cache_path("nianbao"))
    """Where the packed model is unpacked, once."""
    catalogue: Path | None = None
    """A catalogue file of the user's own, laid over the shipped one."""
    lang: str = "zh"
    """Language of messages: `zh` or `en`."""
    host: str = "127.0.0.1"
    port: int = 7860
    max_question: int = 500
    """Longest question answered, in characters."""
    max_file_mb: int = 64
    """Largest report file read, in MiB."""
    max_body_kb: int = 256
    """Largest HTTP request body, in KiB."""
    origins: tuple[str, ...] = ()
    """Other sites whose pages may ask here and show the widget, as `https://host[:port]`, separated by commas."""

    def __post_init__(self) -> None:
        for origin in self.origins:
            if not _ORIGIN.fullmatch(origin):
                raise WrongCall(
                    f"NIANBAO_ORIGINS 里的 {origin!r} 不是网站的源，应写成 https://www.example.gov.cn，没有路径和末尾的斜线。",
                    f"{origin!r} in NIANBAO_ORIGINS is no origin: write https://www.example.gov.cn without a path.",
                )
        if self.lang not in ("zh", "en"):
            raise WrongCall(
                f"NIANBAO_LANG 只能是 zh 或 en，现在是 {self.lang!r}。",
                f"NIANBAO_LANG must be zh or en, not {self.lang!r}.",
            )
        if not 0 <= self.port <= 65535:
            raise WrongCall(f"端口 {self.port} 不在 0–65535 之间。", f"Port {self.port} is not between 0 and 65535.")


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from `NIANBAO_*` variables; raises `WrongCall` naming a variable that cannot be used."""
    env = os.environ if environ is None else environ
    values: dict[str, object] = {}
    for name, make in _READERS.items():
        raw = env.get(f"NIANBAO_{name.upper()}", "").strip()
        if not raw:
            continue
        try:
            values[name] = make(raw)
        except ValueError as error:
            raise WrongCall(
                f"环境变量 NIANBAO_{name.upper()} 应为整数，现在是 {raw!r}。",
                f"NIANBAO_{name.upper()} must be a whole number, not {raw!r}.",
            ) from error
    return Settings(**values)  # type: ignore[arg-type]  # the readers below give each field its own type


_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?|https?://\[[0-9A-Fa-f:]+\](?::\d{1,5})?")


def _listed(raw: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part for part in (piece.strip() for piece in raw.split(",")) if part))


_READERS: dict[str, Callable[[str], object]] = {
    "index": Path,
    "model": str,
    "cache": Path,
    "catalogue": Path,
    "lang": str,
    "host": str,
    "port": int,
    "max_question": int,
    "max_file_mb": int,
    "max_body_kb": int,
    "origins": _listed,
}
