-- One row per day with study sessions of a candidate, up to a day: hours in all, of new material, of review, and
-- of what may be new and does not say so.
-- Review is of notes and diagrams too; a session of review, notes, diagrams or practice questions that does not
-- say whether its material is new counts as not new.
with session as (
    select
        day, time_on_task_min::double / 60 as hours, is_new_material,
        activity in ('review', 'notes', 'diagram') as is_review,
        activity in ('review', 'notes', 'diagram', 'practice') as is_of_known
    from current_study_sessions
    where candidate_id = $candidate_id and day <= $as_of
)
select
    day, sum(hours) as hours,
    coalesce(sum(hours) filter (is_new_material), 0) as new_hours,
    coalesce(sum(hours) filter (is_review and is_new_material is not true), 0) as review_hours,
    coalesce(sum(hours) filter (is_new_material is null and not is_of_known), 0) as unsaid_hours
from session
group by day
order by day
