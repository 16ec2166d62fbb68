-- One row per candidate and day of the real exam, up to a day; the score may be null.
select candidate_id, taken_on, is_passed, scaled_score
from ({attempts})
where exam_code = $exam_code and taken_on <= $as_of
  and {of_candidates}
order by candidate_id, taken_on
