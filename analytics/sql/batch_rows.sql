-- One row per import and kind of row: what taking the import back would do to the rows that count today.
-- A row that a later import has replaced or taken out is hidden already, so that nothing is seen to change.
with step as (
    select kind, row_key, batch_id, false as is_removal from row_version
    union all
    select kind, row_key, batch_id, true from removal
),
placed as (
    select
        *,
        lead(batch_id) over of_row is null as is_last,
        coalesce(lag(not is_removal) over of_row, false) as was_there
    from step
    window of_row as (partition by kind, row_key order by batch_id, is_removal)
)
select
    batch_id, kind,
    (count(*) filter (is_last and not is_removal and not was_there))::int as n_removed,
    (count(*) filter (is_last and was_there))::int as n_restored
from placed
group by all
order by batch_id, kind
