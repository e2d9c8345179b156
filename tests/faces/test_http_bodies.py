"""The public pages of bodies and the data package, over a real index of `data/`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import fakes
import pytest
from fastapi.testclient import TestClient

from nianbao.catalogue import load
from nianbao.directory.naming import Agency
from nianbao.faces.http import make_app
from nianbao.faces.render_bodies import body_page
from nianbao.settings import Settings
from nianbao.wiring import Desk, open_desk


@pytest.fixture(scope="module")
def desk(sample_index: Path) -> Desk:
    return open_desk(Settings(index=sample_index, model="none"))


@pytest.fixture(scope="module")
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(make_app(desk, desk.settings)) as client:
        yield client


def test_every_body_is_in_the_table_once_with_links_to_its_years(client: TestClient, desk: Desk) -> None:
    page = client.get("/bodies").text
    links = re.findall(r'<tr><th scope="row"><a href="(body[^"]*)">(.*?)</a>', page)
    assert len(links) == len({card.agency for card in desk.library.cards})
    assert all(f'<a href="report/{card.id}">{card.year}</a>' in page for card in desk.library.cards)
    assert all(client.get(f"/{link}").status_code == 200 for link, _ in links[:3])


def test_counts_per_facet_lead_to_just_those_bodies(client: TestClient, desk: Desk) -> None:
    page = client.get("/bodies").text
    for year, count in re.findall(r'<a href="bodies\?year=(\d{4})">\d{4}</a>（(\d+)）', page):
        narrowed = client.get("/bodies", params={"year": year}).text
        assert f"{count} 份年报" in narrowed
        assert int(count) == sum(card.year == int(year) for card in desk.library.cards)
    assert {"kind", "place", "era"} <= set(re.findall(r'href="bodies\?(\w+)=', page))


def test_a_body_has_its_figures_with_links_to_the_words_and_its_contact(client: TestClient) -> None:
    page = client.get("/body", params={"place": "江苏省/淮安市/洪泽区"})
    assert "<title>洪泽区的政府信息公开年度报告 · 年报问答</title>" in page.text
    assert re.search(r'<a href="report/\w+#\d+-\d+">21</a> 件', page.text)
    assert "<h2>联系方式</h2><blockquote>" in page.text
    assert client.get("/body", params={"place": "没有/这里"}).status_code == 404


def test_a_body_whose_report_states_two_numbers_is_shown_with_both() -> None:
    figures = [
        fakes.figure(id=number, report_id=f"r{year}", year=year, value=Decimal(value))
        for number, (year, value) in enumerate([(2018, 17), (2018, 95), (2019, 4), (2020, 5), (2021, 6)])
    ]
    cards = tuple(replace(fakes.CARD, id=f"r{year}", year=year) for year in (2018, 2019, 2020, 2021))
    body = Agency(name="云溪镇", full_name="云溪镇人民政府", parents=("青山县",), cards=cards)
    page = body_page(body, "青山县/云溪镇", figures, load(), [])
    assert re.findall(r">(\d+)</a> 件", page) == ["17", "95", "4", "5", "6"]
    assert re.findall(r'<text class="value"[^>]*>(\d+)', page) == ["4", "5", "6"]


def test_the_data_package_describes_the_file_as_it_is(client: TestClient, desk: Desk) -> None:
    package = client.get("/datapackage.json").json()
    [resource] = package["resources"]
    rows = list(csv.reader(io.StringIO(client.get(f"/{resource['path']}").content.decode("utf-8-sig"))))
    assert rows[0] == [field["name"] for field in resource["schema"]["fields"]]
    assert len(rows) - 1 == desk.library.counts()["figures"]
    place = {field["name"]: (number, field["type"]) for number, field in enumerate(resource["schema"]["fields"])}
    for row in rows[1:50]:
        assert all(row[n] == "" or row[n].lstrip("-").isdecimal() for n, kind in place.values() if kind == "integer")
        assert all(Decimal(row[n]).is_finite() for n, kind in place.values() if kind == "number")
