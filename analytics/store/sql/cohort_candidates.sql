-- One row per candidate in a range of names, at most $n_most, with practice exams of an exam up to a day; and how many
-- there are. Ordering by hash mixes groups with similar names, and draws the same candidates on every machine.
with answered as (
    select distinct candidate_id from ({practiced})
    where exam_code = $exam_code and day <= $as_of and candidate_id between $low and $high
)
select candidate_id, md5(candidate_id) as hash, count(*) over ()::int as n_candidates
from answered
order by hash, candidate_id
limit $n_most
