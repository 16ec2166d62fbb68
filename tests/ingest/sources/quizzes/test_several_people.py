"""Quiz exports of several people: the question which one is the candidate, and what is kept of the others."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest

from analytics.errors import OpenQuestionError, Question
from analytics.ingest import Import
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.files import opened_bytes, read_opened
from analytics.ingest.reading import LeftOut, LeftOutReason
from analytics.records import DomainResult
from tests.inputs.ingest_inputs import CONTEXT, EXAM
from tests.inputs.quiz_files import xapi_statement

GIVEN = replace(CONTEXT, exam_code=EXAM, is_zone_given=True)

MOODLE = """Last name,First name,Email address,State,Started on,Completed,Time taken,Grade/3.00,Q. 1 /1.00,Q. 2 /2.00
Lee,Ann,ann@example.org,Finished,1 March 2026 9:00 AM,-,-,3.00,1.00,2.00
Lee,Bo,bo@example.org,Finished,1 March 2026 9:00 AM,-,-,1.00,1.00,0.00
Roy,Ann,roy@example.org,In progress,1 March 2026 9:00 AM,-,-,-,-,-
Overall average,,,,,,,2.00,1.00,1.00
"""
NAMELESS = re.sub(r",[^,\n]*@[^,\n]*|,Email address|(?<=average),", "", MOODLE)
MOODLE_JSON = json.dumps(
    [[
        {"lastname": last, "firstname": first, "emailaddress": f"{first}.{last}@example.org", "state": "Finished",
         "startedon": "1 March 2026 9:00 AM", "grade200": "1.00", "q1100": one, "q2100": two}
        for last, first, one, two in (("Lee", "Ann", "1.00", "1.00"), ("Lee", "Bo", "1.00", "0.00"),
                                      ("Roy", "Ann", "0.00", "0.00"))
    ]]
)  # fmt: skip
CANVAS = """name,id,section,submitted,attempt,501: Which store?,1.0,502: Which key?,1.0,score
Ann Lee,7,S,2026-03-01 09:00:00 UTC,1,S3,1.0,KMS,1.0,2.0
Bo Lee,8,S,2026-03-01 09:00:00 UTC,1,S3,1.0,none,0.0,1.0
Ann Roy,9,S,2026-03-01 09:00:00 UTC,1,S3,0.0,none,0.0,0.0
"""
FORM = """"Timestamp","Total score","Name","Name [Score]","Which store?","Which store? [Score]","Which key?","Which key? [Score]"
"2026/03/01 9:00:00 AM GMT+1","2.00 / 2","Ann Lee","-- / 0","S3","1.00 / 1","KMS","1.00 / 1"
"2026/03/01 9:00:00 AM GMT+1","1.00 / 2","Bo Lee","-- / 0","S3","1.00 / 1","none","0.00 / 1"
"2026/03/01 9:00:00 AM GMT+1","0.00 / 2","Ann Roy","-- / 0","none","0.00 / 1","none","0.00 / 1"
"""  # noqa: E501 - a header as Google writes it
STATEMENTS = [
    xapi_statement(
        10 * person + n,
        actor=actor,
        object={"id": f"q{n}"},
        result={"success": n <= 3 - person},
        timestamp=f"2026-03-01T09:0{n}:00Z",
    )
    for person, actor in enumerate(
        (
            {"name": "Ann Lee", "mbox": "mailto:ann.lee@example.org"},
            {"name": "Bo Lee", "account": {"name": "b7", "homePage": "https://example.org"}},
            {"name": "Ann Roy", "mbox_sha1sum": "5f"},
        ),
        start=1,
    )
    for n in (1, 2)
]
VIEWED = xapi_statement(9, "viewed", actor={"name": "The Server"})
XAPI = json.dumps([*STATEMENTS, VIEWED])


def read(text: str, person: str | None = None) -> Import:
    (opened,) = opened_bytes(text.encode(), "class")
    return read_opened(opened, replace(GIVEN, mapping=FileMapping(person=person)))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (MOODLE, ["Lee Ann", "Lee Bo", "Roy Ann"]),
        (NAMELESS, ["Lee Ann", "Lee Bo", "Roy Ann"]),
        (MOODLE_JSON, ["Lee Ann", "Lee Bo", "Roy Ann"]),
        (CANVAS, ["Ann Lee", "Bo Lee", "Ann Roy"]),
        (FORM, ["Ann Lee", "Bo Lee", "Ann Roy"]),
        (XAPI, ["Ann Lee", "Bo Lee", "Ann Roy"]),
    ],
)
def test_a_class_is_asked_who_the_candidate_is(text: str, names: Sequence[str]) -> None:
    """The choices name each person once; the reason, which is kept, names nobody."""
    with pytest.raises(OpenQuestionError) as caught:
        read(text)
    assert caught.value.question is Question.PERSON
    assert list(caught.value.found) == names
    assert not any(name in caught.value.reason for name in names)
    with pytest.raises(OpenQuestionError, match="not in it"):
        read(text, "Cy Lee")


@pytest.mark.parametrize(
    ("text", "n_others"),
    [(MOODLE, 2), (NAMELESS, 2), (MOODLE_JSON, 2), (CANVAS, 2), (FORM, 2), (XAPI, 4)],
)
def test_only_the_results_of_the_candidate_are_imported(text: str, n_others: int) -> None:
    """Ann Lee has both right, Bo Lee one of two, Ann Roy none; the words of a name may be in another order."""
    for person, n_correct in (("Ann Lee", 2), ("lee, bo", 1)):
        result = read(text, person)
        records = [row.record for row in result.rows if isinstance(row.record, DomainResult)]
        assert [(record.n_correct, record.n_items) for record in records] == [(n_correct, 2)]
        assert result.left_out[LeftOutReason.OTHER_PEOPLE] == LeftOut(n_others)
        assert result.mapping.person == person
        assert "Roy" not in str(replace(result, mapping=FileMapping()))
        assert not result.problems


def test_what_the_candidate_did_besides_answering_is_not_a_row_of_others() -> None:
    """The platform's own statements are not those of other people."""
    assert read(XAPI, "Ann Lee").left_out[LeftOutReason.NO_ANSWER] == LeftOut(1)
