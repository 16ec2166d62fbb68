"""Real results in the file: what they do for people whose own result is not in it.

One fixed half of the people is predicted. More and more results of the other half are given to the product and
to the regressions alike.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from analytics.blueprints.parser import read_blueprint
from analytics.estimation.outcome_calibration import MIN_OUTCOMES
from analytics.models.intervals import Floats
from tests.validation import product, simple_rules
from tests.validation.real_records import percent_held, practice_scores
from tests.validation.scoring import standard_error

EXAM_ON = date(2026, 6, 20)
SPLIT_SEED = 4
MEAN, FOUR = "logistic on the mean of three", "logistic on four features"


@dataclass(frozen=True)
class KnownResult:
    """Predictions for one half of the people, given so many results of the other half, some of them with marks."""

    n_told: int
    n_with_marks: int
    n_asked: int
    brier: float
    brier_error: float
    regressions: Mapping[str, float]
    coverage: float
    mean_score_told: float
    mean_score: float


def open_university(data: Path, numbers: Sequence[int] = (0, 30, 60, 200, 950)) -> list[KnownResult]:
    """Add results of coursework and exam: passes and fails alone, with a third of the marks, and with all of them."""
    folder = data / "open_university"
    with (folder / "exam_outcomes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    order = np.random.default_rng(SPLIT_SEED).permutation(len(rows))
    known, asked = order[: len(rows) // 2], order[len(rows) // 2 :]
    return [
        _with_known_results(folder, rows, known[:n].tolist(), asked.tolist(), n_with_marks=n_with_marks)
        for n in numbers
        for n_with_marks in sorted({0, n // 3 if n // 3 >= MIN_OUTCOMES else 0, n})
    ]


def with_marks(found: KnownResult) -> str:
    """Return how many of the results have marks; "" if none has."""
    if not found.n_with_marks:
        return ""
    return "with marks" if found.n_with_marks == found.n_told else f"{found.n_with_marks} of them with marks"


def _with_known_results(
    folder: Path, rows: Sequence[dict[str, str]], known: list[int], asked: list[int], *, n_with_marks: int
) -> KnownResult:
    """Compare the product with some results in its file and regressions fitted on the same results."""
    practice, blueprint = folder / "practice_exams.csv", read_blueprint(folder / "blueprint.toml")
    with TemporaryDirectory() as temporary:
        outcomes = Path(temporary) / "exam_outcomes.csv"
        kept = [{**rows[i], **({} if k < n_with_marks else {"scaled_score": ""})} for k, i in enumerate(known)]
        with outcomes.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(kept)
        (found,) = product.answers([practice, *([outcomes] if len(known) else [])], blueprint, EXAM_ON, [EXAM_ON])
    happened = np.array([float(row["is_passed"] == "true") for row in rows])
    marks = np.array([float(rows[i]["scaled_score"]) for i in asked])
    answers = [found[rows[i]["candidate"]] for i in asked]
    chances = np.array([answer.pass_probability.value for answer in answers])
    errors = (chances - happened[asked]) ** 2
    people = list(practice_scores(practice, EXAM_ON, [row["candidate"] for row in rows]).values())
    features: Mapping[str, Floats] = {
        MEAN: np.array([[person.mean_of_three] for person in people]),
        FOUR: np.array([person.features for person in people]),
    }
    return KnownResult(
        n_told=len(known),
        n_with_marks=n_with_marks,
        n_asked=len(asked),
        brier=float(errors.mean()),
        brier_error=standard_error(errors),
        regressions={
            name: float(
                np.mean((simple_rules.logistic(x, happened, np.array(known), np.array(asked)) - happened[asked]) ** 2)
            )
            for name, x in features.items()
            if len(known)
        },
        coverage=float(percent_held(answers, marks, step=1).mean()),
        mean_score_told=float(np.mean([answer.percent_correct.value for answer in answers])),
        mean_score=float(marks.mean()),
    )
