"""Writes scikit-learn.json: scores that scikit-learn 1.x gives to small random features. Run in this folder."""

import json

import numpy as np
from sklearn.covariance import LedoitWolf
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import StandardScaler
from sklearn.svm import OneClassSVM

NEIGHBOURS = 3
COMPONENTS = 4
NU = 0.3

random = np.random.default_rng(0)
mixing = random.normal(size=(7, 7))
train = (random.normal(size=(40, 7)) @ mixing + 2).astype(np.float32)
test = (1.5 * random.normal(size=(9, 7)) @ mixing + 2).astype(np.float32)

x, y = train.astype(float), test.astype(float)
pca = PCA(COMPONENTS).fit(x)
scaler = StandardScaler().fit(pca.transform(x))
neighbours = NearestNeighbors(n_neighbors=NEIGHBOURS).fit(scaler.transform(pca.transform(x)))
distances = neighbours.kneighbors(scaler.transform(pca.transform(y)))[0]
gaussian = LedoitWolf().fit(x)
svm = OneClassSVM(nu=NU, gamma="scale", tol=1e-6).fit(x)

with open("scikit-learn.json", "w") as out:
    json.dump(
        {
            "dimension": 7,
            "train": [round(float(v), 7) for v in train.ravel()],
            "test": [round(float(v), 7) for v in test.ravel()],
            "k": NEIGHBOURS,
            "components": COMPONENTS,
            "nearest": distances[:, 0].tolist(),
            "meanOfNearest": distances.mean(axis=1).tolist(),
            "shrinkage": gaussian.shrinkage_,
            "mahalanobis": gaussian.mahalanobis(y).tolist(),
            "nu": NU,
            "svmScoreSamples": svm.score_samples(y).tolist(),
        },
        out,
        indent=1,
    )
    out.write("\n")
