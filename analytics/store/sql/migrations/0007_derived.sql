-- Version 7: texts worked out from the rows, so that another process finds them. Any change of the file deletes them.

create table derived (kind varchar not null, name varchar not null, content varchar not null);
