-- One row per candidate drawn from those with practice exams of an exam up to a day, with their number.
-- Hashes mix groups that are named alike, and give the same draw on every machine.
with answered as (
    select candidate_id from current_practice_exams where exam_code = $exam_code and day <= $as_of
    union
    select candidate_id from current_item_responses where exam_code = $exam_code and day <= $as_of
)
select candidate_id, count(*) over ()::int as n_candidates
from answered
order by md5(candidate_id), candidate_id
limit $n_most
