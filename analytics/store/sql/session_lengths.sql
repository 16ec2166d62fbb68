-- One row per study session of a candidate, up to a day. Card reviews are not sessions.
select day, time_on_task_min
from current_study_sessions
where candidate_id = $candidate_id and day <= $as_of and {of_exam}
order by day, time_on_task_min
