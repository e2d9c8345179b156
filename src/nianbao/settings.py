"""Settings: one frozen value, made once. This module is the only reader of the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from platformdirs import user_cache_path

from nianbao.errors import WrongCall

_ADDRESS = re.compile(
    r"https?://(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?(?:/[A-Za-z0-9._~-]{1,100}){0,8}/?"
)


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
    public_url: str = ""
    """Where readers find the site when it is behind a proxy, as `https://www.example.gov.cn/nianbao/`."""

    def __post_init__(self) -> None:
        if self.lang not in ("zh", "en"):
            raise WrongCall(
                f"NIANBAO_LANG 只能是 zh 或 en，现在是 {self.lang!r}。",
                f"NIANBAO_LANG must be zh or en, not {self.lang!r}.",
            )
        if not 0 <= self.port <= 65535:
            raise WrongCall(f"端口 {self.port} 不在 0–65535 之间。", f"Port {self.port} is not between 0 and 65535.")
        if self.public_url and not _ADDRESS.fullmatch(self.public_url):
            raise WrongCall(
                f"NIANBAO_PUBLIC_URL 应写成 https://www.example.gov.cn/nianbao/，现在是 {self.public_url!r}。",
                f"NIANBAO_PUBLIC_URL must read like https://www.example.gov.cn/nianbao/, not {self.public_url!r}.",
            )


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


_READERS: dict[str, type] = {
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
    "public_url": str,
}
