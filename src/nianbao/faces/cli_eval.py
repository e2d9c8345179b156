"""`nianbao eval`: question sets, lists of figures, of what is not stated, and of checks, scored on an index."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nianbao.faces import cli_scores
from nianbao.faces.cli_base import Command, Words, index_option, json_option, open_index, say, say_json
from nianbao.settings import Settings

if TYPE_CHECKING:
    from nianbao.evaluation.lines import Line


def evaluation(words: Words) -> Command:
    """The command."""
    return Command(
        "eval",
        words,
        _run,
        help=words("用带标准答案的题集或数据清单评分。", "Score a question set or a list of figures with gold."),
        params=[
            click.Argument(["file"], type=click.Path(path_type=Path), metavar="FILE.jsonl"),
            json_option(words),
            index_option(words),
        ],
    )


def _run(settings: Settings, file: Path, as_json: bool, index: Path | None) -> None:
    from nianbao.evaluation.lines import read_lines

    result, text = _scored(read_lines(file), settings, index)
    if as_json:
        say_json(result)
    else:
        say(text)


def _scored(lines: tuple[Line, ...], settings: Settings, index: Path | None) -> tuple[dict[str, Any], str]:
    """Scores as JSON and as text; the kind of file is told by the keys of its first line."""
    from nianbao.evaluation import checks_eval, figures_eval, gold_figures, questions, scoring

    words, first = Words(lang=settings.lang), lines[0]
    if "question" in first.entry:
        asked = questions.parse_questions(lines)
        desk = open_index(settings, index)
        scores = scoring.evaluate(asked, questions.asker(desk), desk.library.report)
        return cli_scores.questions_json(scores), cli_scores.questions_text(scores, words)
    if "metric" in first.entry and "quote" in first.entry:
        gold = gold_figures.parse_gold_figures(lines)
        library = open_index(settings, index).library
        extracted = figures_eval.score_figures(gold, library.cards, library.figures())
        return cli_scores.figures_json(extracted), cli_scores.figures_text(extracted, words)
    if "metric" in first.entry and "why" in first.entry:
        pairs = gold_figures.parse_not_stated(lines)
        library = open_index(settings, index).library
        made_up = figures_eval.score_not_stated(pairs, library.cards, library.figures())
        return cli_scores.not_stated_json(made_up), cli_scores.not_stated_text(made_up, words)
    if "holds" in first.entry and "file" in first.entry:
        truths = checks_eval.parse_gold_checks(lines)
        desk = open_index(settings, index)
        held = desk.library
        checked = checks_eval.score_checks(truths, held.cards, held.report, held.figures(), desk.catalogue)
        return cli_scores.checks_json(checked), cli_scores.checks_text(checked, words)
    raise first.wrong(
        "看不出是题集（question）、数据清单（metric 和 quote）、未写清单（metric 和 why）还是核对清单（file 和 holds）",
        "neither a question set ('question') nor figures ('metric', 'quote') nor things not stated ('metric', 'why') "
        "nor checks ('file', 'holds')",
    )
