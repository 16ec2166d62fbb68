"""Reports of Kahoot, in the words of its workbook."""

import io
from collections.abc import Sequence

import openpyxl

HEADER = (
    "Question Number", "Question", "Answer 1", "Answer 2", "Answer 3", "Answer 4", "Correct Answers",
    "Time Allotted to Answer (seconds)", "Players", "Answer", "Correct / Incorrect", "Correct", "Incorrect",
    "Score (points)", "Score without Answer Streak Bonus (points)", "Current Total Score (points)", "Answer Time (%)",
    "Answer Time (seconds)",
)  # fmt: skip


def answer(
    number: int, player: str, result: str, *, chosen: object = "S3", seconds: object = 7.5, question: str = ""
) -> list[object]:
    """Return the row of one answer."""
    is_right = int(result == "Correct")
    return [
        f"{number} Quiz", question or f"Which store is number {number}?", "S3", "EBS", "EFS", "FSx", "S3", 20, player,
        chosen, result, is_right, 1 - is_right, 900 * is_right, 900 * is_right, 900, 37.5, seconds,
    ]  # fmt: skip


def report(
    answers: Sequence[Sequence[object]],
    *,
    played_on: str = "23 Dec 2025",
    first: str = "Overview",
    last: str = "RawReportData Data",
    header: Sequence[str] = HEADER,
) -> bytes:
    """Return a workbook: an overview, the scores, and all answers."""
    book = openpyxl.Workbook()
    overview = book.active
    overview.title = first
    overview.append(["Stores"])
    overview.append(["Played on", played_on])
    book.create_sheet("Final Scores").append(["Rank", "Player", "Total Score (points)"])
    sheet = book.create_sheet(last)
    for row in (header, *answers):
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
