"""A preparation for AIF-C01, in its eighth week of fourteen on whatever day it is shown."""

from datetime import date, timedelta

from sample_data.study_log import DrawnExam, Slot, Week
from sample_data.world import REAL_EXAM, LookAlike, World

EXAM_CODE = "AIF-C01"
CANDIDATE = "week-eight"
SEED = 312
MADE_FOR = date(2026, 11, 25)
"""The day for which the committed files are generated."""

N_WEEKS = 14
REQUIREMENTS_FROM_WEEK = 7
LAB_BUDGET = 30
FIRST_RATINGS = {"1": (3, 3, 2), "2": (3, 3, 2), "3": (2, 3, 2, 1), "4": (3, 3), "5": (2, 2)}

WORLD = World(
    start={"1": -0.3, "2": -0.4, "3": -0.9, "4": 0.1, "5": -0.9},
    ceiling={"1": 1.9, "2": 1.9, "3": 1.7, "4": 1.9, "5": 1.5},
    hours_scale=14.0,
    provider_offset={REAL_EXAM: 0.0, "Provider A": -0.1, "Provider B": 0.15},
    cut_share=0.67,
    look_alikes=(
        LookAlike("2.3", "Amazon Bedrock", "Amazon SageMaker JumpStart", penalty=0.6),
        LookAlike("1.2", "Amazon Kendra", "Amazon Lex"),
        LookAlike("1.2", "Amazon Textract", "Amazon Rekognition"),
        LookAlike("5.1", "Amazon Macie", "Amazon Inspector", penalty=0.6),
        LookAlike("5.2", "AWS Config", "AWS Artifact"),
    ),
    services={
        "1.2": ("Amazon Comprehend", "Amazon Transcribe", "Amazon Polly"),
        "1.3": ("Amazon SageMaker AI",),
        "2.3": ("Amazon Bedrock", "Amazon Q"),
        "3.1": ("Amazon Bedrock", "Amazon OpenSearch Service"),
        "3.3": ("Amazon Bedrock", "Amazon SageMaker AI"),
        "4.1": ("Amazon Augmented AI",),
        "5.1": ("AWS IAM", "AWS KMS"),
        "5.2": ("AWS CloudTrail", "AWS Audit Manager"),
    },
)

RESOURCES = {
    "reading": ("official documentation",),
    "video": ("course A",),
    "lab": ("own AWS account",),
    "practice": ("practice questions",),
    "review": ("handwritten notes",),
    "notes": ("handwritten notes",),
}

_AUDIT = (
    Slot(0, "19:30", 80, "reading", "1"),
    Slot(1, "20:00", 80, "practice", "2"),
    Slot(3, "19:30", 80, "practice", "3"),
    Slot(5, "10:00", 130, "reading", "5"),
    Slot(6, "10:00", 60, "practice", "4"),
)
_STUDY = (
    Slot(0, "19:30", 90, "reading", "focus"),
    Slot(1, "19:30", 75, "video", "focus"),
    Slot(3, "20:00", 80, "practice", "second"),
    Slot(5, "10:00", 140, "lab", "focus"),
    Slot(6, "10:00", 80, "review"),
)
_EXAM = (*(slot for slot in _STUDY if slot.weekday != 1), Slot(2, "19:30", 60, "notes", "second"))

PAST_WEEKS = (
    Week(1, 8.0, _AUDIT, "audit", new_activities=()),
    Week(2, 8.5, _AUDIT, "audit", new_activities=()),
    Week(3, 9.0, _EXAM, "3", "5"),
    Week(4, 9.5, _STUDY, "5", "3"),
    Week(5, 6.5, _STUDY, "2", "1"),
    Week(6, 9.0, _STUDY, "3", "5"),
    Week(7, 9.5, _EXAM, "1", "2"),
    Week(8, 9.0, _EXAM, "3", "2"),
)
FIXED_WEEKS = {week.number: week.focus for week in PAST_WEEKS[:-1]} | {10: "2"}
"""The past weeks and one to come; for the other weeks, the plan proposes a focus."""


def starts_on(today: date) -> date:
    """Return the Monday that puts a day into week eight."""
    return today - timedelta(days=today.weekday(), weeks=7)


def practice_exams(today: date) -> tuple[DrawnExam, ...]:
    """Return the practice exams, on Tuesdays; on a Monday, this week's is taken that day."""
    tuesdays = [starts_on(today) + timedelta(weeks=week - 1, days=1) for week in (3, 7, 8)]
    return (
        DrawnExam("aif-baseline", tuesdays[0], "Provider B", "B1", 80),
        DrawnExam("aif-01", tuesdays[1], "Provider B", "B2", 75),
        DrawnExam("aif-02", min(tuesdays[2], today), "Provider A", "A1", 75, progress=0.5),
    )


BY_QUESTION = "Provider A"
OVERCONFIDENCE: dict[str, float] = {}
