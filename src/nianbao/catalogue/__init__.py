"""What can be counted, asked and explained, as data; `load()` reads and checks it."""

from nianbao.catalogue.catalogue import load
from nianbao.catalogue.nouns import ERAS, ApplicantKind, Catalogue, Guidance, Metric, Relation, Term

__all__ = ["ERAS", "ApplicantKind", "Catalogue", "Guidance", "Metric", "Relation", "Term", "load"]
