"""The model's rivals: what people use today, and what a data scientist would try first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

from analytics.models.intervals import Floats

SURE = 0.98
"""A rule says yes or no; it counts as .98 or .02, which costs it less than 1 and 0 would."""

RIDGE = 1e-3
RULE_OF_THUMB = 80.0


@dataclass(frozen=True, slots=True)
class Scores:
    """One person's practice scores in percent, oldest first, and the week of the real exam."""

    weeks: Floats
    percent: Floats
    exam_week: float

    @property
    def last(self) -> float:
        """The last score."""
        return float(self.percent[-1])

    @property
    def mean_of_three(self) -> float:
        """Mean of the last three scores, or of as many as there are."""
        return float(self.percent[-3:].mean())

    @property
    def line(self) -> float:
        """The straight line through all scores, at the exam; the mean if all are from one day."""
        if np.ptp(self.weeks) == 0:
            return float(self.percent.mean())
        slope, level = np.polyfit(self.weeks - self.exam_week, self.percent, 1)
        del slope
        return float(np.clip(level, 0, 100))

    @property
    def features(self) -> tuple[float, ...]:
        """The four features of the larger logistic regression."""
        return self.mean_of_three, float(self.percent.mean()), self.last, self.line


def untrained(people: Sequence[Scores], cut_percent: float) -> Mapping[str, Floats]:
    """Return the chances of each rule that needs no outcomes."""

    def chances(values: Sequence[float], mark: float) -> Floats:
        return np.where(np.array(values) >= mark, SURE, 1 - SURE)

    return {
        "last score at the cut": chances([p.last for p in people], cut_percent),
        "mean of the last three at the cut": chances([p.mean_of_three for p in people], cut_percent),
        "straight line at the cut": chances([p.line for p in people], cut_percent),
        "mean of the last three at 80 %": chances([p.mean_of_three for p in people], RULE_OF_THUMB),
    }


def trained(people: Sequence[Scores], happened: Floats, seed: int) -> Mapping[str, Floats]:
    """Return the chances of regressions on outcomes, fitted on one half of the people and applied to the other."""
    mean = np.array([[p.mean_of_three] for p in people])
    return {
        "base rate, trained": crossed(np.zeros((len(people), 0)), happened, seed),
        "logistic on the mean of three, trained": crossed(mean, happened, seed),
        "logistic on four features, trained": crossed(np.array([p.features for p in people]), happened, seed),
    }


def crossed(features: Floats, happened: Floats, seed: int) -> Floats:
    """Fit on each half of the people and predict the other half."""
    order = np.random.default_rng(seed).permutation(len(happened))
    halves = order[: len(order) // 2], order[len(order) // 2 :]
    predicted = np.empty(len(happened))
    for fitted_on, predicted_for in (halves, halves[::-1]):
        predicted[predicted_for] = logistic(features, happened, fitted_on, predicted_for)
    return predicted


def logistic(features: Floats, happened: Floats, train: NDArray[np.intp], test: NDArray[np.intp]) -> Floats:
    """Fit a logistic regression with a slight ridge penalty, and return chances."""
    center, spread = features[train].mean(axis=0), features[train].std(axis=0) + 1e-9
    design = np.column_stack([np.ones(len(features)), (features - center) / spread])
    penalty = RIDGE * len(train) * np.array([0.0] + [1.0] * features.shape[1])

    def objective(weights: Floats) -> tuple[float, Floats]:
        eta = design[train] @ weights
        value = np.logaddexp(0, eta).sum() - happened[train] @ eta + 0.5 * (penalty * weights**2).sum()
        slope = design[train].T @ (special.expit(eta) - happened[train]) + penalty * weights
        return float(value), slope

    weights = optimize.minimize(objective, np.zeros(design.shape[1]), jac=True, method="BFGS").x
    return np.asarray(special.expit(design[test] @ weights))
