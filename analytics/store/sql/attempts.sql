-- One row per candidate and day of the real exam, up to a day; the score may be null.
-- $candidate_ids null means all candidates.
select
    candidate_id, taken_on, bool_and(is_passed) as is_passed,
    any_value(scaled_score) filter (domain_id is null)::double as scaled_score
from current_exam_outcomes
where exam_code = $exam_code and taken_on <= $as_of
  and ($candidate_ids::varchar[] is null or list_contains($candidate_ids::varchar[], candidate_id))
group by candidate_id, taken_on
order by candidate_id, taken_on
