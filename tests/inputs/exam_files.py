"""The text of an exam file with the least it needs, and with every key."""

from analytics.blueprints.model import ExamBlueprint
from analytics.blueprints.parser import parse_blueprint

LEAST = """
schema = "exam-blueprint/1"

[exam]
code = "MY-EXAM"
name = "My exam"

[format]
duration_minutes = 90
questions = 60

[scoring]
pass_kind = "percent"

[[domain]]
id = "1"
name = "Everything"
weight_kind = "unpublished"
"""


FULL = """
schema = "exam-blueprint/1"

[exam]
code = "MY-EXAM"
name = "My exam"
provider = "Me"
level = "associate"
guide_version = "2"
status = "beta"
status_date = 2026-01-05
general_availability = 2026-06-01
retires = 2028-12-31
replaced_by = ["NEXT"]
replaces = ["LAST"]

[fee]
amount = 70.5
currency = "EUR"

[format]
duration_minutes = 90
questions = 60
questions_scored = 50
questions_unscored = 10
adaptive = true
open_book = true
public_questions = true
review_allowed = false
question_types = ["multiple_choice", "lab"]
options_per_question = 5
breaks = 2
break_minutes = 10

[scoring]
scale_min = 100
scale_max = 900
pass_score = 750
pass_kind = "scaled"

[retake]
wait_days = [0, 14]
attempt_limit = 3
attempt_window_days = 365
fee_each_attempt = "one retake included in the fee"

[[domain]]
id = "1"
name = "First"
weight_kind = "range"
weight_min = 50
weight_max = 60
tasks = [{ id = "1.1", title = "One" }, { id = "1.2", title = "Two" }]

[[domain]]
id = "2"
name = "Second"
weight_kind = "exact"
weight = 45

[services]
"Storage" = ["Disk", "Tape"]
"Backup" = ["Tape"]

[[source]]
url = "https://example.org/guide"

[[source]]
url = "javascript:alert(1)"

[[source]]
title = "A book"

[check]
unverified_fields = ["fee.amount"]
"""


def parsed(text: str) -> ExamBlueprint:
    return parse_blueprint(text, file="my.toml")
