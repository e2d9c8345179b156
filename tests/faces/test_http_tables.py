"""Filtered figures, comparisons and roll-ups over HTTP, on a small index of towns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from tabulating_samples import Town, consistent, indexed

from nianbao import catalogue
from nianbao.faces import http_export, render
from nianbao.faces.http import make_app
from nianbao.settings import Settings
from nianbao.store.browsing import Selection
from nianbao.store.library import Library
from nianbao.tabulating import Key

RECEIVED: Key = ("applications_received", "total")
OTHER = ("东省", "云市", "沙县")


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return indexed(
        tmp_path,
        Town(agency="甲镇", cells=consistent(4)),
        Town(agency="乙镇", cells={RECEIVED: 6}),
        Town(agency="乙镇", year=2022, cells={RECEIVED: 9}),
        Town(agency="甲镇", parents=OTHER, cells={RECEIVED: 70}),
    )


@pytest.fixture
def client(library: Library) -> Iterator[TestClient]:
    desk = SimpleNamespace(library=library, catalogue=catalogue.load(), conversation=None)
    with TestClient(make_app(desk, Settings()), raise_server_exceptions=False) as client:  # type: ignore[arg-type]  # all that these routes need
        yield client


def test_a_place_takes_in_all_below_it_by_name_or_path(client: TestClient) -> None:
    def values(query: str) -> list[tuple[str, int]]:
        found = client.get(f"/api/figures?metric=applications_received&{query}").json()
        return [(each["agency"], each["value"]) for each in found if each["applicant"] == "total"]

    assert values("place=沙县") == [("甲镇", 70)]
    assert values("place=东省/云市/溪县/乙镇") == [("乙镇", 6), ("乙镇", 9)]
    assert values("place=乙镇&place=沙县&sort=value&order=desc") == [("甲镇", 70), ("乙镇", 9), ("乙镇", 6)]
    assert values("place=东省&agency=乙镇&year=2022") == [("乙镇", 9)]


def test_words_must_all_stand_in_name_or_quotation(client: TestClient) -> None:
    assert [each["value"] for each in client.get("/api/figures?words=applications_received 70").json()] == [70]
    assert client.get("/api/figures?words=没有这个词").json() == []


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("place=甲镇", 400, "不止一个"), ("place=无此地", 400, "没有“无此地”"), ("sort=size", 422, "sort"),
        ("order=down", 422, "order"),
    ],
)  # fmt: skip
def test_a_filter_that_means_nothing_is_refused(client: TestClient, query: str, status: int, said: str) -> None:
    reply = client.get(f"/api/figures?{query}")
    assert reply.status_code == status
    assert said in reply.json()["error"]


@pytest.mark.parametrize("at_a_time", [1, 3, 10_000])
def test_what_is_written_bit_by_bit_is_the_whole(
    client: TestClient, library: Library, monkeypatch: pytest.MonkeyPatch, at_a_time: int
) -> None:
    monkeypatch.setattr(http_export, "_AT_A_TIME", at_a_time)
    every = list(library.selected(Selection(sort="value")))
    assert client.get("/api/figures?sort=value").json() == [render.figure_json(each) for each in every]
    saved = client.get("/api/figures?sort=value&format=csv").content.decode("utf-8-sig")
    assert saved == render.figures_csv(every, library.listed)
    rows = load_workbook(io.BytesIO(client.get("/api/figures?sort=value&format=xlsx").content)).active.values
    assert [row[4] for row in rows][1:] == [render.number(each.value) for each in every]


def test_a_comparison_comes_as_json_csv_and_xlsx(client: TestClient) -> None:
    query = "agency=乙镇&year=2021&year=2022"
    found = client.get(f"/api/compare?{query}").json()
    [row] = [each for each in found["rows"] if (each["metric"], each["applicant"]) == RECEIVED]
    assert [cell["value"] for cell in row["cells"]] == [6, 9]
    assert (row["difference"], row["percent"]) == (3, 50)
    figure = row["cells"][0]["figures"][0]
    assert figure["permalink"] == f"/report/{figure['report']}#{figure['start']}-{figure['end']}"
    blank = next(each for each in found["rows"] if each["metric"] == "granted")
    assert [cell["state"] for cell in blank["cells"]] == ["blank", "blank"]
    table = list(csv.reader(io.StringIO(client.get(f"/api/compare?{query}&format=csv").content.decode("utf-8-sig"))))
    assert table[0][4:] == ["乙镇2021年", "乙镇2022年", "增减", "增减%"]
    reply = client.get(f"/api/compare?{query}&format=xlsx")
    assert reply.headers["Content-Disposition"] == 'attachment; filename="nianbao-compare.xlsx"'
    assert load_workbook(io.BytesIO(reply.content)).sheetnames == ["对比", "出处", "提示"]


def test_two_agencies_of_one_name_are_told_apart_by_their_path(client: TestClient) -> None:
    assert client.get("/api/compare?agency=甲镇").status_code == 400
    found = client.get("/api/compare?agency=东省/云市/沙县/甲镇&agency=东省/云市/溪县/甲镇").json()
    [row] = [each for each in found["rows"] if (each["metric"], each["applicant"]) == RECEIVED]
    assert [cell["value"] for cell in row["cells"]] == [70, consistent(4)[RECEIVED]]


def test_a_roll_up_comes_with_what_each_sum_is_made_of(client: TestClient) -> None:
    found = client.get("/api/rollup?parent=溪县&year=2021").json()
    [cell] = [each for each in found["cells"] if (each["metric"], each["applicant"]) == RECEIVED]
    assert cell["value"] == consistent(4)[RECEIVED] + 6
    assert sorted(part["value"] for part in cell["parts"]) == sorted([consistent(4)[RECEIVED], 6])
    assert all(part["permalink"].startswith(f"/report/{part['report']}#") for part in cell["parts"])
    saved = client.get("/api/rollup?parent=东省/云市/溪县&year=2021&format=csv").content.decode("utf-8-sig")
    [line] = [row for row in csv.reader(io.StringIO(saved)) if tuple(row[6:]) == RECEIVED]
    assert line[3:6] == [str(cell["value"]), "2", "2"]
    book = load_workbook(io.BytesIO(client.get("/api/rollup?parent=溪县&year=2021&format=xlsx").content))
    assert book.sheetnames == ["汇总", "填报数", "出处", "提示"]


def test_a_roll_up_of_nothing_says_so_in_one_sentence(client: TestClient) -> None:
    reply = client.get("/api/rollup?parent=溪县&year=2009")
    assert (reply.status_code, list(reply.json())) == (400, ["error"])
    assert "2009年" in reply.json()["error"]


def test_the_routes_are_described_with_their_parameters(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    names = {
        path: {each["name"] for each in paths[path]["get"]["parameters"]} for path in ("/api/figures", "/api/rollup")
    }
    assert {"place", "words", "sort", "order", "agency", "year", "metric", "format"} <= names["/api/figures"]
    assert names["/api/rollup"] == {"parent", "year", "scope", "edition", "contradicting", "format"}
