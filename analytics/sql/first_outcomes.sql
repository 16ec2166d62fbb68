-- One row per candidate whose real result is known by a day: that of their first attempt.
select candidate_id, min(taken_on) as taken_on, arg_min(is_passed, taken_on)::int as is_passed
from current_exam_outcomes
where exam_code = $exam_code and domain_id is null and taken_on <= $as_of
group by candidate_id
order by candidate_id
