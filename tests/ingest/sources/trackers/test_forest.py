"""Forest: trees that grew and trees that died."""

from analytics.errors import Question
from analytics.ingest.reading import LeftOut, LeftOutReason
from tests.inputs.ingest_inputs import CONTEXT, found
from tests.inputs.tracker_files import FOREST
from tests.inputs.tracker_inputs import minutes, open_question, read


def test_trees_that_grew_count() -> None:
    """A tree that died is left out and counted; a third word is a problem."""
    text = (
        f"{FOREST}2016-01-21T14:49:13.000-0500,2016-01-21T15:14:13.000-0500,AWS,,Oak,True\n"
        "2024/05/01 09:00,2024/05/01 09:25,AWS,,Oak,False\n2024-05-01 10:00:00,2024-05-01 10:25:00,AWS,,Oak,maybe\n"
    )
    result = read(text)
    assert minutes(result) == [("2016-01-21T14:49:13-05:00", 25)]
    assert (result.left_out, found(result)) == (
        {LeftOutReason.GIVEN_UP: LeftOut(1, 25)},
        [("4", "is_success", "maybe")],
    )


def test_times_with_an_offset_need_no_zone() -> None:
    """The only question is what counts as study."""
    text = f"{FOREST}2016-01-21T14:49:13.000-0500,2016-01-21T15:14:13.000-0500,AWS,,Oak,True\n"
    assert open_question(text, CONTEXT).question is Question.STUDY
    backwards = f"{FOREST}2016-01-21T14:49:13.000-0500,2016-01-21T14:14:13.000-0500,AWS,,Oak,True\n"
    assert "ends before it begins" in read(backwards).problems[0].reason
