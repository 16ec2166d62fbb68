"""Files for the commands, and what the commands print."""

import json
from typing import Any

import pytest

RESULTS = """practice_exam_id,taken_at,exam_code,provider,form,domain_id,n_items,n_correct
p1,2026-03-01,AIF-C01,Shop A,A1,1,13,9
p1,2026-03-01,AIF-C01,Shop A,A1,2,16,11
p1,2026-03-01,AIF-C01,Shop A,A1,3,18,13
p1,2026-03-01,AIF-C01,Shop A,A1,4,9,6
p1,2026-03-01,AIF-C01,Shop A,A1,5,9,6
p2,2026-03-08,AIF-C01,Shop B,B1,1,13,10
p2,2026-03-08,AIF-C01,Shop B,B1,2,16,12
p2,2026-03-08,AIF-C01,Shop B,B1,3,18,14
p2,2026-03-08,AIF-C01,Shop B,B1,4,9,7
p2,2026-03-08,AIF-C01,Shop B,B1,5,9,7
"""
BAD_ROW = "p3,2026-03-15,AIF-C01,Shop B,B2,1,13,14\n"
OWN_EXAM = """schema = "exam-blueprint/1"
[exam]
code = "OWN-1"
name = "An exam of one's own"
[format]
duration_minutes = 60
questions = 20
[scoring]
pass_kind = "percent"
scale_min = 0
scale_max = 100
pass_score = 70
[[domain]]
id = "a"
name = "All"
weight = 100
weight_kind = "exact"
"""


def json_of(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Return the one JSON document on stdout."""
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document
