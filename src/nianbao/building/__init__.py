"""Report files become an index: `build` brings an index folder up to date with them, doing only what is new.

The only caller of reading, parsing, figures and store together.
"""

from nianbao.building.indexing import BuildResult, build
from nianbao.building.looking import ReadReport, looker, place_exists, read_reports
from nianbao.building.run import Progress
from nianbao.building.webpages import Weight, content_kind, kept_page, page_text, readable_endings, weights

__all__ = [
    "BuildResult", "Progress", "ReadReport", "Weight", "build", "content_kind", "kept_page", "looker", "page_text",
    "place_exists", "read_reports", "readable_endings", "weights",
]  # fmt: skip
