-- Version 1: candidates, batches, the canonical tables with all row versions, and views of the current rows.
--
-- A batch never changes rows of an earlier one: a row with the same key and other values is a new
-- version, and the view current_<table> has the newest. Undoing a batch deletes its rows.
-- A moment is an instant (taken_utc and its original offset) or a day (taken_on).

-- An assumed profile came with an import; nobody has set it.
create table candidate (
    candidate_id varchar primary key,
    zone varchar not null,
    day_starts_h integer not null check (day_starts_h between 0 and 23),
    is_assumed boolean not null
);

create table batch (
    batch_id integer primary key,
    made_at_utc timestamp not null,
    source varchar not null,
    n_imported integer not null,
    n_skipped integer not null,
    n_failed integer not null
);

create table blueprint (exam_code varchar primary key, toml varchar not null);

create table store_revision (revision bigint not null);
-- It starts at random, so that a cache does not take a new file in place of another for that one.
insert into store_revision values ((random() * 1e9)::bigint);

create table practice_exams (
    row_key varchar not null, batch_id integer not null,
    candidate_id varchar not null, practice_exam_id varchar not null,
    taken_utc timestamp, taken_on date, utc_offset_min smallint,
    exam_code varchar not null, provider varchar, form varchar, sitting integer,
    is_timed boolean, is_closed_book boolean, place varchar, duration_min double,
    domain_id varchar not null,
    n_items integer not null check (n_items > 0),
    n_correct integer not null check (n_correct between 0 and n_items),
    n_seen_before integer check (n_seen_before between 0 and n_items),
    n_correct_seen_before integer check (n_correct_seen_before between 0 and n_seen_before),
    check (n_correct_seen_before <= n_correct),
    check ((taken_utc is null) <> (taken_on is null)),
    primary key (row_key, batch_id)
);

create table item_responses (
    row_key varchar not null, batch_id integer not null,
    candidate_id varchar not null, practice_exam_id varchar not null, response_key varchar not null,
    taken_utc timestamp, taken_on date, utc_offset_min smallint,
    exam_code varchar not null, provider varchar, form varchar, sitting integer,
    is_timed boolean, is_closed_book boolean, position integer, item_id varchar,
    domain_id varchar not null, task_id varchar, services varchar,
    is_correct boolean not null, response_time_s double,
    is_flagged boolean, is_revisited boolean, confidence varchar, error_cause varchar,
    chosen varchar, correct_answer varchar,
    check ((taken_utc is null) <> (taken_on is null)),
    primary key (row_key, batch_id)
);

create table study_sessions (
    row_key varchar not null, batch_id integer not null,
    candidate_id varchar not null, session_key varchar not null,
    taken_utc timestamp, taken_on date, utc_offset_min smallint,
    time_on_task_min double not null check (time_on_task_min > 0),
    activity varchar not null, domain_id varchar, task_id varchar, resource varchar,
    is_new_material boolean, lab_kind varchar, n_errors_met integer, cost double, currency varchar, note varchar,
    check ((taken_utc is null) <> (taken_on is null)),
    primary key (row_key, batch_id)
);

create table self_ratings (
    row_key varchar not null, batch_id integer not null,
    candidate_id varchar not null, rated_on date not null, domain_id varchar not null, task_id varchar,
    rating integer not null check (rating between 1 and 5), note varchar,
    primary key (row_key, batch_id)
);

create table exam_outcomes (
    row_key varchar not null, batch_id integer not null,
    candidate_id varchar not null, taken_on date not null, exam_code varchar not null,
    scaled_score double, is_passed boolean not null, domain_id varchar, classification varchar,
    primary key (row_key, batch_id)
);

create table check_ins (
    row_key varchar not null, batch_id integer not null,
    candidate_id varchar not null, "on" date not null,
    sleep_h double, exercise_min double, evening_screen_min double, note varchar,
    primary key (row_key, batch_id)
);

create table study_plan (
    row_key varchar not null, batch_id integer not null,
    candidate_id varchar not null, exam_code varchar not null, starts_on date not null, exam_on date,
    hours_per_week_low double not null, hours_per_week_high double not null,
    audit_weeks integer not null, review_weekday varchar, first_practice_exam_week integer,
    lab_budget double, activity_share varchar, weeks varchar,
    primary key (row_key, batch_id)
);

-- The day of a moment, by the candidate's zone and the hour at which their day begins.
create macro day_of(taken_utc, taken_on, zone, day_starts_h) as
    coalesce(
        taken_on,
        (timezone(coalesce(zone, 'UTC'), timezone('UTC', taken_utc)) - to_hours(coalesce(day_starts_h, 0)))::date
    );

create view current_practice_exams as
select version.*, day_of(version.taken_utc, version.taken_on, zone, day_starts_h) as day
from practice_exams as version left join candidate using (candidate_id)
qualify row_number() over (partition by row_key order by batch_id desc) = 1;

create view current_item_responses as
select version.*, day_of(version.taken_utc, version.taken_on, zone, day_starts_h) as day
from item_responses as version left join candidate using (candidate_id)
qualify row_number() over (partition by row_key order by batch_id desc) = 1;

create view current_study_sessions as
select version.*, day_of(version.taken_utc, version.taken_on, zone, day_starts_h) as day
from study_sessions as version left join candidate using (candidate_id)
qualify row_number() over (partition by row_key order by batch_id desc) = 1;

create view current_self_ratings as
select * from self_ratings qualify row_number() over (partition by row_key order by batch_id desc) = 1;

create view current_exam_outcomes as
select * from exam_outcomes qualify row_number() over (partition by row_key order by batch_id desc) = 1;

create view current_check_ins as
select * from check_ins qualify row_number() over (partition by row_key order by batch_id desc) = 1;

create view current_study_plan as
select * from study_plan qualify row_number() over (partition by row_key order by batch_id desc) = 1;
