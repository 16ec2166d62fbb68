-- One row per key of the compared rows without a row in this batch: the key's last row was not added, since it equals
-- the stored row of another batch, so this batch contains that row too.
insert or ignore into repetition
select $kind, row_key, $batch_id from compared
anti join {table} as own on own.row_key = compared.row_key and own.batch_id = $batch_id
where ordinal = last_ordinal
