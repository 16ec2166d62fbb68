-- Version 2: removals, planned sessions, card reviews, saved mappings, drafts, and more columns of the plan.
--
-- A removed row stays in its table; the removal belongs to a batch and hides the earlier versions.

alter table study_sessions add column source_id varchar;
alter table study_plan add column rest_weekdays varchar;
alter table study_plan add column minutes_per_item double;
alter table study_plan add column last_practice_exam_days integer;
alter table batch add column n_removed integer default 0;
-- The number of an undone import is not used again.
alter table store_revision add column last_batch_id integer default 0;

create table removal (
    kind varchar not null, row_key varchar not null, batch_id integer not null,
    primary key (kind, row_key, batch_id)
);

-- The answers about files of another program, by the fingerprint of the header.
create table mapping (fingerprint varchar primary key, format varchar not null, toml varchar not null);

create table planned_sessions (
    row_key varchar not null, batch_id integer not null,
    candidate_id varchar not null, planned_key varchar not null,
    taken_utc timestamp, taken_on date, utc_offset_min smallint,
    duration_min double not null check (duration_min > 0),
    activity varchar not null, domain_id varchar, task_id varchar, title varchar, source_id varchar,
    check ((taken_utc is null) <> (taken_on is null)),
    primary key (row_key, batch_id)
);

create table card_reviews (
    row_key varchar not null, batch_id integer not null,
    candidate_id varchar not null, review_id varchar not null,
    taken_utc timestamp, taken_on date, utc_offset_min smallint,
    rating integer not null check (rating between 1 and 4),
    response_time_s double, deck varchar, domain_id varchar, task_id varchar,
    check ((taken_utc is null) <> (taken_on is null)),
    primary key (row_key, batch_id)
);

create or replace view current_practice_exams as
select version.*, day_of(version.taken_utc, version.taken_on, zone, day_starts_h) as day
from practice_exams as version left join candidate using (candidate_id)
where not exists (
    select 1 from removal
    where removal.kind = 'practice_exams' and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
)
qualify row_number() over (partition by row_key order by batch_id desc) = 1;

create or replace view current_item_responses as
select version.*, day_of(version.taken_utc, version.taken_on, zone, day_starts_h) as day
from item_responses as version left join candidate using (candidate_id)
where not exists (
    select 1 from removal
    where removal.kind = 'item_responses' and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
)
qualify row_number() over (partition by row_key order by batch_id desc) = 1;

create or replace view current_study_sessions as
select version.*, day_of(version.taken_utc, version.taken_on, zone, day_starts_h) as day
from study_sessions as version left join candidate using (candidate_id)
where not exists (
    select 1 from removal
    where removal.kind = 'study_sessions' and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
)
qualify row_number() over (partition by row_key order by batch_id desc) = 1;

create or replace view current_planned_sessions as
select version.*, day_of(version.taken_utc, version.taken_on, zone, day_starts_h) as day
from planned_sessions as version left join candidate using (candidate_id)
where not exists (
    select 1 from removal
    where
        removal.kind = 'planned_sessions'
        and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
)
qualify row_number() over (partition by row_key order by batch_id desc) = 1;

create or replace view current_card_reviews as
select version.*, day_of(version.taken_utc, version.taken_on, zone, day_starts_h) as day
from card_reviews as version left join candidate using (candidate_id)
where not exists (
    select 1 from removal
    where removal.kind = 'card_reviews' and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
)
qualify row_number() over (partition by row_key order by batch_id desc) = 1;

create or replace view current_self_ratings as
select * from self_ratings as version
where not exists (
    select 1 from removal
    where removal.kind = 'self_ratings' and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
)
qualify row_number() over (partition by row_key order by batch_id desc) = 1;

create or replace view current_exam_outcomes as
select * from exam_outcomes as version
where not exists (
    select 1 from removal
    where removal.kind = 'exam_outcomes' and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
)
qualify row_number() over (partition by row_key order by batch_id desc) = 1;

create or replace view current_check_ins as
select * from check_ins as version
where not exists (
    select 1 from removal
    where removal.kind = 'check_ins' and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
)
qualify row_number() over (partition by row_key order by batch_id desc) = 1;

create or replace view current_study_plan as
select * from study_plan as version
where not exists (
    select 1 from removal
    where removal.kind = 'study_plan' and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
)
qualify row_number() over (partition by row_key order by batch_id desc) = 1;

-- The common columns of all record tables: every version, and the current rows with their exam and day.
create view row_version as
select 'practice_exams' as kind, row_key, batch_id, candidate_id from practice_exams
union all
select 'item_responses', row_key, batch_id, candidate_id from item_responses
union all
select 'study_sessions', row_key, batch_id, candidate_id from study_sessions
union all
select 'self_ratings', row_key, batch_id, candidate_id from self_ratings
union all
select 'exam_outcomes', row_key, batch_id, candidate_id from exam_outcomes
union all
select 'check_ins', row_key, batch_id, candidate_id from check_ins
union all
select 'study_plan', row_key, batch_id, candidate_id from study_plan
union all
select 'planned_sessions', row_key, batch_id, candidate_id from planned_sessions
union all
select 'card_reviews', row_key, batch_id, candidate_id from card_reviews;

create view current_row as
select 'practice_exams' as kind, candidate_id, exam_code, day from current_practice_exams
union all
select 'item_responses', candidate_id, exam_code, day from current_item_responses
union all
select 'study_sessions', candidate_id, null, day from current_study_sessions
union all
select 'self_ratings', candidate_id, null, rated_on from current_self_ratings
union all
select 'exam_outcomes', candidate_id, exam_code, taken_on from current_exam_outcomes
union all
select 'check_ins', candidate_id, null, "on" from current_check_ins
union all
select 'study_plan', candidate_id, exam_code, starts_on from current_study_plan
union all
select 'planned_sessions', candidate_id, null, day from current_planned_sessions
union all
select 'card_reviews', candidate_id, null, day from current_card_reviews;

-- Unfinished entries, such as a running timer.
create table draft (
    candidate_id varchar not null, name varchar not null, value varchar not null,
    primary key (candidate_id, name)
);
