-- One row per given candidate who studied, practiced, rated themselves or took the exam up to a day: the hours from a day on, and the last day.
-- Card reviews count with the response times that are stored, as in study_time.
with done as (
    select candidate_id, day, exam_code, time_on_task_min from current_study_sessions
    union all
    select candidate_id, day, null, response_time_s / 60 from current_card_reviews
    union all
    select candidate_id, day, exam_code, null from ({practiced})
    union all
    select candidate_id, rated_on, exam_code, null from current_self_ratings
    union all
    select candidate_id, taken_on, exam_code, null from current_exam_outcomes
)
select
    candidate_id, max(day) as last_on,
    coalesce(sum(time_on_task_min) filter (day >= $since), 0)::double / 60 as hours
from done
where list_contains($candidate_ids, candidate_id) and day <= $as_of and {of_exam}
group by candidate_id
order by candidate_id
