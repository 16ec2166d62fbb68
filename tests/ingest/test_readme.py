"""The page of the files that go in: its examples are read by the program as they stand."""

import re
from pathlib import Path

from analytics.ingest.mapping.map_file import parse_map
from analytics.records import Activity

README = Path(__file__).parents[2] / "analytics" / "ingest" / "README.md"


def test_the_example_of_answers_is_a_file_of_answers() -> None:
    """It names what the text beside it says."""
    (example,) = re.findall(r"```toml\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    answers = parse_map(example)
    assert (answers.kind, answers.zone, answers.study) == ("study_sessions", "Europe/Berlin", ("AWS",))
    assert (answers.domain_of("Video course"), answers.activity_of("AWS lab 3")) == ("2", Activity.LAB)
