"""Writes curves.json: measures of small sets of scores by scikit-learn, and DeLong's test by its formula, pair by pair.

python make_fixtures.py, in this folder; needs numpy, scipy and scikit-learn.
"""

import json
import math
from pathlib import Path

import numpy as np
from scipy import stats
from sklearn import metrics

random = np.random.default_rng(7)


def curve(name, scores, labels):
    scores, labels = np.asarray(scores, float), np.asarray(labels, int)
    fpr, tpr, thresholds = metrics.roc_curve(labels, scores, drop_intermediate=False)
    precision, recall, _ = metrics.precision_recall_curve(labels, scores)
    with np.errstate(invalid="ignore", divide="ignore"):
        f1 = np.nan_to_num(2 * precision * recall / (precision + recall))
    return {
        "name": name,
        "scores": scores.tolist(),
        "anomalous": [bool(label) for label in labels],
        "auroc": metrics.roc_auc_score(labels, scores),
        "averagePrecision": metrics.average_precision_score(labels, scores),
        "falsePositiveRate": fpr.tolist(),
        "truePositiveRate": tpr.tolist(),
        "thresholds": thresholds[1:].tolist(),
        "precision": precision[::-1].tolist(),
        "recallAt": [max(tpr[fpr <= rate + 1e-12]) for rate in (0, 0.01, 0.05, 0.1)],
        "bestF1": f1.max(),
    }


def kernel(defective, good):
    return 1.0 if defective > good else 0.5 if defective == good else 0.0


def covariance(a, b, labels):
    """DeLong et al. 1988, equations for S10 and S01, over all pairs of images."""
    defective, good = np.flatnonzero(labels == 1), np.flatnonzero(labels == 0)
    components = []
    for scores in (a, b):
        psi = np.array([[kernel(scores[d], scores[g]) for g in good] for d in defective])
        components.append((psi.mean(), psi.mean(axis=1), psi.mean(axis=0)))
    (auc_a, d_a, g_a), (auc_b, d_b, g_b) = components
    s10 = ((d_a - auc_a) * (d_b - auc_b)).sum() / (len(defective) - 1)
    s01 = ((g_a - auc_a) * (g_b - auc_b)).sum() / (len(good) - 1)
    return s10 / len(defective) + s01 / len(good)


def pair(name, first, second, labels):
    first, second, labels = np.asarray(first, float), np.asarray(second, float), np.asarray(labels, int)
    difference = metrics.roc_auc_score(labels, first) - metrics.roc_auc_score(labels, second)
    error = math.sqrt(
        covariance(first, first, labels)
        + covariance(second, second, labels)
        - 2 * covariance(first, second, labels)
    )
    return {
        "name": name,
        "first": first.tolist(),
        "second": second.tolist(),
        "anomalous": [bool(label) for label in labels],
        "firstError": math.sqrt(covariance(first, first, labels)),
        "difference": difference,
        "error": error,
        "pValue": 2 * stats.norm.sf(abs(difference / error)),
    }


labels = (random.random(60) < 0.4).astype(int)
normal = random.normal(size=60) + 1.2 * labels
few = [0, 1, 0, 1, 1, 0, 0, 1, 0, 0]
curves = [
    curve("sixty normal scores", normal, labels),
    curve("sixty scores rounded to ties", np.round(normal), labels),
    curve("forty good images, so that 5 and 10 % fall on whole ones", random.normal(size=52).round(1), [0] * 40 + [1] * 12),
    curve("all scores equal", np.full(10, 3.25), few),
    curve("two images", [0.2, 0.1], [1, 0]),
    curve("two images the wrong way round", [0.1, 0.2], [1, 0]),
    curve("one defective image tied with one of three good ones", [1, 2, 3, 2], [0, 0, 0, 1]),
    curve("a perfect detector", np.arange(10.0), [0] * 6 + [1] * 4),
    curve("negative scores, zeros of either sign", [-3, -0.0, 0.0, -1, 2, -3], [0, 1, 0, 0, 1, 1]),
]
pairs = [
    pair("correlated scores", normal, normal + random.normal(size=60), labels),
    pair("scores with ties", np.round(normal), np.round(normal + random.normal(size=60)), labels),
    pair("a constant second detector", normal, np.full(60, 1.0), labels),
    pair("ten images", random.normal(size=10) + few, random.normal(size=10), few),
]
excess = np.sort(stats.genpareto.rvs(0.4, scale=2, size=200, random_state=1))
k = 20
top = excess[-k:] - excess[-k - 1]
p = (np.arange(1, k + 1) - 0.35) / k
a0, a1 = top.mean(), ((1 - p) * top).mean()
tail = {
    "scores": excess.tolist(),
    "shape": 2 - a0 / (a0 - 2 * a1),
    "scale": 2 * a0 * a1 / (a0 - 2 * a1),
}
tail["quantile"] = excess[-k - 1] + stats.genpareto.isf(0.001 / 0.1, tail["shape"], scale=tail["scale"])

target = Path(__file__).with_name("curves.json")
target.write_text(json.dumps({"curves": curves, "pairs": pairs, "tail": tail}, indent=None) + "\n")
