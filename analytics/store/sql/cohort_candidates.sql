-- One row per candidate, at most $n_most, with practice exams of an exam up to a day; and how many there are.
-- Ordering by hash mixes groups with similar names, and draws the same candidates on every machine.
with answered as (
    select candidate_id from current_practice_exams where exam_code = $exam_code and day <= $as_of
    union
    select candidate_id from current_item_responses where exam_code = $exam_code and day <= $as_of
)
select candidate_id, count(*) over ()::int as n_candidates
from answered
order by md5(candidate_id), candidate_id
limit $n_most
