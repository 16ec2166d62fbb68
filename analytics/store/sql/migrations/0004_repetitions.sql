-- Version 4: which imports brought a row again that was there already, so that undoing one leaves what another holds.

create table repetition (
    kind varchar not null, row_key varchar not null, batch_id integer not null,
    primary key (kind, row_key, batch_id)
);
