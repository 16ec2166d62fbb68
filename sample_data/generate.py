"""Generate the sample data: ``python -m sample_data.generate``.

The same seed gives the same files, byte for byte.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from sample_data.files import Row, csv_text
from sample_data.practice import ability_on, domain_rows, response_rows, sit_all
from sample_data.story import MADE_FOR, N_SCORED, Preparation, story
from sample_data.study_log import Session, study_log
from sample_data.world import REAL_EXAM, Day, DrawnAnswer, answer_form, draw_form

HERE = Path(__file__).parent
PASS_SCORE, MAX_SCORE = 750, 1000


class DrawnPreparation(Preparation):
    """A preparation with what is drawn for it."""

    @cached_property
    def log(self) -> list[Session]:
        """The sessions before today; all weeks are drawn, so that a later day changes nothing else."""
        return [session for session in study_log(self.rng(1), self) if session.on < self.today]

    @cached_property
    def answers(self) -> Mapping[str, Sequence[DrawnAnswer]]:
        """The answers of each practice exam."""
        return sit_all(self.rng(2), self, self.log)


def fourteen_weeks_files() -> dict[str, str]:
    """Return the files of the finished preparation by name."""
    made = DrawnPreparation(story("fourteen_weeks"), date.max)
    return _files(made, {"check_ins.csv": _check_ins(made), "exam_outcomes.csv": _outcome(made)})


def week_eight_files(today: date) -> dict[str, str]:
    """Return the files of the ongoing preparation by name, with `today` in its eighth week."""
    return _files(DrawnPreparation(story("week_eight"), today), {})


def _files(made: DrawnPreparation, rows: Mapping[str, Sequence[Row]]) -> dict[str, str]:
    """Return all files: practice exams, answered questions, the log, ratings, other `rows` and the plan.

    One provider's practice exams are recorded by question, and the others by domain.
    """
    rng = made.rng(3)
    responses: list[Row] = []
    domains: list[Row] = []
    for exam in made.practice_exams:
        answers = made.answers[exam.practice_exam_id]
        if exam.provider == made.story.by_question:
            responses += response_rows(rng, exam, answers, made)
        else:
            domains += domain_rows(exam, answers, made.frame)
    sessions = [{**session.row, "exam_code": made.frame.code} for session in made.log]
    every: dict[str, Sequence[Row]] = {"practice_exams.csv": domains, "item_responses.csv": responses}
    every |= {"study_sessions.csv": sessions, "self_ratings.csv": _ratings(made), **rows}
    texts = {name: csv_text(name, own, candidate=made.story.candidate) for name, own in every.items()}
    return {**texts, "study_plan.toml": _plan(made)}


def _ratings(made: Preparation) -> list[Row]:
    return [
        {
            "rated_on": made.starts_on + timedelta(days=rated["days"][domain_id]),
            "exam_code": made.frame.code,
            "domain_id": domain_id,
            "task_id": task_id,
            "rating": rating,
        }
        for rated in made.story.ratings
        for domain_id, task_ids in made.frame.tasks.items()
        for task_id, rating in zip(task_ids, rated["tasks"][domain_id], strict=True)
    ]


def _check_ins(made: Preparation) -> list[Row]:
    """Draw check-ins for the 19 days before the exam; the last five have more sleep and less screen time."""
    rng = made.rng(4)
    rows: list[Row] = []
    for days_left in range(19, 0, -1):
        is_last_week = days_left < 6
        rows.append(
            {
                "on": made.exam_on - timedelta(days=days_left),
                "sleep_h": round(float(rng.normal(7.8 if is_last_week else 6.8, 0.35)) * 4) / 4,
                "exercise_min": 5 * int(rng.integers(4, 10) if is_last_week else rng.integers(0, 8)),
                "evening_screen_min": 5 * int(rng.integers(2, 8) if is_last_week else rng.integers(12, 24)),
            }
        )
    return rows


def _outcome(made: DrawnPreparation) -> list[Row]:
    """Draw the result of the real exam: unseen questions, the ability of that day and the true cut."""
    rng = made.rng(5)
    frame, world, day = made.frame, made.story.world, made.exam_on
    form = draw_form(rng, world, frame.n_scored, frame.tasks)
    answers = answer_form(rng, world, form, Day(day, REAL_EXAM, True, ability_on(made, made.log, day)))
    share = sum(answer.is_correct for answer in answers) / N_SCORED
    is_passed = share >= world.cut_share
    score = PASS_SCORE + (MAX_SCORE - PASS_SCORE) * (share - world.cut_share) / (1 - world.cut_share)
    row: Row = {"taken_on": day, "exam_code": frame.code, "is_passed": is_passed}
    rows: list[Row] = [{**row, "scaled_score": round(score)}]
    for domain_id in frame.shares:
        marks = [answer.is_correct for answer in answers if answer.item.domain_id == domain_id]
        is_met = sum(marks) / len(marks) >= world.cut_share
        classification = "Meets Competencies" if is_met else "Needs Improvement"
        rows.append({**row, "domain_id": domain_id, "classification": classification})
    return rows


def _plan(made: Preparation) -> str:
    """Return the study plan as TOML."""
    story = made.story
    keys = {
        **({"candidate": f'"{story.candidate}"'} if story.candidate else {}),
        "exam_code": f'"{story.exam_code}"',
        "starts_on": made.starts_on,
        "exam_on": made.exam_on,
        "hours_per_week": story.hours_per_week,
        "audit_weeks": 2,
        "review_weekday": '"sunday"',
        "first_practice_exam_week": 7,
        "lab_budget": story.lab_budget,
        "minutes_per_item": story.minutes_per_item,
    }
    share = "reading = 0.25\nvideo = 0.15\nlab = 0.25\npractice = 0.2\nreview = 0.15"
    focus = {number: own for number, own in enumerate(story.plan_focus, start=1) if own}
    weeks = [f'[[week]]\nnumber = {number}\nfocus = "{own}"' for number, own in focus.items()]
    lines = [f"{key} = {value}" for key, value in keys.items()]
    return "\n".join(lines) + f"\n\n[activity_share]\n{share}\n\n" + "\n\n".join(weeks) + "\n"


def truth() -> dict[str, object]:
    """Return the parameters that the files were drawn from, and the effects planted in them."""
    over = DrawnPreparation(story("fourteen_weeks"), date.max)
    going_on = DrawnPreparation(story("week_eight"), MADE_FOR)
    confused = over.story.world.look_alikes[0]
    return {
        "fourteen_weeks": {
            **_true_values(over),
            "overconfidence": over.story.overconfidence,
            "planted": {
                "thin_week": 5,
                "fragmented_week": 6,
                "labs_from_requirements_from_week": over.story.requirements_from_week,
                "first_practice_exam_week": 7,
                "form_sat_twice": "A1",
                "partly_seen_practice_exam": "mls-07",
                "confused": {"chosen": confused.chosen, "correct": confused.correct},
                "overrated_domain": "2",
                "weak_domains": ["1", "4"],
                "hardest_domain": "4",
            },
        },
        "week_eight": {**_true_values(going_on), "made_for": MADE_FOR.isoformat()},
    }


def _true_values(made: DrawnPreparation) -> dict[str, object]:
    """Return a preparation's parameters, and its true abilities and expected scores at the end of each week."""
    world, frame = made.story.world, made.frame
    parameters = asdict(world)
    del parameters["services"]
    weeks = []
    for week in made.story.weeks:
        ability = ability_on(made, made.log, made.starts_on + timedelta(weeks=week.number))
        percent = 100 * sum(frame.shares[d] * world.expected_share(a) for d, a in ability.items())
        weeks.append(
            {
                "week": week.number,
                "ability": {d: round(a, 4) for d, a in ability.items()},
                "expected_percent_correct": round(percent, 2),
            }
        )
    return {"exam_code": frame.code, "seed": made.story.seed, "parameters": parameters, "weeks": weeks}


def all_files() -> dict[str, str]:
    """Return every generated file by its path below this folder."""
    return {
        **{f"fourteen_weeks/{name}": text for name, text in fourteen_weeks_files().items()},
        **{f"week_eight/{name}": text for name, text in week_eight_files(MADE_FOR).items()},
        "truth.json": json.dumps(truth(), indent=2, default=str) + "\n",
    }


def main() -> None:
    """Write the files beside this module."""
    for name, text in all_files().items():
        path = HERE / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
