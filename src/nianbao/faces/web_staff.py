"""管理: the staff area. The page holds its frame alone, which is the same for everybody; what staff see is fetched from
the staff routes, whose session cookie no script can read, and is put into the page as text."""

from typing import TYPE_CHECKING

from nianbao.faces.web_phrases import Phrases
from nianbao.faces.web_work import pick_html, started, told
from nianbao.serving.switch import LONGEST

if TYPE_CHECKING:
    from nianbao.serving.service import Service
    from nianbao.settings import Settings


def staff_html(settings: "Settings", say: Phrases) -> str:
    """The door, and the rooms behind it, empty; both hidden until it is known who is there."""
    return (
        f'<div id="nb-staff" class="work" {told(say, settings)}>'
        f'<form id="nb-login" class="sheet" hidden><h2>{say("staff.title")}</h2><label>{say("staff.password")}'
        '<input type="password" name="password" autocomplete="current-password" required maxlength="1000"></label>'
        f'<button type="submit">{say("staff.login")}</button><p class="fault" role="alert"></p></form>'
        f'<div class="inside" hidden><header><h2>{say("staff.title")}</h2>'
        f'<button type="button" class="quiet" data-do="logout">{say("staff.logout")}</button></header>'
        f"{_add_html(settings, say)}{_collect_html(say)}{_reports_html(say)}"
        f"{_list_html('missed', say)}{_list_html('feedback', say)}{_switch_html(say)}</div>{_dialog_html(say)}</div>"
    )


def _section(name: str, title: str, content: str) -> str:
    return (
        f'<section class="sheet" id="nb-staff-{name}" aria-labelledby="nb-staff-{name}-title">'
        f'<h3 id="nb-staff-{name}-title">{title}</h3>{content}</section>'
    )


def _add_html(settings: "Settings", say: Phrases) -> str:
    return _section("add", say("staff.add"), pick_html("nb-staff-files", say("staff.files"), say, settings))


def _collect_html(say: Phrases) -> str:
    return _section(
        "collect",
        say("staff.collect"),
        f'<p class="empty">{say("staff.collect.about")}</p><form class="ways-in">'
        f'<label>{say("staff.collect.url")}<input type="search" name="url" required maxlength="2000" '
        'inputmode="url" placeholder="https://"></label>'
        f'<label>{say("staff.collect.years")}<input type="search" name="years" maxlength="40" '
        f'placeholder="2018-2025"></label><button type="submit">{say("staff.collect.look")}</button></form>'
        '<div class="going" role="status"></div><p class="fault" role="alert"></p><div class="list"></div>',
    )


def _reports_html(say: Phrases) -> str:
    return _section(
        "reports",
        say("staff.reports"),
        '<p class="extent"></p><div class="ways-in">'
        f'<input type="search" name="search" aria-label="{say("staff.search")}" placeholder="{say("staff.search")}">'
        f'<label><input type="checkbox" name="odd">{say("staff.odd")}</label>'
        f'<button type="button" class="quiet" data-do="reindex">{say("staff.reindex")}</button></div>'
        '<div class="going" role="status"></div><p class="fault" role="alert"></p><div class="list"></div>',
    )


def _list_html(name: str, say: Phrases) -> str:
    files = "".join(
        f'<button type="button" class="quiet" data-save="{name}" data-format="{kind}">{say(f"save.{kind}")}</button>'
        for kind in ("xlsx", "csv")
    )
    return _section(
        name,
        say(f"staff.{name}"),
        f'<div class="list"></div><p class="fault" role="alert"></p><p class="files">{files}</p>',
    )


def _switch_html(say: Phrases) -> str:
    return _section(
        "switch",
        say("staff.switch"),
        '<p class="state" role="status"></p><blockquote class="notice"></blockquote>'
        f'<form class="close"><label>{say("staff.notice")}<textarea name="notice" rows="2" required '
        f'maxlength="{LONGEST}"></textarea></label><button type="submit">{say("staff.close")}</button></form>'
        f'<button type="button" class="reopen" data-do="reopen">{say("staff.reopen")}</button>'
        '<p class="fault" role="alert"></p>',
    )


def _dialog_html(say: Phrases) -> str:
    return (
        '<dialog id="nb-sure" aria-labelledby="nb-sure-title"><form method="dialog"><h3 id="nb-sure-title"></h3>'
        '<p class="why"></p><p class="together"></p><div class="files">'
        f'<button value="no" class="quiet" autofocus>{say("staff.keep")}</button>'
        f'<button value="yes" class="danger">{say("staff.remove")}</button></div></form></dialog>'
    )


def add(service: "Service", say: Phrases) -> None:
    """Put it into the column that is open."""
    import gradio as gr

    shown = staff_html(service.settings, say)
    gr.HTML(shown, elem_id="staff", apply_default_css=False, js_on_load=started("staff.js"))
