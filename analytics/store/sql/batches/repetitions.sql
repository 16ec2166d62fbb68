-- One row per key of the compared rows of which this batch has no row of its own: the last one was not added, since
-- it equals the stored one of another batch, and so this batch contains it too.
insert or ignore into repetition
select $kind, row_key, $batch_id from compared
anti join {table} as own on own.row_key = compared.row_key and own.batch_id = $batch_id
where ordinal = last_ordinal
