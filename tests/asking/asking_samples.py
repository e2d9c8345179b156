"""Cards of invented agencies, and a desk over two invented reports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from nianbao.directory.linker import Agencies
from nianbao.model import ReportCard


def card(agency: str, year: int = 2020, parents: tuple[str, ...] = (), full_name: str = "") -> ReportCard:
    """A card as the index keeps it; only what naming looks at matters."""
    return ReportCard(
        id=f"{''.join(parents)}{agency}{year}", agency=agency, full_name=full_name or agency, parents=parents,
        year=year, title=f"{agency}{year}年报告", source=f"{agency}{year}.txt", url=None, era="E3", sections=1,
        passages=1, figures=1, problems=(),
    )  # fmt: skip


YUN = ("云山省", "白石市", "云溪县")
CARDS = (
    card("柳塘镇", 2019, YUN),
    card("柳塘镇", 2020, YUN),
    card("柳桥镇", 2020, YUN),
    card("城南街道", 2020, YUN, "云溪县人民政府城南街道办事处"),
    card("云溪县", 2020, ("云山省", "白石市")),
    card("云溪县教育局", 2020, YUN),
    card("云溪县住房和城乡建设局", 2020, YUN),
    card("白石市人力资源和社会保障局", 2020, ("云山省", "白石市")),
    card("白石市市场监督管理局东湖监管局", 2020, ("云山省", "白石市")),
    card("枫林镇", 2020, YUN),
    card("枫林镇", 2020, ("云山省", "白石市", "河口县")),
)


def agencies() -> Agencies:
    return Agencies(CARDS)


REPORTS = {
    "柳塘镇2019.txt": (
        "柳塘镇2019年政府信息公开工作年度报告\n一、主动公开情况\n2019年，柳塘镇主动公开政府信息120条，"
        "其中通过政府网站公开80条，微信公众号公开40条。\n二、依申请公开情况\n2019年，柳塘镇收到政府信息公开申请5件，"
        "均已按期答复。\n三、复议和诉讼情况\n2019年，柳塘镇未发生行政复议。\n"
        "四、存在的问题\n一是更新不够及时。二是解读形式单一。\n"
    ),
    "柳塘镇2020.txt": (
        "柳塘镇2020年政府信息公开工作年度报告\n一、主动公开情况\n2020年，柳塘镇主动公开政府信息150条。\n"
        "二、依申请公开情况\n2020年，柳塘镇收到政府信息公开申请8件。\n"
    ),
    "柳桥镇2020.txt": (
        "柳桥镇2020年政府信息公开工作年度报告\n一、主动公开情况\n2020年，柳桥镇主动公开政府信息90条。\n"
        "二、依申请公开情况\n2020年，柳桥镇未收到政府信息公开申请。\n"
    ),
}


COUNTY = {
    ("石泉镇", 2020, "云溪县"): (
        "主动公开政府信息100条，其中政府网站60条、微信公众号40条。收到政府信息公开申请4件。"
        "镇党政办负责回复群众留言，三日内答复。办公地址：云溪县石泉镇和平路3号；联系电话：0717-3300001。"
    ),
    ("石泉镇", 2021, "云溪县"): (
        "主动公开政府信息150条，其中政府网站90条、微信公众号60条，比上年增加50条，主要是因为新开了公众号。"
        "收到政府信息公开申请6件，均已按时答复，申请内容以山林权属为主。行政复议2件，维持1件，纠正1件。"
        "公众号关注人数2600人，比上年增长30%。举办培训班2次，培训88人次。每季度对各村公开栏检查一次。"
    ),
    (
        "石泉镇",
        2022,
        "云溪县",
    ): "主动公开政府信息120条。收到政府信息公开申请3件。未发生行政复议。信息员每半年轮训一次。",
    ("双河乡", 2021, "云溪县"): "主动公开政府信息70条。收到政府信息公开申请2件。行政复议1件，结果维持。",
    ("双河乡", 2021, "河口县"): "主动公开政府信息90条。收到政府信息公开申请7件。未发生行政复议。",
    ("云溪县", 2021, ""): (
        "主动公开政府信息900条。收到政府信息公开申请40件。12345热线受理群众诉求5200件，满意率96.5%。"
        "常务副县长任政务公开领导小组组长。网站访问量30万人次。未收取信息处理费。"
    ),
}
"""A county, towns of it and a township of the same name in the next county; by agency, year and county."""


BUREAUS = {
    ("青石镇", 2021, "云溪县"): "主动公开政府信息80条。收到政府信息公开申请3件。",
    ("云溪县民政局", 2021, "云溪县"): "主动公开政府信息60条。收到政府信息公开申请2件。",
    ("河口县民政局", 2021, "河口县"): "主动公开政府信息50条。收到政府信息公开申请5件，其中自然人4件、商业企业1件。",
    ("云溪县水利局", 2021, "云溪县"): "主动公开政府信息40条。收到政府信息公开申请1件。",
}
"""A town and bureaus of two counties."""


def write_county(folder: Path, made: Mapping[tuple[str, int, str], str] = COUNTY) -> Path:
    for (agency, year, county), text in made.items():
        name = f"{agency}{year}{county}"
        (folder / f"{name}.txt").write_text(f"{agency}{year}年政府信息公开年度报告\n{text}\n", encoding="utf-8")
        side = {"agency": agency, "year": year, "parents": ["云山省", "白石市", *([county] if county else [])]}
        (folder / f"{name}.json").write_text(json.dumps(side, ensure_ascii=False), encoding="utf-8")
    return folder


def write_reports(folder: Path) -> Path:
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
