"""Records of real people: chances from what came before, scored against what came after.

The product sees no outcomes here. Regressions are fitted on one half of the people and applied to the other,
both ways.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from analytics.blueprints.model import ExamBlueprint
from analytics.blueprints.parser import read_blueprint
from analytics.models.intervals import Floats
from analytics.reports.decision.readiness_answer import Readiness
from tests.validation import product, simple_rules
from tests.validation.scoring import held, part_held
from tests.validation.simple_rules import Scores

OURS = "Cutscore"
ALONE = "Cutscore, each alone in a file"
WITHOUT_IDS = "Cutscore, ids of items left out"
SPLIT_SEED = 1


@dataclass(frozen=True)
class RealResult:
    """One real record: chances by method, what happened, and which part of each score was in its range.

    `within_limits` says who scored within the limits, (people,): on a limit is .5.
    """

    title: str
    chances: Mapping[str, Floats]
    happened: Floats
    held: Floats
    within_limits: Floats
    mean_score_told: float
    mean_score: float

    @property
    def coverage(self) -> float:
        """The share of scores that the ranges hold."""
        return float(self.held.mean())


def open_university(data: Path) -> RealResult:
    """Score coursework over nine months against a university exam with a passing score of 40."""
    folder = data / "open_university"
    with (folder / "exam_outcomes.csv").open(encoding="utf-8") as file:
        outcomes = {row["candidate"]: row for row in csv.DictReader(file)}
    marks = {name: float(row["scaled_score"]) for name, row in outcomes.items()}
    passed = {name: row["is_passed"] == "true" for name, row in outcomes.items()}
    dates = date(2026, 6, 13), date(2026, 6, 20)
    return _result("Coursework at home, then a university exam (Open University)", folder, dates, marks, passed, step=1)


def spatial_rotation(data: Path) -> RealResult:
    """Score four blocks of ten questions, with teaching between, against a fifth with a cut of 7."""
    folder = data / "spatial_rotation"
    score: Counter[str] = Counter()
    with (folder / "target.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            score[row["candidate"]] += int(row["is_correct"])
    marks = {name: 10.0 * right for name, right in score.items()}
    dates = date(2026, 3, 24), date(2026, 3, 30)
    passed = {name: right >= 7 for name, right in score.items()}
    title = "Four blocks of a diagnostic test, then the fifth (spatial rotation)"
    return _result(title, folder, dates, marks, passed, step=10)


def _result(
    title: str,
    folder: Path,
    dates: tuple[date, date],
    marks: Mapping[str, float],
    passed: Mapping[str, bool],
    *,
    step: float,
) -> RealResult:
    """Apply the product and every rule to the people of one folder, whose marks in percent go in steps."""
    as_of, exam_on = dates
    blueprint = read_blueprint(folder / "blueprint.toml")
    practice = next(path for name in ("practice_exams.csv", "item_responses.csv") if (path := folder / name).exists())
    (found,) = product.answers([practice], blueprint, as_of, [exam_on])
    others = {ALONE: product.chances_alone([practice], blueprint, as_of, exam_on)}
    if practice.name == "item_responses.csv":
        others[WITHOUT_IDS] = _without_ids(practice, blueprint, as_of, exam_on)
    happened = np.array([float(passed[name]) for name in marks])
    people = list(practice_scores(practice, exam_on, list(marks)).values())
    cut = 100 * (blueprint.cut.share or 0.0)
    told, scored = [found[name] for name in marks], np.array(list(marks.values()))
    return RealResult(
        title,
        {
            OURS: np.array([answer.pass_probability.value for answer in told]),
            **{method: np.array([stated[name] for name in marks]) for method, stated in others.items()},
            **simple_rules.untrained(people, cut),
            **simple_rules.trained(people, happened, SPLIT_SEED),
        },
        happened,
        percent_held(told, scored, step=step),
        held([answer.percent_correct for answer in told], scored),
        float(np.mean([answer.percent_correct.value for answer in told])),
        float(scored.mean()),
    )


def percent_held(told: Sequence[Readiness], percent: Floats, *, step: float) -> Floats:
    """Return which part of each mark in percent, in steps, was in the range that was told."""
    per_percent = (len(told[0].score_probabilities) - 1) / 100
    return part_held([answer.score_probabilities for answer in told], percent * per_percent, step=step * per_percent)


def _without_ids(practice: Path, blueprint: ExamBlueprint, as_of: date, exam_on: date) -> Mapping[str, float]:
    """Return chances from the same answers, with positions in place of item ids."""
    with practice.open(encoding="utf-8") as file, TemporaryDirectory() as folder:
        place: Counter[str] = Counter()
        rows = []
        for row in csv.DictReader(file):
            place[row["practice_exam_id"]] += 1
            rows.append({**row, "item_id": "", "position": place[row["practice_exam_id"]]})
        path = Path(folder) / practice.name
        with path.open("w", encoding="utf-8", newline="") as copy:
            writer = csv.DictWriter(copy, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        (found,) = product.answers([path], blueprint, as_of, [exam_on])
    return {name: answer.pass_probability.value for name, answer in found.items()}


def practice_scores(practice: Path, exam_on: date, names: list[str]) -> Mapping[str, Scores]:
    """Return each person's practice scores by day."""
    right: defaultdict[tuple[str, str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    with practice.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            counts = right[row["candidate"], row["taken_at"], row["practice_exam_id"]]
            counts[0] += float(row.get("n_correct") or row.get("is_correct") or 0)
            counts[1] += float(row.get("n_items") or 1)
    by_person: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for (name, day, _), (n_correct, n_items) in sorted(right.items()):
        by_person[name].append((date.fromisoformat(day[:10]).toordinal() / 7, 100 * n_correct / n_items))
    exam_week = exam_on.toordinal() / 7
    arrays = {name: np.array(by_person[name]) for name in names}
    return {name: Scores(own[:, 0], own[:, 1], exam_week) for name, own in arrays.items()}
