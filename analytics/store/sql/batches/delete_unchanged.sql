-- Deletes the rows of a batch that equal the versions before it.
delete from {table} where batch_id = $1 and row_key in (
    select row_key from (
        select row_key, {columns} from {table} where batch_id = $1
        intersect
        select row_key, {columns} from {table} where batch_id < $1
        qualify row_number() over (partition by row_key order by batch_id desc) = 1
    )
)
