"""Generate the sample data: ``python -m sample_data.generate``.

The same seed gives the same files, byte for byte.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType

import numpy as np

from analytics.blueprints.parser import shipped_blueprints
from sample_data import story_aif, story_mls
from sample_data.files import Row, csv_text
from sample_data.practice import ExamFrame, ability_on, domain_rows, response_rows, sit_all
from sample_data.study_log import DrawnExam, Habits, Session, Week, study_log
from sample_data.world import REAL_EXAM, Day, DrawnAnswer, answer_form, draw_form

HERE = Path(__file__).parent
N_QUESTIONS = 65
N_SCORED = 50
PASS_SCORE, MAX_SCORE = 750, 1000


@dataclass(frozen=True, slots=True)
class Preparation:
    """One candidate's story, and everything drawn for it."""

    story: ModuleType
    frame: ExamFrame
    log: Sequence[Session]
    practice_exams: Sequence[DrawnExam]
    answers: Mapping[str, Sequence[DrawnAnswer]]


def fourteen_weeks_files() -> dict[str, str]:
    """Return the files of the finished preparation by name."""
    story, made = story_mls, _fourteen_weeks()
    rated_again_on = dict.fromkeys(story.RATED_ON, story.RATED_AGAIN_ON)
    rows = {
        "self_ratings.csv": [
            *_ratings(made.frame, story.FIRST_RATINGS, story.RATED_ON),
            *_ratings(made.frame, story.SECOND_RATINGS, rated_again_on),
        ],
        "check_ins.csv": _check_ins(story.EXAM_ON),
        "exam_outcomes.csv": _outcome(made),
    }
    dates = {"starts_on": story.STARTS_ON, "exam_on": story.EXAM_ON, "hours_per_week": [10, 12]}
    focus = {week.number: week.focus for week in story.WEEKS} | {14: "review"}
    return _files(made, rows, _plan(story, dates, focus, minutes_per_item=3))


def week_eight_files(today: date) -> dict[str, str]:
    """Return the files of the ongoing preparation by name, with `today` in its eighth week."""
    story, made = story_aif, _week_eight(today)
    starts_on = story.starts_on(today)
    rated_on = dict.fromkeys(made.frame.shares, starts_on + timedelta(days=6))
    rows = {"self_ratings.csv": _ratings(made.frame, story.FIRST_RATINGS, rated_on)}
    exam_on = starts_on + timedelta(weeks=story.N_WEEKS - 1, days=5)
    dates = {"starts_on": starts_on, "exam_on": exam_on, "hours_per_week": [8, 10]}
    return _files(made, rows, _plan(story, dates, story.FIXED_WEEKS, minutes_per_item=1.5))


def _fourteen_weeks() -> Preparation:
    return _prepare(story_mls, story_mls.WEEKS, story_mls.PRACTICE_EXAMS, story_mls.STARTS_ON)


def _week_eight(today: date) -> Preparation:
    """Draw all eight weeks and keep the past, so that a later day changes nothing else."""
    whole = _prepare(story_aif, story_aif.PAST_WEEKS, story_aif.practice_exams(today), story_aif.starts_on(today))
    return replace(whole, log=[session for session in whole.log if session.on < today])


def _prepare(
    story: ModuleType, weeks: Sequence[Week], practice_exams: Sequence[DrawnExam], starts_on: date
) -> Preparation:
    frame = _frame(story.EXAM_CODE)
    habits = Habits(
        starts_on=starts_on,
        tasks=frame.tasks,
        resources=story.RESOURCES,
        requirements_from_week=story.REQUIREMENTS_FROM_WEEK,
        exams=practice_exams,
    )
    log = study_log(np.random.default_rng([story.SEED, 1]), weeks, habits)
    answers = sit_all(np.random.default_rng([story.SEED, 2]), story.WORLD, frame, log, practice_exams)
    return Preparation(story, frame, log, practice_exams, answers)


def _frame(exam_code: str) -> ExamFrame:
    blueprint = shipped_blueprints()[exam_code]
    shares = {domain.domain_id: domain.share or 0.0 for domain in blueprint.domains}
    return ExamFrame(
        code=exam_code,
        time_scale=blueprint.duration_min * 65 / (blueprint.n_items_max * 180),
        shares=shares,
        tasks={domain.domain_id: [task.task_id for task in domain.tasks] for domain in blueprint.domains},
        n_items=blueprint.items_by_domain(N_QUESTIONS),
        n_scored=blueprint.items_by_domain(N_SCORED),
    )


def _files(made: Preparation, rows: Mapping[str, Sequence[Row]], plan: str) -> dict[str, str]:
    """Return all files: practice exams, answered questions, the log, other `rows` and the plan.

    One provider's practice exams are recorded by question, and the others by domain.
    """
    rng = np.random.default_rng([made.story.SEED, 3])
    responses: list[Row] = []
    domains: list[Row] = []
    for exam in made.practice_exams:
        answers = made.answers[exam.practice_exam_id]
        if exam.provider == made.story.BY_QUESTION:
            responses += response_rows(rng, exam, answers, made.frame, overconfidence=made.story.OVERCONFIDENCE)
        else:
            domains += domain_rows(exam, answers, made.frame)
    sessions = [{**session.row, "exam_code": made.frame.code} for session in made.log]
    every: dict[str, Sequence[Row]] = {"practice_exams.csv": domains, "item_responses.csv": responses}
    every |= {"study_sessions.csv": sessions, **rows}
    texts = {name: csv_text(name, own, candidate=made.story.CANDIDATE) for name, own in every.items()}
    return {**texts, "study_plan.toml": plan}


def _ratings(frame: ExamFrame, ratings: Mapping[str, Sequence[int]], rated_on: Mapping[str, date]) -> list[Row]:
    return [
        {
            "rated_on": rated_on[domain_id],
            "exam_code": frame.code,
            "domain_id": domain_id,
            "task_id": task_id,
            "rating": rating,
        }
        for domain_id, task_ids in frame.tasks.items()
        for task_id, rating in zip(task_ids, ratings[domain_id], strict=True)
    ]


def _check_ins(exam_on: date) -> list[Row]:
    """Draw check-ins for the 19 days before the exam; the last five have more sleep and less screen time."""
    rng = np.random.default_rng([story_mls.SEED, 4])
    rows: list[Row] = []
    for days_left in range(19, 0, -1):
        is_last_week = days_left < 6
        rows.append(
            {
                "on": exam_on - timedelta(days=days_left),
                "sleep_h": round(float(rng.normal(7.8 if is_last_week else 6.8, 0.35)) * 4) / 4,
                "exercise_min": 5 * int(rng.integers(4, 10) if is_last_week else rng.integers(0, 8)),
                "evening_screen_min": 5 * int(rng.integers(2, 8) if is_last_week else rng.integers(12, 24)),
            }
        )
    return rows


def _outcome(made: Preparation) -> list[Row]:
    """Draw the result of the real exam: unseen questions, the ability of that day and the true cut."""
    rng = np.random.default_rng([made.story.SEED, 5])
    frame, world, day = made.frame, made.story.WORLD, made.story.EXAM_ON
    form = draw_form(rng, world, frame.n_scored, frame.tasks)
    answers = answer_form(rng, world, form, Day(day, REAL_EXAM, True, ability_on(world, frame, made.log, day)))
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


def _plan(story: ModuleType, own: Mapping[str, object], focus: Mapping[int, str], *, minutes_per_item: float) -> str:
    """Return a study plan as TOML: a story's `own` dates and hours, and the keys that both stories share."""
    keys = {
        **({"candidate": f'"{story.CANDIDATE}"'} if story.CANDIDATE else {}),
        "exam_code": f'"{story.EXAM_CODE}"',
        **own,
        "audit_weeks": 2,
        "review_weekday": '"sunday"',
        "first_practice_exam_week": 7,
        "lab_budget": story.LAB_BUDGET,
        "minutes_per_item": minutes_per_item,
    }
    share = "reading = 0.25\nvideo = 0.15\nlab = 0.25\npractice = 0.2\nreview = 0.15"
    weeks = [f'[[week]]\nnumber = {number}\nfocus = "{text}"' for number, text in sorted(focus.items())]
    lines = [f"{key} = {value}" for key, value in keys.items()]
    return "\n".join(lines) + f"\n\n[activity_share]\n{share}\n\n" + "\n\n".join(weeks) + "\n"


def truth() -> dict[str, object]:
    """Return the parameters that the files were drawn from, and the effects planted in them."""
    return {
        "fourteen_weeks": {
            **_true_values(_fourteen_weeks(), story_mls.STARTS_ON, len(story_mls.WEEKS)),
            "overconfidence": story_mls.OVERCONFIDENCE,
            "planted": {
                "thin_week": 5,
                "fragmented_week": 6,
                "labs_from_requirements_from_week": story_mls.REQUIREMENTS_FROM_WEEK,
                "first_practice_exam_week": 7,
                "form_sat_twice": "A1",
                "partly_seen_practice_exam": "mls-07",
                "confused": {"chosen": story_mls.FIREHOSE, "correct": story_mls.STREAMS},
                "overrated_domain": "2",
                "weak_domains": ["1", "4"],
                "hardest_domain": "4",
            },
        },
        "week_eight": {
            **_true_values(_week_eight(story_aif.MADE_FOR), story_aif.starts_on(story_aif.MADE_FOR), 8),
            "made_for": story_aif.MADE_FOR.isoformat(),
        },
    }


def _true_values(made: Preparation, starts_on: date, n_weeks: int) -> dict[str, object]:
    """Return a preparation's parameters, and its true abilities and expected scores at the end of each week."""
    world, frame = made.story.WORLD, made.frame
    parameters = asdict(world)
    del parameters["services"]
    weeks = []
    for number in range(1, n_weeks + 1):
        ability = ability_on(world, frame, made.log, starts_on + timedelta(weeks=number))
        percent = 100 * sum(frame.shares[d] * world.expected_share(a) for d, a in ability.items())
        weeks.append(
            {
                "week": number,
                "ability": {d: round(a, 4) for d, a in ability.items()},
                "expected_percent_correct": round(percent, 2),
            }
        )
    return {"exam_code": frame.code, "seed": made.story.SEED, "parameters": parameters, "weeks": weeks}


def all_files() -> dict[str, str]:
    """Return every generated file by its path below this folder."""
    return {
        **{f"fourteen_weeks/{name}": text for name, text in fourteen_weeks_files().items()},
        **{f"week_eight/{name}": text for name, text in week_eight_files(story_aif.MADE_FOR).items()},
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
