"""What a library answers, against what can be worked out by hand."""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_samples import HashEncoder, embed, filled, passages_of, put, report_of, vector_of

from nianbao.errors import IndexIncompatible, IndexMissing, ModelUnavailable
from nianbao.model import Hit, Passage
from nianbao.settings import Settings
from nianbao.store import files, fusion, ledger, lexical
from nianbao.store.disk import Store
from nianbao.store.library import Library

REPORTS = [report_of(agency, year, n=i) for i, agency in enumerate(("甲镇", "乙镇", "丙街道")) for year in (2018, 2019)]
QUERIES = ("乙镇2019年收到多少申请", "存在哪些问题", "公众号发了几篇", "丙街道概述", "完全无关的xyz")
NONE = Settings(model="none")


def opened(folder: Path, encoder: HashEncoder | None = None) -> Library:
    return Library.open(folder, NONE, encoder=lambda: encoder)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("index"), *REPORTS, encoder=HashEncoder())


def key(passage: Passage) -> tuple[str, int]:
    return passage.report_id, passage.span.start


def brute_force(query: str, wanted: set[str], words_of: dict[tuple[str, int], float]) -> list[tuple[float, Passage]]:
    """Both legs over every passage, each stretched over 0..1, 0.4 and 0.6; passages in the order they were stored."""
    passages = [(r, p) for r in REPORTS if r.id in wanted for p in passages_of(r)]
    vector = vector_of(query)
    texts = [ledger.indexed_text(r.agency, r.year, p.heading_path, p.text) for r, p in passages]
    dense = [float(vector_of(text) @ vector) for text in texts]
    words = [words_of.get(key(p), 0.0) for _, p in passages]
    parts = []
    for leg in (words, dense):
        low, high = min(leg), max(leg)
        parts.append([(x - low) / (high - low) if high > low else float(x > 0) for x in leg])
    scored = [(0.4 * w + 0.6 * d, p) for w, d, (_, p) in zip(*parts, passages, strict=True)]
    return sorted(scored, key=lambda pair: -pair[0])


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("scope", [None, {REPORTS[1].id, REPORTS[4].id}])
def test_hybrid_search_equals_brute_force(folder: Path, query: str, scope: set[str] | None) -> None:
    connection = files.open_published(folder)
    bm25 = lexical.best(connection, query, 1000)
    words_of = {key(p): bm25[i] for i, p in ledger.passages(connection, list(bm25)).items()}
    expected = brute_force(query, scope or {r.id for r in REPORTS}, words_of)[:7]
    hits = opened(folder, HashEncoder()).search(query, reports=scope, k=7)
    assert [hit.score for hit in hits] == pytest.approx([score for score, _ in expected], abs=1e-5)
    assert {key(hit.passage) for hit in hits} == {key(p) for _, p in expected}
    for hit in hits:
        assert hit.lexical == pytest.approx(words_of.get(key(hit.passage), 0.0))
        report = next(r for r in REPORTS if r.id == hit.passage.report_id)
        text = ledger.indexed_text(report.agency, report.year, hit.passage.heading_path, hit.passage.text)
        assert hit.dense == pytest.approx(float(vector_of(text) @ vector_of(query)), abs=1e-5)


@pytest.mark.parametrize("query", QUERIES)
def test_candidates_are_the_best_of_both_legs_each_with_both_scores(
    folder: Path, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a depth below the number of passages: scores are stretched over the candidates alone."""
    monkeypatch.setattr("nianbao.store.searching.DEPTH", 5)
    connection = files.open_published(folder)
    bm25 = lexical.best(connection, query, 1000)
    passages = ledger.passages(connection, range(1, 25))
    reports = {report.id: report for report in REPORTS}
    dense = {}
    for i, passage in passages.items():
        report = reports[passage.report_id]
        text = ledger.indexed_text(report.agency, report.year, passage.heading_path, passage.text)
        dense[i] = float(vector_of(text) @ vector_of(query))
    near = sorted(dense, key=lambda i: -dense[i])[:5]
    chosen = {*near, *list(bm25)[:5]}
    expected = fusion.fused({i: bm25.get(i, 0.0) for i in chosen}, {i: dense[i] for i in chosen})
    hits = opened(folder, HashEncoder()).search(query, k=5)
    assert {key(passages[i]) for i in sorted(expected, key=lambda i: -expected[i])[:5]} == {
        key(h.passage) for h in hits
    }
    assert [hit.score for hit in hits] == pytest.approx(sorted(expected.values(), reverse=True)[:5], abs=1e-5)


def test_the_same_search_gives_the_same_hits(folder: Path) -> None:
    assert opened(folder, HashEncoder()).search(QUERIES[0]) == opened(folder, HashEncoder()).search(QUERIES[0])


def test_passages_with_equal_scores_come_in_the_order_they_were_stored(tmp_path: Path) -> None:
    alike = [report_of(agency, 2018) for agency in ("丁镇", "甲镇", "丙镇", "乙镇")]
    filled(tmp_path, *alike, report_of("戊镇", 2020))
    hits = opened(tmp_path).search("2018年干部业务不熟", k=4)
    assert [hit.passage.report_id for hit in hits] == [report.id for report in alike]
    assert len({hit.score for hit in hits}) == 1


def test_without_an_encoder_words_alone_decide_and_that_is_logged_once(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    library = opened(folder)
    with caplog.at_level(logging.WARNING):
        first = [library.search(query) for query in QUERIES]
    assert [record.message for record in caplog.records] == ["there is no sentence encoder: searching by words alone"]
    raw = lexical.best(files.open_published(folder), QUERIES[0], 50)
    assert [hit.lexical for hit in first[0]] == list(raw.values())[:10]
    assert all(hit.dense is None for hits in first for hit in hits)
    assert library.embed(["x"]) is None


def test_an_encoder_that_fails_at_first_use_leaves_words(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    class Broken(HashEncoder):
        def queries(self, texts: object) -> object:  # type: ignore[override]
            raise ModelUnavailable("坏了", "broken")

    library = opened(folder, Broken())
    assert library.search(QUERIES[0]) == opened(folder).search(QUERIES[0])
    assert library.search(QUERIES[1]) == opened(folder).search(QUERIES[1])
    assert "broken" in caplog.text


def test_vectors_of_another_encoder_are_never_compared(folder: Path) -> None:
    class Other(HashEncoder):
        name = "other"

    assert opened(folder, Other()).search(QUERIES[0]) == opened(folder).search(QUERIES[0])


def test_the_encoder_is_made_at_the_first_search_only(folder: Path) -> None:
    asked: list[int] = []

    def make() -> HashEncoder:
        asked.append(1)
        return HashEncoder()

    library = Library.open(folder, NONE, encoder=make)
    assert library.figures(year=2018)
    assert library.report(REPORTS[0].id) == REPORTS[0]
    assert asked == []
    library.search("问题")
    library.search("申请")
    library.embed(["概述"])
    assert asked == [1]


@pytest.mark.parametrize("harm", ["missing", "damaged", "foreign"])
def test_vectors_that_are_missing_or_do_not_fit_are_derived_again(tmp_path: Path, harm: str) -> None:
    filled(tmp_path, *REPORTS, encoder=HashEncoder())
    whole = opened(tmp_path, HashEncoder()).search(QUERIES[0])
    (path,) = tmp_path.glob("vectors-*.faiss")
    other = filled(tmp_path.parent / f"{tmp_path.name}-other", REPORTS[0], encoder=HashEncoder())
    if harm == "missing":
        path.unlink()
    else:
        path.write_bytes(b"junk" if harm == "damaged" else next(other.glob("vectors-*.faiss")).read_bytes())
    assert opened(tmp_path, HashEncoder()).search(QUERIES[0]) == whole


def test_passages_whose_vectors_are_still_missing_are_found_by_their_words(tmp_path: Path) -> None:
    store = Store.begin(tmp_path)
    put(store, REPORTS[0])
    embed(store, HashEncoder())
    put(store, REPORTS[3])
    store.finish()
    hits = opened(tmp_path, HashEncoder()).search("乙镇2019年收到申请", k=8)
    assert hits[0].passage.report_id == REPORTS[3].id
    assert [hit.dense is None for hit in hits] == [hit.passage.report_id == REPORTS[3].id for hit in hits]


def test_an_index_without_reports_opens_and_finds_nothing(tmp_path: Path) -> None:
    library = opened(filled(tmp_path), HashEncoder())
    assert library.counts() == {"reports": 0, "passages": 0, "figures": 0}
    assert (library.cards, library.figures(), library.search("问题")) == ((), (), ())


def test_nothing_is_searched_for_no_reports_or_no_hits(folder: Path) -> None:
    library = opened(folder)
    assert library.search("问题", reports=[]) == ()
    assert library.search("问题", k=0) == ()
    assert library.search("问题", reports=["unknown"]) == ()
    assert library.report("unknown") is None


def test_cards_figures_and_counts_are_those_that_were_stored(folder: Path) -> None:
    library = opened(folder)
    order = sorted(REPORTS, key=lambda r: (r.agency, r.year, r.id))
    assert [card.id for card in library.cards] == [report.id for report in order]
    assert library.counts() == {"reports": 6, "passages": 24, "figures": 12}
    posts = library.figures(reports={REPORTS[0].id, REPORTS[5].id}, metric="posts")
    assert [(f.report_id, f.metric) for f in posts] == [(r.id, "posts") for r in order if r in (REPORTS[0], REPORTS[5])]
    of_one = tuple(figure for figure in library.figures() if figure.report_id == REPORTS[3].id)
    assert library.figures(agency="乙镇", year=2019) == of_one
    assert len(of_one) == 2


def test_the_version_tells_states_apart(tmp_path: Path) -> None:
    first = opened(filled(tmp_path, REPORTS[0]))
    second = opened(filled(tmp_path, REPORTS[1]))
    assert first.generation != second.generation
    assert first.version != second.version
    assert second.version.startswith(f"{files.SCHEMA}.")


def test_errors_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="nianbao index PATH"):
        Library.open(tmp_path, NONE)
    (tmp_path / files.FILE).write_bytes(b"junk" * 999)
    with pytest.raises(IndexIncompatible, match="--rebuild"):
        Library.open(tmp_path, NONE)


def test_damage_met_while_reading_is_said_in_a_sentence(tmp_path: Path) -> None:
    filled(tmp_path, *REPORTS)
    path = tmp_path / files.FILE
    library = opened(tmp_path)
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    library = None
    with pytest.raises(IndexIncompatible, match="damaged"):
        library = opened(tmp_path)
    assert library is None


def test_a_folder_without_right_to_write_can_be_read(tmp_path: Path) -> None:
    filled(tmp_path, *REPORTS, encoder=HashEncoder())
    before = sorted(os.listdir(tmp_path))
    os.chmod(tmp_path, 0o555)
    try:
        assert len(opened(tmp_path, HashEncoder()).search("问题")) == 10
    finally:
        os.chmod(tmp_path, 0o755)
    assert sorted(os.listdir(tmp_path)) == before, "readers leave nothing behind"


def test_many_threads_read_one_library(folder: Path) -> None:
    alone = opened(folder, HashEncoder())
    expected = {query: alone.search(query) for query in QUERIES}
    shared, wrong = opened(folder, HashEncoder()), []

    def work(query: str) -> None:
        for report in REPORTS:
            if shared.search(query) != expected[query] or shared.report(report.id) != report:
                wrong.append(query)

    threads = [threading.Thread(target=work, args=(query,)) for query in QUERIES * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_library_keeps_its_state_while_the_index_is_replaced(tmp_path: Path) -> None:
    filled(tmp_path, *REPORTS[:3], encoder=HashEncoder())
    library = opened(tmp_path, HashEncoder())
    cards = library.cards
    store = Store.begin(tmp_path)
    for report in REPORTS[:3]:
        store.remove(report.id)
    put(store, REPORTS[5])
    store.finish()
    hits = library.search("问题", k=20)  # its vectors are looked for only now, when their file is gone
    assert {hit.passage.report_id for hit in hits} == {card.id for card in cards}
    assert all(library.report(card.id) in REPORTS[:3] for card in cards)
    assert [card.id for card in opened(tmp_path).cards] == [REPORTS[5].id]


LEG = st.dictionaries(st.integers(0, 9), st.floats(0, 50, allow_nan=False), max_size=10)


@settings(deadline=None)
@given(LEG, LEG)
def test_fused_scores_lie_between_0_and_1_and_keep_the_order_of_agreeing_legs(
    words: dict[int, float], dense: dict[int, float]
) -> None:
    meaning = {i: score for i, score in dense.items() if i in words}
    scores = fusion.fused(words, meaning)
    assert scores.keys() == words.keys()
    assert all(0 <= score <= 1 + 1e-9 for score in scores.values())
    for a in meaning:
        for b in meaning:
            if words[a] >= words[b] and meaning[a] >= meaning[b]:
                assert scores[a] >= scores[b]


@pytest.mark.model
def test_the_real_encoder_finds_a_passage_that_shares_hardly_a_word(tmp_path: Path) -> None:
    """With the model that ships: the words of the question are not those of the passage."""
    from nianbao.store.encoder import load_encoder

    settings = Settings()
    encoder = load_encoder(settings.model, settings.cache)
    assert encoder is not None
    filled(tmp_path, *REPORTS, encoder=encoder)  # type: ignore[arg-type]  # an Encoder like any other
    hits: tuple[Hit, ...] = Library.open(tmp_path, settings).search("乙镇2019年工作还有什么不足之处", k=3)
    assert key(hits[0].passage) == key(passages_of(REPORTS[3])[3])
    assert 0.5 < (hits[0].dense or 0) < 1
