"""Train the reader of questions on the bank: `make train`.

Every skeleton is filled several times with invented bodies, years, numbers and the catalogue's wordings, roughened a
little (courtesy, particles, lost punctuation), and read by the same recognisers that read questions at run time; what
they leave, the masked question, teaches a linear model over character n-grams which intent it has. The weights go to
`src/nianbao/understanding/reader.npz`, rounded to 8 bits; the same bank and catalogue give the same file.
"""

from __future__ import annotations

import argparse
import logging
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from nianbao import catalogue
from nianbao.catalogue import Catalogue
from nianbao.directory.linker import Agencies
from nianbao.model import ReportCard
from nianbao.text.fold import fold
from nianbao.understanding.features import features, phrase_features
from nianbao.understanding.intents import bank_digest, save
from nianbao.understanding.metric_linker import Matcher
from nianbao.understanding.recognising import Setting, recognised

LOG = logging.getLogger("train_reader")
ROOT = Path(__file__).resolve().parents[1]
BANK = ROOT / "tools" / "bank"
OUTPUT = ROOT / "src" / "nianbao" / "understanding"
TODAY = date(2025, 6, 1)
SLOT = re.compile(r"\{([A-Z])\}")
YEARS = ("{y}年", "{y}年", "{y}", "{s}年", "{y}年度", "二〇{c}年", "去年", "上一年")
SEVERAL = ("{y}到{z}年", "{y}年到{z}年", "{y}-{z}年", "{y}至{z}年", "历年", "近三年", "这几年", "近几年", "每年")
GROUPS = ("各镇", "各乡镇", "乡镇街道", "各乡镇街道", "县直部门", "各街道", "各单位", "所有单位", "各部门", "镇街")
PLACES = ("望江县", "梅岭县", "全县", "全市", "临澄市", "南屏区", "望江县各乡镇", "我们县")
NUMBERS = ("10", "5", "100", "50", "300", "二十", "1000", "20", "200", "500", "30", "三百", "十")
ORDINALS = ("三", "3", "五", "2", "二", "两", "四", "十", "10")
BEFORE = ("请问", "想问一下", "麻烦查下", "你好，", "帮我看看", "问下", "那个", "我想知道", "查一下")
AFTER = ("谢谢", "？谢谢", "呢", "啊", "呀", "，急", "，麻烦了")


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """A line of the bank: `follows` marks one that leaves its subject to the turn before."""

    intent: str
    text: str
    follows: bool


def skeletons(folder: Path) -> Iterator[Skeleton]:
    """The lines of the bank, file by file in the order of their names."""
    for file in sorted(folder.glob("[a-z]_*.txt")):
        intent = ""
        for line in file.read_text("utf-8").splitlines():
            line = line.strip()
            if line.startswith("## "):
                intent = line[3:].strip(" `")
            elif line and not line.startswith("#"):
                yield Skeleton(intent=intent, text=line.removeprefix(">").strip(), follows=line.startswith(">"))


def bodies(folder: Path) -> Agencies:
    """The invented bodies as an index would hold them."""
    lines = [line for line in (folder / "bodies.txt").read_text("utf-8").splitlines() if not line.startswith("#")]
    cards = []
    for number, line in enumerate(lines):
        name, county, city = [*line.split(" "), ""][:3]
        for year in range(2018, 2025):
            cards.append(
                ReportCard(
                    id=f"{number}-{year}", agency=name, full_name="", parents=tuple(p for p in (city, county) if p),
                    year=year, title="", source="", url=None, era=None, sections=0, passages=0, figures=0, problems=(),
                )
            )  # fmt: skip
    return Agencies(cards)


class Filler:
    """Fills skeletons; every choice comes from one seeded source."""

    def __init__(self, found: Catalogue, held: Agencies, seed: int) -> None:
        self._random = random.Random(seed)
        self._names = [a.name for a in held.all]
        self._wordings = [
            word
            for metric in found.metrics.values()
            if metric.kind in ("count", "money", "rate")
            for word in (metric.short, *metric.asks)
        ]

    def fill(self, skeleton: Skeleton) -> str:
        """The skeleton with its slots filled and its edges roughened."""
        rank = re.compile(r"(?<=[第前后])\{N\}|\{N\}(?=[名位强])")
        ranked = rank.sub(lambda match: self._random.choice(ORDINALS), skeleton.text)
        chosen = {name: self._slot(name) for name in sorted(set(SLOT.findall(ranked)))}
        text = SLOT.sub(lambda match: chosen[match[1]], ranked)
        draw = self._random.random
        if draw() < 0.12:
            text = self._random.choice(BEFORE) + text
        if draw() < 0.12:
            text = text.rstrip("？?") + self._random.choice(AFTER)
        if draw() < 0.25:
            text = re.sub(r"[，,。？?、]", lambda m: " " if draw() < 0.5 else "", text)
        return text

    def _slot(self, name: str) -> str:
        choose = self._random.choice
        if name in "ABC":
            full = choose(self._names)
            short = re.sub(r"(?:镇|乡|街道)$", "", full)
            return short if self._random.random() < 0.25 and len(short) >= 2 and short != "城关" else full
        if name in "YZ":
            return self._years(choose(YEARS))
        if name == "S":
            return self._years(choose(SEVERAL))
        if name == "N":
            return choose(NUMBERS)
        return choose({"P": PLACES, "G": GROUPS}.get(name) or self._wordings)

    def _years(self, form: str) -> str:
        year = self._random.randint(2018, 2022)
        chinese = "".join("〇一二三四五六七八九"[int(c)] for c in str(year)[2:])
        return form.format(y=year, z=year + self._random.randint(1, 2), s=str(year)[2:], c=chinese)


def examples(times: int, seed: int) -> Iterator[tuple[Skeleton, str]]:
    """Skeletons with the masked questions that they become."""
    found = catalogue.load()
    held = bodies(BANK)
    filler = Filler(found, held, seed)
    matcher = Matcher(found)
    about = held.all[:1]
    for skeleton in skeletons(BANK):
        seen = set()
        for _ in range(times):
            setting = Setting(
                agencies=held, matcher=matcher, today=TODAY, last=(2021,) if skeleton.follows else (), about=about
            )
            mentions = recognised(filler.fill(skeleton), setting)
            if mentions.masked not in seen:
                seen.add(mentions.masked)
                yield skeleton, mentions.masked


FRAMES = (
    "{}", "{}", "{}多少", "{}有多少", "{}几件", "有多少{}", "{}的有几个", "{}一共多少", "多少{}", "{}数", "{}呢",
    "{}是多少", "{}有几起", "一共{}多少", "{}多少次", "他们{}了吗", "有没有{}", "{}的多不多", "一年{}",
    "到底{}了几", "how many {}",
)  # fmt: skip


def phrases(found: Catalogue, seed: int) -> Iterator[tuple[str, str]]:
    """Ways to name what is counted, with the metric (or `none`), each alone and in two frames of asking."""
    chosen = random.Random(seed)
    named: list[tuple[str, str]] = []
    metric = ""
    for line in (BANK / "measures.txt").read_text("utf-8").splitlines():
        line = line.strip()
        if line.startswith("## "):
            metric = line[3:].strip()
        elif line and not line.startswith(("#", "~")):
            named.append((metric, line))
    for entry in found.metrics.values():
        if entry.kind in ("count", "money", "rate"):
            everyday = found.everyday.get(entry.id, ())
            named += [(entry.id, w) for w in dict.fromkeys((*entry.names, *entry.says, *everyday))]
    for metric, words in named:
        if metric in found.applicants:
            continue
        for frame in ("{}", *chosen.sample(FRAMES[2:], 3)):
            yield metric, fold(frame.format(words))


def trained(
    rows: list[tuple[str, tuple[str, ...]]], test: list[bool], least: int, strength: float, output: Path
) -> None:
    """Fit a linear model on (class, features), tell how it does on the rows left out, write it."""
    from sklearn.feature_extraction import DictVectorizer  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    classes = sorted({c for c, _ in rows})
    counts: dict[str, int] = {}
    for name in (n for _, names in rows for n in names):
        counts[name] = counts.get(name, 0) + 1
    vectorizer = DictVectorizer(dtype=np.float32)
    matrix = vectorizer.fit_transform([{n: 1.0 for n in names if counts[n] >= least} for _, names in rows])
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix = matrix.multiply(1 / np.maximum(norms, 1e-9)[:, None]).tocsr()
    target = np.array([classes.index(c) for c, _ in rows])
    train = ~np.array(test)
    model = LogisticRegression(C=strength, max_iter=120)
    model.fit(matrix[train], target[train])
    if any(test):
        scores = model.predict_proba(matrix[~train])
        right = scores.argmax(axis=1) == target[~train]
        for bound in (0.4, 0.5, 0.6, 0.7, 0.8):
            sure = scores.max(axis=1) >= bound
            LOG.info("%s held out: %.3f right; %.3f at >= %.1f, %.3f of them right",
                     output.stem, right.mean(), sure.mean(), bound, right[sure].mean())  # fmt: skip
    save(output, model.coef_, model.intercept_, vectorizer.feature_names_, classes, bank_digest(BANK))
    LOG.info("%s: %.1f MB, %d features", output.name, output.stat().st_size / 1e6, len(vectorizer.feature_names_))


def main() -> None:
    """Write the weights; with `--held` on all but every n-th skeleton or phrase, on which they are then measured."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--held", type=int, default=0, help="leave out every n-th skeleton and score on it")
    parser.add_argument("--only", choices=("reader", "measures"), help="train one of the two")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    given = parser.parse_args()
    if given.only != "reader":
        named = [(metric, phrase_features(words)) for metric, words in phrases(catalogue.load(), seed=20251201)]
        test = [bool(given.held) and i // 4 % given.held == 0 for i in range(len(named))]
        LOG.info("%d phrases", len(named))
        trained(named, test, 2, 40.0, given.output / "measures.npz")
    if given.only != "measures":
        rows = list(examples(given.times, seed=20251201))
        LOG.info("%d questions of %d skeletons", len(rows), len({id(s) for s, _ in rows}))
        order = {s: i for i, s in enumerate(dict.fromkeys(s for s, _ in rows))}
        test = [bool(given.held) and order[s] % given.held == 0 for s, _ in rows]
        trained([(s.intent, features(m, s.follows)) for s, m in rows], test, 3, 30.0, given.output / "reader.npz")


if __name__ == "__main__":
    main()
