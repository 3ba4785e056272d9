#!/usr/bin/env python3
"""Statistics of agreement, computed without us.

`cases.json` beside this file holds matrices of ratings and what independent implementations make of
them; `tests/suite/agreement_statistics.rs` demands the same of the library, to 1e-9. This script
wrote the file. It is run by hand, never by `cargo test`:

    python3 -m venv target/agreement
    target/agreement/bin/pip install irrCAC==0.4.4 krippendorff==0.9.0 statsmodels scipy
    target/agreement/bin/python tests/agreement/compare.py            # is cases.json still current?
    target/agreement/bin/python tests/agreement/compare.py --write    # writes it anew

Rows are items, columns raters, null is not rated. In every case the first two columns are also
taken as a rater and the key, as two raters (kappa), and as twin scenarios rated by one person.

Who computes what:

- alpha: the package krippendorff. Its interval: below, as the infinitesimal jackknife. That is
  Gwet's variance in his R package; irrCAC 0.4.4 for Python, a port, departs from it where items have
  different numbers of ratings (it takes `pa` for `paprime`), so it is asked only where they have not.
- AC1: irrCAC, value and interval. The infinitesimal jackknife must agree where every item has two
  ratings; Gwet's variance is larger where some have one, and his is what is published.
- agreement of raters: all pairs counted one by one, interval by SciPy; irrCAC's `pa` must agree.
- kappa: statsmodels. Shares: statsmodels, method "wilson".
- twins: Bonett and Price add one pair to either side; so here a mean and its standard error over
  the pairs with these two added.
"""

import itertools
import json
import math
import pathlib
import random
import sys
import warnings

import krippendorff
import numpy as np
import pandas as pd
from irrCAC import datasets
from irrCAC.raw import CAC
from scipy import stats
from statsmodels.stats.inter_rater import cohens_kappa
from statsmodels.stats.proportion import proportion_confint

FILE = pathlib.Path(__file__).with_name("cases.json")
NO_VARIATION = 1e-9


# The cases.


def by_rater(*raters):
    """Raters written as letters, "." for not rated, as rows of items."""
    code = {".": None, **{letter: number for number, letter in enumerate("abcdefgh")}}
    return [list(item) for item in zip(*([code[letter] for letter in rater] for rater in raters))]


def by_table(table):
    """A table of counts, first rater down and second across, as rows of items."""
    cells = [(i, j) for i in range(len(table)) for j in range(len(table)) for _ in range(table[i][j])]
    return [list(cell) for cell in cells]


def by_frame(frame):
    """One of the data sets of irrCAC as rows of items."""
    values = [[None if pd.isna(x) else x for x in row] for row in frame.to_numpy().tolist()]
    codes = {x: n for n, x in enumerate(sorted({x for row in values for x in row if x is not None}))}
    return [[None if x is None else codes[x] for x in row] for row in values]


PUBLISHED = [
    ("Krippendorff 2011, A: two observers, two values", by_rater("abaaaaaaba", "bbbaabaaaa"), 2),
    ("Krippendorff 2011, B: two observers, many values", by_rater("aabbdcccedda", "babbbccceddd"), 5),
    (
        "Krippendorff 2011, C: four observers, some missing; also Gwet 2014",
        by_rater("abccbadab...", "abccbbdabe..", ".cccbcdbbeac", "abccbddabea."),
        5,
    ),
    ("irrCAC: 20 units, 5 observers", by_frame(datasets.raw_5observers()), 0),
    ("irrCAC: 14 subjects, 4 raters in two groups", by_frame(datasets.raw_g1g2()), 0),
    ("irrCAC: 15 subjects, 4 raters", by_frame(datasets.raw_gender()), 0),
    ("irrCAC: Ben and Gerry, some missing", by_frame(datasets.raw_ben_gerry()), 0),
    ("Gwet 2014: two abstractors", by_table([[13, 0, 0], [0, 20, 7], [0, 4, 56]]), 3),
    ("SAS PROC FREQ: two dermatologists", by_table([[10, 4, 1, 0], [5, 10, 12, 2], [2, 4, 12, 5], [0, 2, 6, 13]]), 4),
    ("SAS, in statsmodels: 19 items", by_table([[0, 4, 1], [0, 8, 0], [0, 1, 5]]), 3),
    ("Cohen 1960", by_table([[88, 14, 18], [10, 40, 10], [2, 6, 12]]), 3),
    ("Fleiss, Cohen and Everitt 1969", by_table([[106, 10, 4], [22, 28, 10], [2, 12, 6]]), 3),
    ("nearly all of one category", by_table([[118, 5], [2, 0]]), 2),
]

EDGES = [
    ("nothing", [], 2),
    ("nothing rated", [[None, None], [None, None]], 2),
    ("one rater", [[0, None], [1, None]], 2),
    ("no item by two", [[0, None], [None, 1]], 2),
    ("one item, alike", [[0, 0, 0]], 2),
    ("one item, not alike", [[0, 1, 1]], 2),
    ("one item of two can be compared", [[0, 1, 1], [0, None, None]], 2),
    ("all alike, one category", [[1, 1, 1], [1, 1, 1]], 1),
    ("all alike, one category of three", [[1, 1, 1], [1, 1, 1]], 3),
    ("all alike, two categories", [[0, 0], [1, 1], [0, 0], [1, 1]], 2),
    ("one category where two can be compared", [[0, 0], [0, 0], [1, None]], 2),
    ("never alike", [[0, 1], [1, 0], [0, 1], [1, 0]], 2),
    ("never alike, the same way", [[0, 1], [0, 1], [0, 1]], 2),
    ("one rater never varies", [[0, 0], [0, 1], [0, 0], [0, 1], [0, 0]], 2),
    ("rows of different length", [[0, 0, 1], [1, 1], [0], [1, 0, 1], [], [0, 0]], 2),
    ("categories with gaps", [[7, 7], [100, 7], [100, 100], [3, 100], [3, 3]], 3),
]


def drawn():
    """Small matrices from a fixed seed: ratings lean towards a true category of the item."""
    draw = random.Random(1)
    for number in range(30):
        items, raters, categories = draw.randint(2, 14), draw.randint(2, 6), draw.randint(2, 5)
        skill, missing = draw.choice([0.2, 0.5, 0.8, 0.95]), draw.choice([0.0, 0.0, 0.2, 0.5])
        rows = []
        for _ in range(items):
            truth = draw.randrange(categories)
            rating = lambda: truth if draw.random() < skill else draw.randrange(categories)
            rows.append([None if draw.random() < missing else rating() for _ in range(raters)])
        yield f"drawn {number}", rows, categories + draw.choice([0, 0, 1])


# The statistics.


def estimate(value, interval, n, bounds=(-1.0, 1.0)):
    if interval is not None:
        interval = [max(float(interval[0]), bounds[0]), min(float(interval[1]), bounds[1])]
    return {"value": float(value), "interval": interval, "n": int(n)}


def student(value, error, n):
    """The interval of a standard error, or none where there is nothing to go by."""
    if n < 2 or error < NO_VARIATION:
        return None
    return stats.t.interval(0.95, df=n - 1, loc=value, scale=error)


def given(row):
    return [rating for rating in row if rating is not None]


def without_pairs(rows):
    if any(len(given(row)) >= 2 for row in rows):
        return None
    raters = {at for row in rows for at, rating in enumerate(row) if rating is not None}
    return {0: "NothingRated", 1: "OneRater"}.get(len(raters), "NoPair")


def counted(rows, categories):
    return np.array([[row.count(category) for category in categories] for row in rows], float)


def jackknifed(statistic, counts):
    """The standard error from the derivatives by the weight of every item, by complex steps."""
    n, step, parts = len(counts), 1e-30, []
    for item in range(n):
        weights = np.ones(n, complex)
        weights[item] += step * 1j
        parts.append(n * statistic(counts, weights).imag / step)
    return math.sqrt(sum(part**2 for part in parts) / (n * (n - 1)))


def agreement(counts):
    ratings = counts.sum(1)
    return (counts * (counts - 1)).sum(1) / (ratings * (ratings - 1))


def close(ours, theirs, what):
    assert abs(ours - theirs) < 1e-9, (what, ours, theirs)


def between_raters(rows, _):
    if reason := without_pairs(rows):
        return {"undefined": reason}
    alike = [[a == b for a, b in itertools.combinations(given(row), 2)] for row in rows]
    items = [np.mean(pairs) for pairs in alike if pairs]
    interval = student(np.mean(items), stats.sem(items), len(items)) if len(items) > 1 else None
    return estimate(np.mean(items), interval, len(items), (0.0, 1.0))


def alpha(rows, _):
    if reason := without_pairs(rows):
        return {"undefined": reason}
    rows = [given(row) for row in rows if len(given(row)) >= 2]
    categories = sorted({rating for row in rows for rating in row})
    if len(categories) == 1:
        return {"undefined": "OneCategory"}
    counts = counted(rows, categories)
    value = krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")
    if len(rows) == 1:
        return estimate(value, None, 1)

    def large_sample(counts, weights):
        ratings, total = counts.sum(1), (weights * counts.sum(1)).sum()
        agreed = (weights * ratings * agreement(counts)).sum() / total
        chance = (((weights[:, None] * counts).sum(0) / total) ** 2).sum()
        return (agreed - chance) / (1 - chance)

    error = jackknifed(large_sample, counts)
    if len(set(counts.sum(1))) == 1:
        port = CAC(pd.DataFrame(rows).astype(float), digits=15).krippendorff()["est"]
        close(error, port["se"], "alpha: standard error")
        close(value, port["coefficient_value"], "alpha")
    return estimate(value, student(value, error, len(rows)), len(rows))


def ac1(rows, offered):
    if reason := without_pairs(rows):
        return {"undefined": reason}
    rows = [row for row in rows if given(row)]
    categories = sorted({rating for row in rows for rating in given(row)})
    unused = [category for category in range(1000, 1000 + offered - len(categories))]
    if len(categories) + len(unused) == 1:
        return {"undefined": "OneCategory"}

    def weighted(counts, weights):
        paired = counts.sum(1) >= 2
        agreed = (weights[paired] * agreement(counts[paired])).sum() / weights[paired].sum()
        shares = (weights[:, None] * counts / counts.sum(1)[:, None]).sum(0) / weights.sum()
        chance = (shares * (1 - shares)).sum() / (counts.shape[1] - 1)
        return (agreed - chance) / (1 - chance)

    counts = counted(rows, categories + unused)
    if len(rows) == 1:  # irrCAC divides by nothing
        return estimate(weighted(counts, np.ones(1)), None, 1)
    frame = pd.DataFrame(rows).astype(float)
    result = CAC(frame, categories=[float(c) for c in categories + unused], digits=15).gwet()["est"]
    close(weighted(counts, np.ones(len(rows))), result["coefficient_value"], "AC1")
    if all(len(given(row)) >= 2 for row in rows):
        close(jackknifed(weighted, counts), result["se"], "AC1: standard error")
    close(between_raters(rows, offered)["value"], result["pa"], "agreement of raters")
    interval = result["confidence_interval"] if result["se"] >= NO_VARIATION else None
    return estimate(result["coefficient_value"], interval, len(rows))


def first_two(rows):
    """The pairs in the first two columns."""
    return [row[:2] for row in rows if len(given(row[:2])) == 2]


def kappa(rows, _):
    pairs = first_two(rows)
    categories = sorted({rating for pair in pairs for rating in pair})
    if len(categories) < 2:
        return {"undefined": "OneCategory" if pairs else "NoPair"}
    table = np.array([[pairs.count([i, j]) for j in categories] for i in categories])
    result = cohens_kappa(table)
    if len(pairs) == 1 or not result.std_kappa >= NO_VARIATION:
        return estimate(result.kappa, None, len(pairs))
    return estimate(result.kappa, (result.kappa_low, result.kappa_upp), len(pairs))


def share_where(matches):
    def statistic(rows, _):
        pairs = first_two(rows)
        if not pairs:
            return {"undefined": "NoPair"}
        part = sum(matches(*pair) for pair in pairs)
        interval = proportion_confint(part, len(pairs), method="wilson")
        return estimate(part / len(pairs), interval, len(pairs), (0.0, 1.0))

    return statistic


def twins_direction(rows, _):
    signs = [int(np.sign(first - second)) for first, second in first_two(rows)]
    if not signs:
        return {"undefined": "NoPair"}
    more = [*signs, 1, -1]
    interval = stats.norm.interval(0.95, loc=np.mean(more), scale=np.std(more) / math.sqrt(len(more)))
    return estimate(np.mean(signs), interval, len(signs))


STATISTICS = {
    "between_raters": between_raters,
    "krippendorff_alpha": alpha,
    "gwet_ac1": ac1,
    "cohen_kappa": kappa,
    "with_key": share_where(lambda rating, key: rating == key),
    "twins_differing": share_where(lambda first, second: first != second),
    "twins_direction": twins_direction,
}


# The file.


def cases():
    for name, rows, offered in [*PUBLISHED, *EDGES, *drawn()]:
        results = {of: statistic(rows, offered) for of, statistic in STATISTICS.items()}
        yield {"name": name, "offered": offered, "rows": rows, "results": results}


def same(one, other):
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) < 1e-12
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    return one == other


def main():
    warnings.simplefilter("ignore")  # divisions by nothing that are caught above
    now = list(cases())
    if sys.argv[1:] == ["--write"]:
        FILE.write_text("[\n" + ",\n".join(json.dumps(case) for case in now) + "\n]\n")
        return
    assert not sys.argv[1:], __doc__
    before = json.loads(FILE.read_text())
    differing = [case["name"] for case, old in itertools.zip_longest(now, before) if not same(case, old)]
    if differing:
        sys.exit(f"cases.json is not current: {differing}")
    print(f"cases.json is current: {len(now)} cases")


if __name__ == "__main__":
    main()
