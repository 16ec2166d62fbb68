-- One row per candidate and kind of row: how many rows, and their first and last day.
select candidate_id, kind, count(*)::int as n_rows, min(day) as first_on, max(day) as last_on
from current_row
group by all
order by candidate_id, kind
