-- One row per task with answered questions of a candidate's exam, up to a day.
-- A question counts once, when it was first met, so that repeats lift nothing.
with first_met as (
    select domain_id, task_id, is_correct
    from current_item_responses
    where candidate_id = $candidate_id and exam_code = $exam_code and day <= $as_of and task_id is not null
    qualify item_id is null or row_number() over (
        partition by coalesce(provider, ''), item_id order by day, taken_utc, practice_exam_id, position
    ) = 1
)
select domain_id, task_id, count(*)::int as n_items, count(*) filter (is_correct)::int as n_correct
from first_met
group by domain_id, task_id
order by domain_id, task_id
