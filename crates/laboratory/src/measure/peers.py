"""Peers of `samkraft link rank`: scikit-learn TF-IDF, rank_bm25 and RapidFuzz.

Usage: peers.py CORPUS QUERIES. Both are `id<TAB>text`. Writes `method<TAB>query<TAB>label` rows,
best first, at most 100 per query, and the seconds of each method on standard error.
"""

import re
import sys
import time
import unicodedata

import numpy
from rank_bm25 import BM25Okapi
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer

TOP = 100


def read(path):
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t", 1) for line in file if line.strip()]


def plain(text):
    """As the benchmark prepares its lexical baselines: lower case, no diacritics."""
    folded = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"\s+", " ", folded).strip()


def best(scores, ids):
    """The TOP best, ties by descending id as trec_eval breaks them."""
    rounded = numpy.round(scores, 5)
    some = numpy.argpartition(-rounded, min(150, len(ids) - 1))[:150]
    return sorted(some, key=lambda at: (-rounded[at], [-ord(c) for c in ids[at]]))[:TOP]


def vectors(corpus, queries, prepare, **options):
    labels = TfidfVectorizer(dtype=numpy.float32, **options)
    matrix = labels.fit_transform([prepare(text) for _, text in corpus]).T.tocsr()
    asked = labels.transform([prepare(text) for _, text in queries])
    for start in range(0, asked.shape[0], 100):
        yield from (asked[start : start + 100] @ matrix).toarray()


def lower(text):
    return text.lower()


def okapi(corpus, queries):
    engine = BM25Okapi([plain(text).split() for _, text in corpus])
    for _, text in queries:
        yield engine.get_scores(plain(text).split())


def edit(corpus, queries):
    labels = [plain(text) for _, text in corpus]
    for start in range(0, len(queries), 100):
        asked = [plain(text) for _, text in queries[start : start + 100]]
        yield from process.cdist(asked, labels, scorer=fuzz.ratio, dtype=numpy.float32)


def main():
    corpus, queries = read(sys.argv[1]), read(sys.argv[2])
    ids = [label for label, _ in corpus]
    char = dict(analyzer="char", ngram_range=(1, 3))
    inside = dict(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    methods = {
        "scikit-learn char TF-IDF": lambda: vectors(corpus, queries, plain, **char),
        "scikit-learn char_wb 2-5": lambda: vectors(corpus, queries, lower, **inside),
        "scikit-learn word TF-IDF": lambda: vectors(corpus, queries, plain),
        "rank_bm25": lambda: okapi(corpus, queries),
        "RapidFuzz ratio": lambda: edit(corpus, queries),
    }
    for name, method in methods.items():
        started = time.perf_counter()
        for (query, _), scores in zip(queries, method()):
            for at in best(scores, ids):
                if scores[at] > 0:
                    sys.stdout.write(f"{name}\t{query}\t{ids[at]}\n")
        print(f"{name}\t{time.perf_counter() - started:.3f}", file=sys.stderr)


main()
