"""The printed forms stand in one place, are checked when they are read, and give the catalogue its labels."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from nianbao.catalogue import form_files, load
from nianbao.catalogue.checks import check_forms
from nianbao.catalogue.form_files import load_forms, printed_forms
from nianbao.catalogue.form_labels import metrics_of
from nianbao.errors import CatalogueError

SHIPPED = Path(form_files.__file__).parent / "forms"


def folder_with(folder: Path, file: str, old: str, new: str) -> Path:
    """The shipped forms with one passage of one file changed."""
    copy = shutil.copytree(SHIPPED, folder / "forms")
    text = (copy / file).read_text("utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, -1 if old.startswith("[[") else 1), "utf-8")
    return copy


def test_every_printed_metric_is_known_by_the_label_the_form_prints() -> None:
    known = load()
    for form in printed_forms().values():
        for row in form.rows:
            if row.metric is not None:
                assert set(row.known_as) <= set(known.metric(row.metric).rows)


def test_a_row_that_is_not_divided_any_further_keeps_its_own_number() -> None:
    older, newer = (printed_forms()[name].rows for name in ("2019", "2021"))
    others = [[row for row in rows if "其他处理" in row.path] for rows in (older, newer)]
    assert [[row.group for row in rows] for rows in others] == [[False], [True, False, False, False]]
    assert [row.path for row in older if row not in others[0]] == [row.path for row in newer if row not in others[1]]


def test_the_statutory_forms_print_seven_columns_and_fifteen_outcomes() -> None:
    for name in ("2019", "2021"):
        tables = printed_forms()[name].tables
        assert tables is not None
        assert len(tables.applications.columns) == 7
        assert sum(map(len, tables.cases.groups.values())) == 15
        assert tables.applications.columns[-1][-1] == "总计"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("2014.toml", "  收到申请数 = ", "  收到申请数 == ", "2014.toml 的 [rows]：这一行的写法不对"),
        ("2014.toml", "name = '", "nam = '", "2014.toml 的 [name]：应当是一段文字"),
        ("2021.toml", "'rules_repealed', ", "", "2021.toml 的 [规章]：要有 3 个指标，一列一个"),
        ("2021.toml", "3.其他 =› ", "3.重复申请 = ", "2021.toml 的 [重复申请]：行名归了 not_processed_duplicate 和"),
        ("2021.toml", "'enterprise', ", "", "2021.toml 的 [applications]：applicants 要把"),
        ("2021.toml", "[[disclosures.blocks]]", "[[disclosures.block]]", "2021.toml 的 [disclosures]：缺少 blocks"),
        ("2019.toml", "like = '2021'", "like = '1999'", "2019.toml 的 [applications]：like 里的 1999 不是别的"),
        ("2019.toml", "[cases]", "[case]", "2019.toml 的 [cases]：应当是一节"),
    ],
)
def test_a_form_that_is_written_wrongly_is_refused_with_file_entry_and_remedy(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    with pytest.raises(CatalogueError) as caught:
        load_forms(folder_with(tmp_path, file, old, new))
    assert said in caught.value.zh


def test_a_metric_that_is_not_in_the_catalogue_or_of_another_edition_is_refused(tmp_path: Path) -> None:
    for i, (old, new, said) in enumerate(
        (
            ("= granted", "= grantde", "没有这个指标"),
            ("= granted", "= reply_granted", "eras 里没有"),
            ("= granted", "= partially_granted", "写了两次"),
        )
    ):
        forms = load_forms(folder_with(tmp_path / str(i), "2021.toml", old, new))
        with pytest.raises(CatalogueError) as caught:
            check_forms(forms.values(), load().metrics)
        assert said in caught.value.zh


def test_a_row_is_added_in_one_place(tmp_path: Path) -> None:
    folder = folder_with(
        tmp_path, "2014.toml", "  按时办结数 = ", "  加急办结数 = applications_concluded\n  按时办结数 = "
    )
    assert "applications_concluded" in list(metrics_of(load_forms(folder)["2014"]))
