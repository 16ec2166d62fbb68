-- One row per day, domain ('' without one) and activity of a candidate, up to a day.
select
    day, coalesce(domain_id, '') as domain_id, activity,
    sum(time_on_task_min)::double / 60 as hours
from current_study_sessions
where candidate_id = $candidate_id and day <= $as_of
group by all
order by day, domain_id, activity
