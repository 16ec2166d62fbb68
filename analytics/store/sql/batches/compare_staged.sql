-- One row per staged row: whether it equals the last one of its key and the stored one, and whether it is added.
-- Of the rows that equal the last one, the first is added.
create or replace temp table compared as
with final as (select row_key, max(ordinal) as last_ordinal, count(*) as n from staged group by row_key),
repeated as (
    select staged.ordinal, staged.row_key, {same_as_last} as equals_last
    from staged join final using (row_key) join staged as last on last.ordinal = last_ordinal
    where n > 1
),
first as (select row_key, min(ordinal) as first_ordinal from repeated where equals_last group by row_key)
select
    staged.ordinal, staged.row_key, last_ordinal,
    coalesce(equals_last, true) as equals_last,
    stored.row_key is not null as is_stored,
    stored.row_key is not null and {same_as_stored} as equals_stored,
    not equals_stored and coalesce(staged.ordinal = first_ordinal, n = 1) as is_added
from staged
join final using (row_key)
left join repeated on repeated.ordinal = staged.ordinal
left join first on first.row_key = staged.row_key
left join current_{table} as stored on stored.row_key = staged.row_key
