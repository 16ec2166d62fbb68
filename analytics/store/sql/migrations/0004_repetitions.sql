-- Version 4: which imports contain a row that another one added, so that undoing that one leaves the row.

create table repetition (
    kind varchar not null, row_key varchar not null, batch_id integer not null,
    primary key (kind, row_key, batch_id)
);
