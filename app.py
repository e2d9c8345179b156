"""`python app.py` is `nianbao serve` with its defaults."""

from __future__ import annotations

import sys

from nianbao.errors import NianbaoError
from nianbao.faces.server import serve
from nianbao.settings import from_environment


def main() -> int:
    """Serve until interrupted; a fault is one line on standard error and its exit code."""
    lang = "zh"
    try:
        settings = from_environment()
        lang = settings.lang
        serve(settings, say=lambda address: _tell(sys.stdout, address))
    except NianbaoError as error:
        _tell(sys.stderr, error.say(lang))
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    return 0


def _tell(stream: object, line: str) -> None:
    from click import echo

    echo(line, file=stream)  # type: ignore[arg-type]  # click takes any text stream


if __name__ == "__main__":
    sys.exit(main())
