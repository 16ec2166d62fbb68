-- One row per import and kind of row: what undoing the import would do to the current rows.
-- A row that a later import has replaced or removed is hidden already, so nothing changes;
-- one that another import contains too stays.
with step as (
    select kind, row_key, batch_id, false as is_removal from row_version
    union all
    select kind, row_key, batch_id, true from removal
),
ordered as (
    select
        *,
        lead(batch_id) over of_row as next_batch_id,
        coalesce(lag(not is_removal) over of_row, false) as was_there
    from step
    window of_row as (partition by kind, row_key order by batch_id, is_removal)
),
placed as (
    select
        *,
        next_batch_id is null as is_last,
        not is_removal and exists (
            select 1 from repetition as again
            where again.kind = ordered.kind and again.row_key = ordered.row_key
                and again.batch_id > ordered.batch_id
                and again.batch_id < coalesce(ordered.next_batch_id, 2147483647)
        ) as is_repeated
    from ordered
)
select
    batch_id, kind,
    (count(*) filter (is_last and not is_repeated and not is_removal and not was_there))::int as n_removed,
    (count(*) filter (is_last and not is_repeated and was_there))::int as n_restored,
    (count(*) filter (is_last and is_repeated))::int as n_kept
from placed
group by all
order by batch_id, kind
