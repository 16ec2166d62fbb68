-- One row per import and kind of row: what taking the import back would do to the rows that count today.
-- A row that a later import has replaced is hidden already, so that nothing is seen to change.
with version as (
    select 'practice_exams' as kind, row_key, batch_id from practice_exams
    union all
    select 'item_responses', row_key, batch_id from item_responses
    union all
    select 'study_sessions', row_key, batch_id from study_sessions
    union all
    select 'self_ratings', row_key, batch_id from self_ratings
    union all
    select 'exam_outcomes', row_key, batch_id from exam_outcomes
    union all
    select 'check_ins', row_key, batch_id from check_ins
    union all
    select 'study_plan', row_key, batch_id from study_plan
),
placed as (
    select
        *,
        lead(batch_id) over of_row is null as is_current,
        lag(batch_id) over of_row is not null as has_earlier
    from version
    window of_row as (partition by kind, row_key order by batch_id)
)
select
    batch_id, kind,
    (count(*) filter (is_current and not has_earlier))::int as n_removed,
    (count(*) filter (is_current and has_earlier))::int as n_restored
from placed
group by all
order by batch_id, kind
