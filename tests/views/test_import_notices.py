"""Many notices of a kind, and a renamed domain of a user's own exam, on the import page."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from analytics.records import DomainResult, StudySession
from analytics.store import Store
from dashboard import pages
from dashboard.text import data as text
from dashboard.text import imports as imports_text
from tests.updates.test_exam_files import TEXT
from tests.views.test_data import HEADER, button, own_file, page, shown, upload

__all__ = ["own_file"]

RENAMED = TEXT.replace('id = "2"\nname = "Second"', 'id = "B"\nname = "Rules"\nformerly = ["2", "Second"]').encode()
OF_TWO = f"{HEADER}a,2026-10-20,X-1,1,36,20\na,2026-10-20,X-1,2,24,15\n".encode()
LATER = f"{HEADER}b,2026-10-27,X-1,1,36,21\nb,2026-10-27,X-1,2,24,16\n".encode()

LOG = b"started_at,time_on_task_min,activity\n2026-10-03T19:00,60,reading\n"


def domains(own_file: Path) -> list[str]:
    """Return the domains of the practice exams, from the first on."""
    records = Store(own_file).records(DomainResult)
    return [one.domain_id for one in sorted(records, key=lambda one: (one.taken_at, one.domain_id))]


def dropped(at: AppTest, name: str, data: bytes) -> AppTest:
    at.file_uploader[0].set_value([(name, data, "text/csv")])
    return at.run()


def test_what_was_imported_is_said_below_files_that_cannot_be_read(own_file: Path) -> None:
    """The unreadable file stays with its reason, which asks for no unpacking of what is no ZIP archive."""
    at = page(pages.IMPORT)
    at.file_uploader[0].set_value([("cut.xlsx", b"PK\x03\x04", "text/csv"), ("a.csv", LOG, "text/csv")])
    button(at.run(), text.IMPORT).click().run()
    assert len(Store(own_file).records(StudySession)) == 1
    assert imports_text.LAST_IMPORT in [header.value for header in at.header]
    assert "If it is a ZIP archive, you can also unpack it" in "".join(error.value for error in at.error)


@pytest.mark.usefixtures("own_file")
def test_notices_of_a_kind_are_five_and_a_number() -> None:
    """The label of the preview counts nothing, so that the line with the number of the others is not one of them."""
    impossible = (50.1, 51.1, 53.1, 54.1, 56.1, 58.1, 59.1, 61.1)
    rows = "".join(f"t{n},2026-10-{n:02},AIF-C01,total,{score}\n" for n, score in enumerate(impossible, 1))
    at = dropped(page(), "a.csv", f"practice_exam_id,taken_at,exam_code,domain_id,score\n{rows}".encode())
    alike = [line for line in shown(at).splitlines() if "is not possible with 65 questions" in line]
    assert (len(alike), [one.label for one in at.expander if "otice" in one.label]) == (5, [imports_text.NOTICES])
    assert "And 3 more notices like these" in shown(at)


def test_a_renamed_domain_keeps_its_rows_on_the_page(own_file: Path) -> None:
    """In the file already stored, in one dropped beside the exam, and in a table that has its earlier name."""
    upload(page(), ("x.toml", TEXT.encode()), ("a.csv", OF_TWO))
    assert domains(own_file) == ["1", "2"]
    upload(page(), ("x.toml", RENAMED), ("b.csv", LATER))
    assert domains(own_file) == ["1", "B", "1", "B"]
    log = b"Date,Domain,Minutes\n2026-10-03,Second,60\n2026-10-04,First,30\n2026-10-05,Second,45\n2026-10-06,2,45\n"
    at = dropped(page(pages.IMPORT), "log.csv", log)
    assert "4 study sessions, 3\xa0h" in shown(at)
    button(at, text.IMPORT).click().run()
    found = [one.domain_id for one in Store(own_file).records(StudySession)]
    assert sorted(map(str, found)) == ["1", "B", "B", "B"]
