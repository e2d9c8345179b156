"""Why a request failed, in one sentence."""

from __future__ import annotations

from urllib.parse import urlsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.spidermiddlewares.httperror import HttpError

from nianbao.collecting import words
from nianbao.collecting.addresses import private
from nianbao.collecting.network import PublicResolver, Refused
from nianbao.collecting.nouns import Trouble

_STATUS = {
    401: ("要登录才能看（401）", "the site asks to sign in (401)"),
    403: ("网站不让看（403）", "the site forbids it (403)"),
    404: ("没有这个页面（404）", "there is no such page (404)"),
    429: (
        "网站说请求太多（429），请过些时候再运行",
        "the site says there are too many requests (429); run again later",
    ),
    503: ("网站暂时不能用（503），请过些时候再运行", "the site is not available (503); run again later"),
}


def reason(error: BaseException, url: str) -> tuple[bool, Trouble]:
    """Whether it was passed over on purpose, and why."""
    if isinstance(error, Refused):
        return error.trouble.zh.startswith("在别的网站") or "排除" in error.trouble.zh, error.trouble
    if isinstance(error, IgnoreRequest) and not isinstance(error, HttpError):
        if "robots" in str(error):
            return True, Trouble(url=url, zh="网站的 robots.txt 不许收集", en="the site's robots.txt forbids it")
        if "redirect" not in str(error):  # unpacked it would be larger than a page may be
            return False, Trouble(url=url, zh="太大，没有下载", en="too large; not downloaded")
        return False, Trouble(url=url, zh="转来转去没有尽头", en="redirected without end")
    zh, en = _said(error, url)
    return False, Trouble(url=url, zh=zh, en=en)


def _said(error: BaseException, url: str) -> tuple[str, str]:
    if isinstance(error, HttpError):
        status = int(error.response.status)
        if 300 <= status < 400:
            return "被转到不是 http(s) 的地址，没有打开", "redirected to an address that is not http(s); not opened"
        return _STATUS.get(status, (f"网站出错（{status}）", f"the site answered with an error ({status})"))
    host = (urlsplit(url).hostname or "").lower()
    if isinstance(error, CannotResolveHostError | DownloadFailedError) and host in PublicResolver.refused:
        refused = private(url)
        return refused.zh, refused.en
    if _is_certificate(error):
        return (
            "证书过期或不能验证，没有打开；确信是这个网站，请在它上面加 --insecure",
            "its certificate has expired or cannot be verified; if you are sure of the site, use --insecure for it",
        )
    kinds: tuple[tuple[type[BaseException], str, str], ...] = (
        (CannotResolveHostError, "找不到这个网站，请检查网址", "there is no such site; check the address"),
        (DownloadTimeoutError, "太慢，等不到", "took too long"),
        (DownloadConnectionRefusedError, "连不上这个网站", "the site refuses connections"),
        (DownloadCancelledError, "太大，没有下载", "too large; not downloaded"),
        (ResponseDataLossError, "没有下载完整，请再运行一次", "cut off on the way; run again"),
        (UnsupportedURLSchemeError, "不是 http(s) 网址，没有打开", "not an http(s) address; not opened"),
    )
    for kind, zh, en in kinds:
        if isinstance(error, kind):
            return zh, en
    return f"取不到（{type(error).__name__}）", f"could not be had ({type(error).__name__})"


def _is_certificate(error: BaseException) -> bool:
    told, at = [], error
    for _ in range(4):
        told.append(f"{type(at).__name__} {at} {getattr(at, 'reasons', '')}")
        following = at.__cause__ or at.__context__
        if following is None:
            break
        at = following
    return any(word in " ".join(told) for word in ("certificate", "VerificationError", "CertificateError"))


def nothing(url: str, *, scripted: bool) -> Trouble:
    """A site that gave nothing."""
    if scripted:
        return Trouble(url=url, zh=words.SCRIPTED.zh, en=words.SCRIPTED.en)
    zh = "没有找到年报；请给出年报栏目的网址，或检查年份"
    en = "no yearly report was found; give the address of the column that lists them, or check the years"
    return Trouble(url=url, zh=zh, en=en)
