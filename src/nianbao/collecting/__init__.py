"""Reports from the sites that publish them: `collect` fetches them politely into a folder, ready for `nianbao index`.

    plan = Plan(sites=(Site(urls=("https://www.example.gov.cn/xxgk/nb/",)),), into=Path("reports"))
    summary = collect(plan, settings)

`running` starts a process of its own (`helper`) that runs Scrapy (`crawling`): the `spider` asks, `network` and `cache`
stand between it and the sites, `views`, `lists` and `paging` find links, `words` and `judging` tell reports from the
rest, `frontier` decides where to go, `keeping` writes, `job` remembers. Only that process loads Scrapy.
"""

from nianbao.collecting.excluding import exclude, excluded_in
from nianbao.collecting.nouns import Collected, Gap, Plan, Site, State, Summary, Trouble
from nianbao.collecting.running import Progress, checked, collect
from nianbao.collecting.sites import SiteList, site_list, year_range

__all__ = [
    "Collected", "Gap", "Plan", "Progress", "Site", "SiteList", "State", "Summary", "Trouble", "checked", "collect",
    "exclude", "excluded_in", "site_list", "year_range",
]  # fmt: skip
