"""`nianbao collect`: from the address of a site to a folder of reports, and to an index when one is named."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nianbao.errors import WrongCall
from nianbao.faces.cli_base import Command, Words, index_option, json_option, say, say_json, tell, with_index
from nianbao.faces.render_collect import summary_json, summary_lines
from nianbao.settings import Settings

if TYPE_CHECKING:
    from nianbao.collecting import Plan, Site, Summary

_SOME_FAILED = 3
_INTO = ("存放报告的文件夹，不给时用 reports。", "Where reports are kept; reports by default.")
_LIST = ("网站清单（TOML），每个网站有自己的设置。", "A list of sites (TOML) with settings for each.")
_ALSO = ("也收集这个网站，可重复。", "Collect on this host, too; repeatable.")
_NEVER = ("永远不收集这个网站，可重复。", "Never visit this host again; repeatable.")
_PRIVATE = ("允许内网和本机的网站。", "Allow sites in a private network or on this machine.")
_DELAY = ("同一网站两次请求至少隔几秒。", "Seconds between two requests to a site, at least.")


def collect(words: Words) -> Command:
    """The command."""
    return Command(
        "collect",
        words,
        _run,
        help=words("从网站收集年报，存入文件夹。", "Fetch reports from the sites that publish them into a folder."),
        params=[
            click.Argument(["urls"], nargs=-1, metavar="URL..."),
            _path(words, "--into", "DIR", _INTO),
            _path(words, "--list", "FILE", _LIST, "listed"),
            _text(words, "--years", "2018-2025", ("只要这些年份的年报。", "Only reports on these years.")),
            index_option(words),
            _flag(words, "--render", ("用浏览器画出靠脚本显示的列表。", "Draw lists that scripts make, in a browser.")),
            _text(words, "--also", "HOST", _ALSO, multiple=True),
            _text(words, "--never", "HOST", _NEVER, multiple=True),
            _flag(words, "--allow-private", _PRIVATE),
            _flag(words, "--insecure", ("不验证这些网站的证书。", "Do not verify the certificates of these sites.")),
            _flag(words, "--restore", ("移走了的报告也重新下载。", "Fetch again what was taken away from the folder.")),
            _number(words, "--delay", 1.0, _DELAY),
            _number(words, "--max-pages", 3000, ("一个网站最多打开多少页。", "Most pages of a site.")),
            _number(words, "--max-minutes", 600.0, ("最多运行多少分钟。", "Most minutes of a run.")),
            json_option(words),
        ],
    )  # fmt: skip


def _run(
    settings: Settings, urls: tuple[str, ...], into: Path | None, index: Path | None, as_json: bool, **given: Any
) -> int:
    from nianbao.collecting import collect as collected
    from nianbao.collecting import exclude

    words = Words(lang=settings.lang)
    into = into or settings.reports
    if given["never"]:
        hosts = exclude(into, given["never"])
        if not urls and given["listed"] is None:
            say(words(f"不再收集：{'、'.join(hosts)}", f"Never visited: {', '.join(hosts)}"))
            return 0
    plan = _plan(settings, urls, into, given)
    with _progress(words) as progress:
        summary = collected(plan, settings, progress=progress)
    if as_json:
        say_json(summary_json(summary, settings.lang))
    else:
        *details, last = summary_lines(summary, settings.lang)
        for line in details:
            tell(line)
        say(last)
    failed = bool(summary.failed) or not summary.complete
    if index is not None and any(report.path for report in summary.reports):
        failed |= _index(with_index(settings, index), into, words, quiet=as_json)
    return _SOME_FAILED if failed else 0


def _index(settings: Settings, into: Path, words: Words, *, quiet: bool) -> bool:
    """Brings the index up to date; True when some files could not be read."""
    from nianbao.building import build
    from nianbao.faces.cli_index import index_summary

    result = build([into], settings.index, settings)
    for path, zh, en in result.unreadable:
        tell(words("读不了 ", "Unreadable: ") + f"{path}: {words(zh, en)}")
    if not quiet:
        say(index_summary(result, words))
    return bool(result.unreadable)


def _plan(settings: Settings, urls: tuple[str, ...], into: Path, given: dict[str, Any]) -> Plan:
    from nianbao.collecting import Plan, Site, site_list, year_range

    first, last = year_range(given["years"]) if given["years"] else (None, None)
    excluded: tuple[str, ...] = ()
    contact = settings.contact
    sites: tuple[Site, ...] = ()
    if given["listed"] is not None:
        told = site_list(given["listed"])
        sites, excluded, contact = told.sites, told.excluded, told.contact or contact
        if given["years"]:
            sites = tuple(replace(site, first_year=first, last_year=last) for site in sites)
    own = Site(
        urls=(), also=given["also"], first_year=first, last_year=last, delay=given["delay"], insecure=given["insecure"],
        allow_private=given["allow_private"], render=given["render"], max_pages=given["max_pages"],
    )  # fmt: skip
    sites += tuple(replace(own, urls=(url,)) for url in urls)
    if not sites:
        raise WrongCall("请给出网址，或用 --list 给出网站清单。", "Give an address, or a list of sites with --list.")
    return Plan(
        sites=sites, into=into, excluded=excluded, contact=contact, max_minutes=given["max_minutes"],
        max_file_mb=settings.max_file_mb, restore=given["restore"],
    )  # fmt: skip


@contextmanager
def _progress(words: Words) -> Iterator[Callable[[Summary], None] | None]:
    """One line that is written over on standard error when that is a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True).status(words("正在打开网站…", "Opening the site…")) as line:

        def show(summary: Summary) -> None:
            found, asked = len(summary.reports), summary.requests
            line.update(words(f"打开了 {asked} 页，找到 {found} 份", f"{asked} pages opened, {found} reports found"))

        yield show


def _path(words: Words, option: str, metavar: str, told: tuple[str, str], name: str = "") -> click.Option:
    names = [option, name] if name else [option]
    return click.Option(names, type=click.Path(path_type=Path), metavar=metavar, help=words(*told))


def _text(words: Words, option: str, metavar: str, told: tuple[str, str], *, multiple: bool = False) -> click.Option:
    return click.Option([option], metavar=metavar, multiple=multiple, help=words(*told))


def _flag(words: Words, option: str, told: tuple[str, str]) -> click.Option:
    return click.Option([option], is_flag=True, help=words(*told))


def _number(words: Words, option: str, default: float, told: tuple[str, str]) -> click.Option:
    """A count for a whole default, else any number from 0."""
    kind = click.IntRange(1) if isinstance(default, int) else click.FloatRange(0)
    zh, en = told
    shown = words(f"{zh[:-1]}，默认 {default:g}。", f"{en[:-1]}; {default:g} by default.")
    return click.Option([option], type=kind, default=default, metavar="NUMBER", help=shown)
