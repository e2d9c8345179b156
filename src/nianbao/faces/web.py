"""The page at "/" (and in English at "/en/"), beside the API. Asking is a page of our own, see `web_shell`; its other
parts are gradio's, one column for each.

Gradio is imported when the page is mounted, by the files of this face alone. Annotations are evaluated here (no
`from __future__ import annotations`): gradio reads those of its handlers, and `gr` is a name inside functions.
"""

import os
from typing import TYPE_CHECKING, Any

from nianbao.faces import web_browse, web_check, web_compare, web_routes, web_staff
from nianbao.faces.web_doors import Doors
from nianbao.faces.web_frame import sheets_html
from nianbao.faces.web_phrases import EN, ZH, Phrases
from nianbao.faces.web_shell import Shell

if TYPE_CHECKING:
    import gradio
    from fastapi import FastAPI

    from nianbao.serving.service import Service

SANS = ("PingFang SC", "Hiragino Sans GB", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "sans-serif")


def mount(app: "FastAPI", service: "Service") -> "FastAPI":
    """Mount the page at "/" and "/en" of `app`; routes that `app` already has win. Sends nothing to anyone but its
    reader."""
    # Gradio reads these when it is imported.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import gradio as gr

    talks = web_routes.add(app, service)
    # "/" takes every address that no route before it has.
    for path, say in (("/en", EN), ("/", ZH)):
        page = _page(service, say)
        app = gr.mount_gradio_app(
            app,
            page,
            path=path,
            footer_links=[],
            run_history=False,
            show_error=False,
            ssr_mode=False,
            pwa=False,
            enable_monitoring=False,
            mcp_server=False,
            max_file_size=1,  # bytes: files go to the API, gradio's own door for them stays shut
            theme=gr.themes.Base(font=list(SANS), font_mono=["ui-monospace", "monospace"]),
            head=sheets_html(say),
        )
        mounted: Any = app.router.routes[-1]
        doors = Doors(mounted.app, _events(page), service)
        mounted.app = Shell(doors, service, say, talks[say.lang], _tabs(service))
    return app


def _events(page: "gradio.Blocks") -> dict[int, frozenset[int]]:
    """The functions of a page, each with the components that set it off."""
    return {number: frozenset(part for part, _ in each.targets) for number, each in page.fns.items()}


TABS = ("ask", "browse", "compare", "check")


def _tabs(service: "Service") -> tuple[str, ...]:
    """The parts of the page; that of staff only where there is a password for it."""
    return TABS if service.staff is None else (*TABS, "staff")


def _page(service: "Service", say: Phrases) -> "gradio.Blocks":
    import gradio as gr

    with gr.Blocks(title=say("name"), analytics_enabled=False, fill_width=True) as page:
        with gr.Column(elem_id="tab-browse", elem_classes="tab"):
            web_browse.add(service, say)
        with gr.Column(elem_id="tab-compare", elem_classes="tab"):
            web_compare.add(service, say)
        with gr.Column(elem_id="tab-check", elem_classes="tab"):
            web_check.add(service, say)
        if service.staff is not None:
            with gr.Column(elem_id="tab-staff", elem_classes="tab"):
                web_staff.add(service, say)
    page.queue(max_size=service.settings.max_requests, api_open=False)
    blocks: gradio.Blocks = page
    return blocks
