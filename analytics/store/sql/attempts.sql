-- One row per candidate and day on which the real exam was sat, up to a day, with the score where it is known.
-- $candidate_id null means everybody.
select
    candidate_id, taken_on, bool_and(is_passed) as is_passed,
    any_value(scaled_score) filter (domain_id is null)::double as scaled_score
from current_exam_outcomes
where exam_code = $exam_code and taken_on <= $as_of
  and ($candidate_id::varchar is null or candidate_id = $candidate_id)
group by candidate_id, taken_on
order by candidate_id, taken_on
