-- One row per candidate, exam and day of it; results may be given by domain alone, and the score may be null.
select
    candidate_id, exam_code, taken_on, bool_and(is_passed) as is_passed,
    any_value(scaled_score) filter (domain_id is null)::double as scaled_score
from current_exam_outcomes
group by candidate_id, exam_code, taken_on
