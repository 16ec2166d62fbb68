"""A finished preparation for MLS-C01: fourteen weeks, from the audit to the exam result."""

from datetime import date

from sample_data.study_log import DrawnExam, Slot, Week
from sample_data.world import REAL_EXAM, LookAlike, World

EXAM_CODE = "MLS-C01"
CANDIDATE = None
SEED = 30213
STARTS_ON = date(2025, 12, 22)
EXAM_ON = date(2026, 3, 28)
REQUIREMENTS_FROM_WEEK = 6
LAB_BUDGET = 60
RATED_ON = {"1": date(2025, 12, 28), "2": date(2025, 12, 29), "3": date(2026, 1, 1), "4": date(2026, 1, 3)}
RATED_AGAIN_ON = date(2026, 2, 15)
FIRST_RATINGS = {"1": (2, 2, 1), "2": (4, 5, 4), "3": (4, 4, 5, 3, 4), "4": (2, 1, 2, 1)}
SECOND_RATINGS = {"1": (3, 3, 2), "2": (3, 3, 4), "3": (4, 4, 5, 4, 4), "4": (2, 2, 3, 2)}
OVERCONFIDENCE = {"2": 0.12}
"""By domain, how far the candidate's confidence in an answer exceeds its chance of being correct."""

STREAMS, FIREHOSE = "Amazon Kinesis Data Streams", "Amazon Data Firehose"

WORLD = World(
    start={"1": -1.8, "2": -1.2, "3": 0.3, "4": -2.1},
    ceiling={"1": 1.6, "2": 1.8, "3": 1.9, "4": 1.2},
    hours_scale=15.0,
    provider_offset={REAL_EXAM: 0.0, "Provider A": -0.1, "Provider B": 0.15},
    cut_share=0.72,
    look_alikes=(
        LookAlike("1.2", STREAMS, FIREHOSE, share=0.6, penalty=1.8, until=date(2026, 3, 10)),
        LookAlike("1.2", FIREHOSE, STREAMS, penalty=0.2),
        LookAlike("1.3", "AWS Glue", "Amazon EMR"),
        LookAlike("1.1", "Amazon EFS", "Amazon FSx"),
        LookAlike("2.3", "Amazon QuickSight", "Amazon Athena"),
        LookAlike("4.2", "Amazon Textract", "Amazon Rekognition", penalty=0.6),
        LookAlike("4.3", "AWS CloudTrail", "Amazon CloudWatch"),
        LookAlike("4.4", "Amazon ECS", "Amazon EKS"),
    ),
    services={
        "1.1": ("Amazon S3", "Amazon EBS", "Amazon Redshift"),
        "1.2": ("Amazon Kinesis", "Amazon Managed Service for Apache Flink"),
        "1.3": ("AWS Glue", "Amazon EMR", "AWS Lambda"),
        "2.1": ("AWS Glue", "Amazon SageMaker"),
        "2.2": ("Amazon SageMaker",),
        "2.3": ("Amazon QuickSight", "Amazon Athena"),
        "3.3": ("Amazon SageMaker", "AWS Batch"),
        "3.4": ("Amazon SageMaker",),
        "4.1": ("Amazon SageMaker", "Amazon EC2", "AWS Fargate"),
        "4.2": ("Amazon Comprehend", "Amazon Lex", "Amazon Forecast", "Amazon Polly"),
        "4.3": ("AWS IAM", "Amazon VPC", "Amazon S3"),
        "4.4": ("Amazon SageMaker", "AWS Lambda", "Amazon ECR"),
    },
)

RESOURCES = {
    "reading": ("official documentation",),
    "video": ("course A", "course B"),
    "lab": ("own AWS account",),
    "practice": ("practice questions",),
    "review": ("handwritten notes",),
    "notes": ("handwritten notes",),
    "diagram": ("handwritten notes",),
}

_AUDIT = (
    Slot(0, "19:30", 80, "reading", "1"),
    Slot(1, "19:30", 95, "practice", "2"),
    Slot(2, "20:00", 60, "reading", "3"),
    Slot(3, "19:30", 95, "practice", "4"),
    Slot(5, "09:30", 170, "practice", "1"),
    Slot(6, "10:00", 90, "notes"),
)
_STUDY = (
    Slot(0, "19:30", 95, "reading", "focus"),
    Slot(1, "19:30", 85, "video", "focus"),
    Slot(2, "20:00", 60, "lab", "second"),
    Slot(3, "19:30", 70, "practice", "second"),
    Slot(4, "20:00", 40, "notes", "focus"),
    Slot(5, "09:30", 150, "lab", "focus"),
    Slot(6, "10:00", 100, "review"),
)
_THIN = (
    Slot(1, "21:00", 60, "video", "focus"),
    Slot(3, "21:15", 45, "reading", "focus"),
    Slot(6, "16:00", 75, "review"),
)
_FRAGMENTED = tuple(
    slot
    for day in range(7)
    for slot in (
        Slot(day, "07:10", 25, "reading", "focus"),
        Slot(day, "12:30", 25, "video", "second"),
        Slot(day, "21:00", 45, "lab" if day % 2 else "notes", "focus"),
    )
)
_EXAM = (
    Slot(0, "19:30", 90, "reading", "focus"),
    Slot(1, "19:30", 70, "video", "second"),
    Slot(2, "20:00", 75, "practice", "focus"),
    Slot(3, "19:30", 135, "lab", "focus"),
    Slot(4, "20:00", 40, "notes", "focus"),
    Slot(6, "10:00", 110, "review"),
)
_TWO_EXAMS = tuple(slot for slot in _EXAM if slot.weekday != 2)
_LAST_BUT_ONE = (
    Slot(0, "19:30", 60, "reading", "focus"),
    Slot(1, "19:30", 75, "notes", "second"),
    Slot(3, "19:30", 90, "practice", "focus"),
    Slot(6, "10:00", 110, "review"),
)
_TAPER = (
    Slot(0, "19:00", 90, "review"),
    Slot(1, "19:00", 75, "diagram", "focus"),
    Slot(3, "18:30", 80, "notes", "second"),
    Slot(4, "18:00", 45, "review"),
)

WEEKS = (
    Week(1, 10.0, _AUDIT, "audit", new_activities=()),
    Week(2, 10.5, _AUDIT, "audit", new_activities=()),
    Week(3, 11.5, _STUDY, "1", "4"),
    Week(4, 11.0, _STUDY, "4", "1"),
    Week(5, 3.0, _THIN, "2", note="Release week at work"),
    Week(6, 10.5, _FRAGMENTED, "4", "2", note="Catching up in small pieces"),
    Week(7, 11.5, _EXAM, "1", "2"),
    Week(8, 11.5, _EXAM, "4", "1"),
    Week(9, 12.0, _EXAM, "2", "3"),
    Week(10, 11.5, _TWO_EXAMS, "1", "4"),
    Week(11, 11.0, _EXAM, "4", "1"),
    Week(12, 11.5, _EXAM, "4", "2"),
    Week(13, 11.0, _LAST_BUT_ONE, "4", "2"),
    Week(14, 7.5, _TAPER, "4", "1", new_activities=()),
)

PRACTICE_EXAMS = (
    DrawnExam("mls-01", date(2026, 2, 7), "Provider A", "A1", 165, progress=0.0),
    DrawnExam("mls-02", date(2026, 2, 14), "Provider B", "B1", 150, is_timed=False),
    DrawnExam("mls-03", date(2026, 2, 21), "Provider A", "A2", 160, progress=0.3),
    DrawnExam("mls-04", date(2026, 2, 25), "Provider A", "A1", 130, sitting=2, progress=0.4),
    DrawnExam("mls-05", date(2026, 2, 28), "Provider B", "B2", 155),
    DrawnExam("mls-06", date(2026, 3, 7), "Provider A", "A3", 155, progress=0.6),
    DrawnExam("mls-07", date(2026, 3, 14), "Provider B", "B3", 145, place="library", seen_share=0.35),
    DrawnExam("mls-08", date(2026, 3, 18), "Provider A", "A4", 150, progress=0.8),
    DrawnExam("mls-09", date(2026, 3, 21), "Provider B", "B4", 150, place="library"),
    DrawnExam("mls-10", date(2026, 3, 25), "Provider A", "A5", 150, progress=1.0),
)
BY_QUESTION = "Provider A"
"""The provider whose practice exams are recorded question by question."""
