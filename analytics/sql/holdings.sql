-- One row per candidate and kind of row: how many, and the first and last day they are of.
with row_day as (
    select candidate_id, 'practice_exams' as kind, day from current_practice_exams
    union all
    select candidate_id, 'item_responses', day from current_item_responses
    union all
    select candidate_id, 'study_sessions', day from current_study_sessions
    union all
    select candidate_id, 'self_ratings', rated_on from current_self_ratings
    union all
    select candidate_id, 'exam_outcomes', taken_on from current_exam_outcomes
    union all
    select candidate_id, 'check_ins', "on" from current_check_ins
    union all
    select candidate_id, 'study_plan', starts_on from current_study_plan
)
select candidate_id, kind, count(*)::int as n_rows, min(day) as first_on, max(day) as last_on
from row_day
group by all
order by candidate_id, kind
