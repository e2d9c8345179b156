"""An answer as Markdown for chat front ends: sentence, formula, numbered quotations with permalinks. Pure.

Report text is not ours: every character that Markdown or HTML could take for markup is escaped.
"""

from __future__ import annotations

import re
from urllib.parse import quote as url_quote

from nianbao.faces.render import citation_url, plain, plain_number
from nianbao.model import Answer, Citation

_MARKUP = re.compile(r"[\\`*_\[\]<>|~$&]")
_OPENING = re.compile(r"^(\s{0,9})(?:([#+=-])|(\d{1,9})([.)]))")
"""What makes a heading, a list or a rule at the beginning of a line."""


def markdown(text: str) -> str:
    """The text so that Markdown shows it as it is; control characters are left out, line breaks stay."""
    return "  \n".join(_line(line) for line in plain(text).splitlines())


def _line(line: str) -> str:
    escaped = _MARKUP.sub(r"\\\g<0>", line)
    return _OPENING.sub(lambda found: f"{found[1]}{found[3] or ''}\\{found[2] or found[4]}", escaped)


def answer_markdown(answer: Answer, site: str) -> str:
    """The answer with absolute permalinks; `site` is the address of the site, with or without a last slash."""
    parts = [markdown(answer.text)]
    if answer.computed is not None:
        worked = f"{answer.computed.formula} = {plain_number(answer.computed.value)}{answer.computed.unit or ''}"
        parts.append(f"算式：{markdown(worked)}")
    if answer.citations:
        cited = (f"{number}. {_citation(each, site)}" for number, each in enumerate(answer.citations, start=1))
        parts.append("出处：\n\n" + "\n".join(cited))
    if answer.warnings:
        parts.append("注意：\n\n" + "\n".join(f"- {_one_line(warning.text)}" for warning in answer.warnings))
    if answer.choices:
        parts.append("您想问的是：\n\n" + "\n".join(f"- {_one_line(choice)}" for choice in answer.choices))
    return "\n\n".join(parts)


def _citation(citation: Citation, site: str) -> str:
    place = _one_line(" › ".join(part for part in (citation.title or citation.source, citation.section) if part))
    address = absolute(citation_url(citation), site)
    return f"“{_one_line(citation.quote)}” {f'[{place}]({address})' if address else place}"


def absolute(url: str | None, site: str) -> str | None:
    """A citation's `url` as an address that opens anywhere; of other addresses only web ones are kept."""
    if url is None or not url.startswith(("/", "http://", "https://")):
        return None
    # Neither the name the site was called by nor a source's address may close the link of a Markdown text.
    return url_quote(site.rstrip("/") + url if url.startswith("/") else url, safe=":/?#[]@!$&'*+,;=%~")


def _one_line(text: str) -> str:
    return markdown(" ".join(text.split()))
