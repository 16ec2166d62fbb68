-- One row per session of a candidate that is a lab or has a cost, up to a day, oldest first.
-- A lab is a session with the activity "lab" or with a kind of lab.
select
    day, coalesce(domain_id, '') as domain_id, activity = 'lab' or lab_kind is not null as is_lab, lab_kind as kind,
    time_on_task_min::double / 60 as hours, n_errors_met as n_errors, cost, coalesce(upper(trim(currency)), '') as currency,
    coalesce(resource, '') as resource, coalesce(note, '') as note
from current_study_sessions
where candidate_id = $candidate_id and day <= $as_of and {of_exam}
  and (activity = 'lab' or lab_kind is not null or cost is not null)
order by day, taken_utc nulls first, session_key
