"""Passages: the sentences of a report that answer a question which no figure answers, or the finding that none does.

`choose` looks in one report, `choose_among` in several. A question comes bare of the names and years it was asked with;
sentences are compared with it by their words, by what kind of thing it asks for (`lexicon.toml`), by the headings they
stand under and, where there is an encoder, by meaning. How much each counts, and from when on a sentence is enough, was
fitted on answerable and unanswerable questions over the same reports (`weights.toml`, made by `tools/fit_passages.py`).
"""

from nianbao.answering.passages.choosing import Choice, Embedder, Sentence, choose, choose_among

__all__ = ["Choice", "Embedder", "Sentence", "choose", "choose_among"]
