"""Be Focused: lengths in minutes, and dates in words."""

from tests.inputs.tracker_inputs import minutes, read


def test_a_narrow_no_break_space_before_am_is_a_blank() -> None:
    text = "Start date,Duration,Assigned task,Task state\n15 Nov 2025 at 4:45:12\u202fAM,25,S3,Completed\n"
    assert minutes(read(text)) == [("2025-11-15T04:45:12+01:00", 25)]
