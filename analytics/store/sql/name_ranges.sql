-- One row per range of the names of at most $n_most candidates: the first and the last one.
select min(candidate_id) as low, max(candidate_id) as high
from (select candidate_id, (row_number() over (order by candidate_id) - 1) // $n_most as place from candidate)
group by place
order by place
