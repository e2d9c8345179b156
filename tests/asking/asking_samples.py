"""Cards of invented agencies, and a desk over two invented reports."""

from __future__ import annotations

from pathlib import Path

from nianbao.asking.agencies import Agencies
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


def write_reports(folder: Path) -> Path:
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
