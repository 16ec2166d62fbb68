-- One row per candidate with a real result up to a day: that of the first attempt.
-- At most $n_most candidates are drawn, the same ones on every machine.
select
    candidate_id, min(taken_on) as taken_on, arg_min(is_passed, taken_on)::int as is_passed,
    arg_min_null(scaled_score, taken_on) as scaled_score
from ({attempts})
where exam_code = $exam_code and taken_on <= $as_of
group by candidate_id
order by md5(candidate_id), candidate_id
limit $n_most
