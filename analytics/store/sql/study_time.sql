-- One row per day, domain ('' without one) and activity of a candidate, up to a day.
-- Card reviews have the activity "review" and the response times that are stored.
with spent as (
    select candidate_id, exam_code, day, domain_id, activity, time_on_task_min
    from current_study_sessions
    union all
    select candidate_id, null, day, domain_id, 'review', response_time_s / 60
    from current_card_reviews
    where response_time_s is not null
)
select
    day, coalesce(domain_id, '') as domain_id, activity,
    sum(time_on_task_min)::double / 60 as hours
from spent
where candidate_id = $candidate_id and day <= $as_of and {of_exam}
group by all
order by day, domain_id, activity
