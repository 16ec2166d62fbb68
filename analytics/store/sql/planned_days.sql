-- One row per day on which a candidate had planned to study, up to a day.
select distinct day
from current_planned_sessions
where candidate_id = $candidate_id and day <= $as_of
order by day
