"""What 浏览 and 对比 share: their state is the query of the address, their filters and results are HTML of our own.

The script `static/views.js` keeps address, filters and results in step; each change is one event with the whole state.
Annotations are evaluated here, see `web`.
"""

import html
import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode

from nianbao.errors import NianbaoError
from nianbao.faces.render_forms import View
from nianbao.faces.web_parts import QUIET
from nianbao.faces.web_phrases import Phrases
from nianbao.text.personal import veiled
from nianbao.wiring import LiveDesk

if TYPE_CHECKING:
    from nianbao.serving.service import Service
    from nianbao.wiring import Desk

LOG = logging.getLogger(__name__)
LONGEST = 8000
"""Characters of a state; more than any that the page makes."""

State = dict[str, list[str]]
Pairs = Sequence[tuple[str, object]]


def add_view(
    service: "Service",
    say: Phrases,
    name: str,
    bar: "Callable[[Desk], str]",
    results: "Callable[[Desk, State], str]",
) -> None:
    """Put a view into the block that is open: its filters, filled when it is first looked at, and its results."""
    import gradio as gr

    came = f'watch("value", () => window.nianbao.came?.("{name}"));'
    here = f'(window.nianbao.views ??= []).push(["{name}", element, trigger]);'
    looks: dict[str, Any] = {"elem_classes": "nb-view", "apply_default_css": False}
    filters = gr.HTML(elem_id=f"{name}-bar", js_on_load=here + came, **looks)
    shown = gr.HTML(elem_id=f"{name}-shown", js_on_load=came, **looks)

    def look(event: gr.EventData) -> tuple[Any, str]:
        query = str(event._data.get("query", ""))[:LONGEST]
        # One state of the index for filters and results, though staff may change it meanwhile.
        desk = service.desk.now if isinstance(service.desk, LiveDesk) else service.desk
        wanted = bar(desk) if event._data.get("bar") else gr.skip()
        return wanted, look_up(service, say, query, lambda: results(desk, state_of(query)), name)

    filters.click(look, None, [filters, shown], trigger_mode="always_last", **QUIET)


def look_up(service: "Service", say: Phrases, query: str, make: Callable[[], str], name: str = "browse") -> str:
    """The results, or the one sentence that says why there are none; marked with the state they answer."""
    try:
        service.switch.check()
        inner = veiled(make())
    except NianbaoError as error:
        inner = fault_html(error.say(say.lang))
        if query and name == "browse":  # elsewhere the choices are all in sight
            inner += f'<p><a href="#browse" data-key="clear">{say("browse.clear")}</a></p>'
    # The framework would show nothing at all.
    except Exception:
        LOG.exception("a view could not be made")
        inner = fault_html(say("view.fault"))
    return f'<div class="nb-results" data-query="{e(query)}">{inner}</div>'


def state_of(query: str) -> State:
    """The query of an address as lists of values; never raises."""
    try:
        return parse_qs(query.encode("utf-8", "replace").decode(), max_num_fields=200)
    except ValueError:
        return {}


def one(state: State, key: str) -> str:
    """The value of a key that has one, "" when it has none."""
    return state.get(key, [""])[0]


def year_in(text: str) -> int | None:
    """A year as the address has it, None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else None


def view_of(say: Phrases) -> View:
    """From where the page in this language looks at tables."""
    return View(up=say.up, english=say.lang == "en")


def fault_html(sentence: str) -> str:
    """A sentence in place of results."""
    return f'<p class="nb-fault" role="alert" data-said>{e(sentence)}</p>'


def title_html(say: Phrases, name: str) -> str:
    """Heading of a view, and where a screen reader is told what came."""
    return (
        f'<div class="nb-title"><h2>{say(f"{name}.title")}</h2><p>{say(f"{name}.about")}</p></div>'
        f'<p class="hush" id="{name}-said" role="status" aria-live="polite"></p>'
    )


def picker_html(say: Phrases, name: str, words: str, shown: str, tree: str, every: str = "") -> str:
    """A tree of places that opens under a button, with a field that finds in it; `every` is a choice before it."""
    before = f'<button type="button" class="every" data-place="">{every}</button>' if every else ""
    return (
        f'<details class="nb-picker" data-name="{name}"><summary><span class="label">{words}</span>'
        f'<b data-shown data-none="{shown}">{shown}</b></summary><div class="nb-pick"><input type="search" '
        f'data-find aria-label="{say("view.find")}" placeholder="{say("view.find")}" autocomplete="off">'
        f'{before}<div class="nb-pick-tree">{tree}</div></div></details>'
    )


def files_html(say: Phrases, route: str, pairs: Pairs) -> str:
    """Links that save what is shown as XLSX and CSV."""
    links = "".join(
        f'<a href="{say.up}api/{route}?{e(urlencode([*pairs, ("format", form)]))}" download>{form.upper()}</a>'
        for form in ("xlsx", "csv")
    )
    return f'<p class="nb-files"><span>{say("view.files")}</span>{links}</p>'


def address(name: str, pairs: Pairs) -> str:
    """The address of a view in that state, from the page itself; escaped."""
    query = urlencode(pairs)
    return e(f"#{name}?{query}" if query else f"#{name}")


def e(text: str) -> str:
    """Escaped, also for attributes."""
    return html.escape(text, quote=True)
