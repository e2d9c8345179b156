"""The words of the parts 浏览 and 对比; `web_phrases` takes them in."""

from __future__ import annotations

TABLES: dict[str, tuple[str, str]] = {
    "view.lost": ("连接中断了，没有取到数据。", "The connection was lost; nothing came back."),
    "view.again": ("再试一次", "Try again"),
    "view.fault": ("处理时出错了，请稍后再试。", "Something went wrong; please try again later."),
    "view.find": ("找地区或机关", "Find a place or agency"),
    "view.files": ("下载", "Download"),
    "view.filters": ("筛选", "Filters"),
    "view.drop": ("去掉{name}", "Remove {name}"),
    # browsing
    "browse.title": ("浏览全部数据", "Browse all figures"),
    "browse.about": (
        "报告写明的每一个数，连同写着它的原文。条件和排序都在网址里，可以收藏、转发。",
        "Every figure that a report states, with the words that state it. The address holds filters and order.",
    ),
    "browse.place": ("地区 / 机关", "Place / agency"),
    "browse.all": ("全部地区和机关", "All places and agencies"),
    "browse.year": ("年份", "Year"),
    "browse.metric": ("指标", "Figure"),
    "browse.metric.all": ("全部指标", "All figures"),
    "browse.words": ("名称或原文里的字", "Words in name or text"),
    "browse.send": ("查找", "Search"),
    "browse.clear": ("清除条件", "Clear all"),
    "browse.pages": ("翻页", "Pages"),
    "browse.first": ("首页", "First"),
    "browse.prev": ("上一页", "Previous"),
    "browse.next": ("下一页", "Next"),
    "browse.last": ("末页", "Last"),
    "browse.page": ("第 {page} / {pages} 页", "Page {page} of {pages}"),
    "browse.none": ("没有符合全部条件的数据。", "No figure meets all conditions."),
    "browse.without": ("去掉“{name}”（{n} 条）", "Without “{name}” ({n})"),
    "browse.change": (
        "请换一个词或少选几个条件。", "Try another word, or fewer conditions."
    ),
    "browse.empty": (
        "还没有收录数据。请管理员先收录年报。", "Nothing is indexed yet; an administrator adds reports first."
    ),
    # comparing
    "compare.title": ("按法定表格对比、汇总", "Compare and add up the statutory tables"),
    "compare.about": (
        "空着的就是报告没写，不当作 0；点数字看原文。", "Blank means not stated, never 0; a number opens its words."
    ),
    "compare.mode": ("方式", "What to do"),
    "compare.side": ("并排对比", "Side by side"),
    "compare.sum": ("汇总下级", "Add up"),
    "compare.agency": ("机关", "Agencies"),
    "compare.pick": ("选择机关（可多选）", "Choose agencies"),
    "compare.years": ("年份（不选为全部）", "Years (none: all)"),
    "compare.kinds": ("列出各类申请人", "Each kind of applicant"),
    "compare.blank": ("也列出都没写的项", "Items that none states, too"),
    "compare.parent": ("汇总哪里", "Below"),
    "compare.parent.none": ("请选择", "Please choose"),
    "compare.in": ("年份", "Year"),
    "compare.direct": ("计入直属各机关，不只是镇街", "All agencies right below, not towns alone"),
    "compare.exclude": ("自相矛盾的报告不计入", "Leave out reports that contradict themselves"),
    "compare.choose": ("请选择要对比的机关，可以选几个，也可以一个机关看各年。", "Choose one agency or more."),
    "compare.choose.sum": (
        "请选择要汇总的地区：把它下面各镇街同一年的表格逐格相加。",
        "Choose a place: the tables of its towns are added cell by cell.",
    ),
    "compare.hidden": ("另有 {n} 行没有列出，见上面的选项。", "{n} more rows are not listed, see the options above."),
    "compare.parts": ("由哪些数相加", "What it is the sum of"),
    "compare.back": ("回到表格", "Back to the table"),
}  # fmt: skip
