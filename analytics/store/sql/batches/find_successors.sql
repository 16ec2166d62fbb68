-- One row per row of a batch that a later batch contains too: the batch that gets it.
create or replace temp table successor as
select version.row_key, min(repeated.batch_id) as successor_id
from {table} as version
join repetition as repeated on repeated.kind = $kind and repeated.row_key = version.row_key
where version.batch_id = $batch_id and repeated.batch_id > $batch_id
    and not exists (
        select 1 from {table} as later
        where later.row_key = version.row_key
            and later.batch_id > $batch_id and later.batch_id <= repeated.batch_id
    )
group by version.row_key
