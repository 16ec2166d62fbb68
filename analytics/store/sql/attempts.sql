-- One row per candidate and day of the real exam, up to a day; the score may be null.
-- $candidate_ids null means all candidates.
select candidate_id, taken_on, is_passed, scaled_score
from ({attempts})
where exam_code = $exam_code and taken_on <= $as_of
  and ($candidate_ids::varchar[] is null or list_contains($candidate_ids::varchar[], candidate_id))
order by candidate_id, taken_on
