-- One row per day with study sessions of a candidate, up to a day: all hours, those of new material, of
-- review, and of material that may be new.
-- Notes and diagrams count as review. A session of review, notes, diagrams or practice questions without
-- the flag for new material counts as not new.
with session as (
    select
        day, time_on_task_min::double / 60 as hours, is_new_material,
        activity in ('review', 'notes', 'diagram') as is_review,
        activity in ('review', 'notes', 'diagram', 'practice') as is_of_known
    from current_study_sessions
    where candidate_id = $candidate_id and day <= $as_of and {of_exam}
)
select
    day, sum(hours) as hours,
    coalesce(sum(hours) filter (is_new_material), 0) as new_hours,
    coalesce(sum(hours) filter (is_review and is_new_material is not true), 0) as review_hours,
    coalesce(sum(hours) filter (is_new_material is null and not is_of_known), 0) as unmarked_hours
from session
group by day
order by day
