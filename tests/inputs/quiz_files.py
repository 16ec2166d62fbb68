"""Files of practice tests and quizzes: parts to put together, and a small file of each format with its rows."""

import json
from collections.abc import Mapping

from analytics.ingest import Import, ReadingContext
from analytics.ingest.sources.quizzes import pasted_results
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import CardReview, DomainResult, ExamOutcome, ItemResponse
from tests.inputs.anki_files import collection, package
from tests.inputs.kahoot_files import answer, report
from tests.inputs.pdf_files import pdf
from tests.inputs.qti_files import item, results


def udemy_question(
    number: int, status: str, domain: str = "Design Secure Architectures", **more: object
) -> dict[str, object]:
    """Return a question as the browser extension writes it."""
    return {
        "questionNumber": f"Question {number}",
        "questionType": "Multiple Choice",
        "status": status,
        "question": f"<p>Which service &amp; why? ({number})</p>",
        "domain": domain,
        "yourAnswer": "Amazon Kinesis Data Streams",
        "correctAnswer": "Amazon Data Firehose",
        "allOptions": [{"option": "x", "isCorrect": True, "explanation": "long"}],
        "overallExplanation": "The vendor's own text.",
        **more,
    }


def xapi_statement(number: int, verb: str = "answered", **more: object) -> dict[str, object]:
    return {
        "id": f"id-{number}",
        "actor": {"mbox": "mailto:me@example.org", "name": "A"},
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"},
        "object": {"id": f"https://lms.example/q{number}", "definition": {"name": {"en": "About storage"}}},
        "result": {"success": number == 1, "duration": "PT1M30.5S", "response": "a[,]c"},
        "timestamp": f"2026-03-01T09:0{number}:00Z",
        "context": {"contextActivities": {"parent": [{"id": "https://lms.example/quiz"}]}},
        **more,
    }


_UDEMY = [
    {"questionType": "Multiple Choice", "status": "Correct", "question": "Which?", "domain": "1", "correctAnswer": "a"}
]
_AWS_REPORT = [
    "AWS Certified Solutions Architect - Associate",
    "Exam Date: 5/18/2025",
    "Candidate Score: 790Pass/Fail: PASS",
]

RESULT_FILES: Mapping[str, tuple[bytes, type, int]] = {
    "anki": (package({"meta": b"\x08\x02", "collection.anki21": collection()}), CardReview, 2),
    "anki_review_log": (
        b"id,cid,usn,ease,ivl,lastIvl,factor,time,type\n1790000000000,1,-1,3,1,1,1,9,1\n",
        CardReview,
        0,
    ),
    "udemy": (json.dumps(_UDEMY).encode(), ItemResponse, 1),
    "aws_score_report": (pdf([_AWS_REPORT]), ExamOutcome, 1),
    "pasted_results": (b"2026-03-01 Set 1\nTotal: 60% (39/65)\n", DomainResult, 1),
    "google_forms": (b"Timestamp,Score,Q\n2026/03/01 09:00:00,1 / 1,a\n", DomainResult, 1),
    "moodle": (b"State,Started on,Grade/10,Q. 1 /1\nFinished,1 March 2026  9:00 AM,10,1\n", DomainResult, 1),
    "canvas": (b"name,id,submitted,5: Which?,1.0\nA,7,2026-03-01 09:00:00 UTC,a,1.0\n", DomainResult, 1),
    "kahoot": (report([answer(1, "Me", "Correct")]), DomainResult, 1),
    "qti_results": (results(item("a")), DomainResult, 1),
    "uworld": ("2026-03-01\n✓ 1 - 7 Design Secure Architectures 50% 30 sec\n".encode(), ItemResponse, 1),
}
"""By format: the file, the type of its rows, and their number with the decks of AWS as study."""


def read_pasted(text: str, context: ReadingContext) -> Import:
    """Read results pasted on the Data page."""
    return pasted_results.SOURCE.read(OpenedFile("pasted results", text.encode()), context)
