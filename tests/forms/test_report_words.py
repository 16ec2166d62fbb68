"""The words of a score report by domain, asked below its import."""

import pytest

from analytics.records import ExamOutcome
from analytics.store import Store
from dashboard.text import add as add_text
from tests.inputs.import_page import IMPORT, page
from tests.inputs.pages import checked, press
from tests.inputs.pdf_files import pdf


def test_the_words_of_a_score_report_are_asked_in_one_form(own: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The PDF has them as drawings: one line per domain below the report, saved by one button."""
    data = pdf([["AWS Certified AI Practitioner", "Exam Date: 5/18/2026", "Candidate Score: 640Pass/Fail: FAIL"]])
    app = page(own, monkeypatch)
    app.file_uploader[0].set_value([("report.pdf", data, "application/pdf")])
    app = press(checked(app.run()), IMPORT)
    app = press(app, add_text.SAVE)
    assert add_text.NO_WORDS in app.error[0].value
    asked = [radio for radio in app.radio if add_text.NO_WORD in radio.options]
    assert len(asked) == 5
    for radio, word in zip(asked, ["Needs improvement"] * 2 + ["Meets competencies"] * 2, strict=False):
        radio.set_value(word)
    app = press(app, add_text.SAVE)
    rows = own.records(ExamOutcome)
    assert sorted((row.domain_id or "", row.classification, row.is_passed, row.scaled_score) for row in rows) == [
        ("", None, False, 640),
        ("1", "Needs improvement", False, None),
        ("2", "Needs improvement", False, None),
        ("3", "Meets competencies", False, None),
        ("4", "Meets competencies", False, None),
    ]
    assert not [radio for radio in app.radio if add_text.NO_WORD in radio.options]
