"""An invented county in prose, a town with the statutory tables, and short ways to write a query by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from nianbao.answering.evidence import Evidence
from nianbao.model import Answer
from nianbao.query import Body, Condition, Measure, Query, Scope, Years

Ask = Callable[[Query], Answer]

RECEIVED, ITEMS, APPEALS, SUITS = (
    "applications_received", "proactive_disclosures_total", "reconsiderations_total", "litigation_total",
)  # fmt: skip
SITE, WECHAT = "proactive_by_website", "proactive_by_wechat"

COUNTY = {
    ("杏花镇", 2020, "桃源县"): "主动公开政府信息100条，其中政府网站60条、微信公众号40条。收到政府信息公开申请4件。",
    ("杏花镇", 2021, "桃源县"): (
        "主动公开政府信息150条，其中政府网站90条、微信公众号60条，比上年增加50条。"
        "收到政府信息公开申请6件，均已按时答复。行政复议2件，维持1件，纠正1件。举办培训班2次，培训88人次。"
    ),
    ("杏花镇", 2022, "桃源县"): "主动公开政府信息120条。收到政府信息公开申请3件。未发生行政复议。",
    ("梨树乡", 2020, "桃源县"): "主动公开政府信息80条。收到政府信息公开申请2件。",
    ("梨树乡", 2021, "桃源县"): "主动公开政府信息70条。收到政府信息公开申请2件。行政复议1件，结果维持。",
    ("梨树乡", 2021, "槐荫县"): "主动公开政府信息90条。收到政府信息公开申请7件。未发生行政复议。",
    ("松林街道", 2021, "桃源县"): "主动公开政府信息50条，比上年减少20条。未收到政府信息公开申请。未发生行政复议。",
    ("柏树镇", 2021, "桃源县"): "主动公开政府信息约200条。举办培训班3次。",
    ("桃源县", 2021, ""): (
        "主动公开政府信息900条。收到政府信息公开申请40件。政务服务热线回访满意率96.5%。网站访问量30万人次。"
    ),
}  # fmt: skip
"""By agency, year and county; 柏树镇 says nothing of requests."""

CASES = """<html><body><h1>石塘镇2022年政府信息公开工作年度报告</h1><h2>四、行政复议、行政诉讼情况</h2><table>
<tr><td colspan="5">行政复议</td><td colspan="10">行政诉讼</td></tr>
<tr><td rowspan="2">结果维持</td><td rowspan="2">结果纠正</td><td rowspan="2">其他结果</td><td rowspan="2">尚未审结</td>
<td rowspan="2">总计</td><td colspan="5">未经复议直接起诉</td><td colspan="5">复议后起诉</td></tr>
<tr><td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td>
<td>结果维持</td><td>结果纠正</td><td>其他结果</td><td>尚未审结</td><td>总计</td></tr>
<tr><td>2</td><td>1</td><td>0</td><td>0</td><td>3</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td>
<td>4</td><td>0</td><td>0</td><td>0</td><td>0</td></tr>
</table></body></html>"""

_APPLICATIONS = """<h1>{name}{year}年政府信息公开工作年度报告</h1><h2>三、收到和处理政府信息公开申请情况</h2><table>
<tr><td rowspan="3" colspan="3">（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）</td>
<td colspan="7">申请人情况</td></tr>
<tr><td rowspan="2">自然人</td><td colspan="5">法人或其他组织</td><td rowspan="2">总计</td></tr>
<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>
<tr><td colspan="3">一、本年新收政府信息公开申请数量</td>{received}</tr>
<tr><td colspan="3">二、上年结转政府信息公开申请数量</td>{brought}</tr>
<tr><td rowspan="3">三、本年度办理结果</td><td colspan="2">（一）予以公开</td>{granted}</tr>
<tr><td colspan="2">（二）部分公开（区分处理的，只计这一情形，不计其他情形）</td>{partly}</tr>
<tr><td colspan="2">（七）总计</td>{results}</tr>
<tr><td colspan="3">四、结转下年度继续办理</td>{left}</tr></table>"""


def _cells(person: int, firm: int = 0, lawyer: int = 0) -> str:
    return "".join(f"<td>{n}</td>" for n in (person, firm, 0, 0, lawyer, 0, person + firm + lawyer))


def table(name: str, year: int, *, received: tuple[int, int, int], brought: int, left: int, partly: int) -> str:
    """The table of applications, its columns adding up; what is left over was not granted yet."""
    person, firm, lawyer = received
    done = person + brought - left
    return _APPLICATIONS.format(
        name=name, year=year, received=_cells(person, firm, lawyer), brought=_cells(brought), left=_cells(left),
        granted=_cells(done - partly, firm, lawyer), partly=_cells(partly), results=_cells(done, firm, lawyer),
    )  # fmt: skip


def write(folder: Path) -> Path:
    """All invented reports of this page."""
    for (agency, year, county), text in COUNTY.items():
        name = f"{agency}{year}{county}"
        (folder / f"{name}.txt").write_text(f"{agency}{year}年政府信息公开年度报告\n{text}\n", encoding="utf-8")
        _beside(folder / f"{name}.json", agency, year, county)
    (folder / "石塘镇2022.html").write_text(CASES, encoding="utf-8")
    _beside(folder / "石塘镇2022.json", "石塘镇", 2022, "槐荫县")
    for year, numbers in ((2022, (8, 2, 1)), (2023, (5, 3, 0))):
        left, brought = (2, 0) if year == 2022 else (0, 1)
        text = table("榆林镇", year, received=numbers, brought=brought, left=left, partly=1)
        (folder / f"榆林镇{year}.html").write_text(f"<html><body>{text}</body></html>", encoding="utf-8")
        _beside(folder / f"榆林镇{year}.json", "榆林镇", year, "槐荫县")
    return folder


def _beside(path: Path, agency: str, year: int, county: str) -> None:
    side = {"agency": agency, "year": year, "parents": ["云山省", "白石市", *([county] if county else [])]}
    path.write_text(json.dumps(side, ensure_ascii=False), encoding="utf-8")


def body(evidence: Evidence, name: str, county: str = "") -> Body:
    """The body of that name, of that county where there are two."""
    found = [a for a in evidence.held if a.name == name and a.place.startswith(county)]
    assert len(found) == 1
    return Body(name=found[0].name, place=found[0].place)


def group(evidence: Evidence, county: str = "", without: Sequence[str] = ()) -> Scope:
    """Every body that lies in the county (in the index, without one), as a group."""
    held = [a for a in evidence.held if (not county or county in a.parents) and a.name not in without]
    bodies = tuple(Body(name=a.name, place=a.place) for a in held)
    return Scope(bodies=bodies, group=True, place=county or None, excluded=tuple(without))


def years(*values: int) -> Years:
    return Years(kind="given", values=values)


def of(metric: str, **more: Any) -> Measure:
    return Measure(metric=metric, **more)


def where(metric: str, test: Any, *numbers: int) -> Condition:
    return Condition(measure=of(metric), test=test, numbers=tuple(map(Decimal, numbers)))


def number(scope: Scope, metric: str | Measure, *when: int, **more: Any) -> Query:
    """A query for one number; with years unsaid the newest."""
    measure = metric if isinstance(metric, Measure) else of(metric)
    chosen = years(*when) if when else more.pop("years", Years(said=False))
    return Query(**{"show": "number", "scope": scope, "years": chosen, "measures": (measure,), **more})
