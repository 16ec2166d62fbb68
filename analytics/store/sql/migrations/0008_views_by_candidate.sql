-- Version 8: the same current rows, found faster: a candidate's rows are looked for before their versions are compared,
-- since a key belongs to one candidate, and removals are left out by a plain join.

create or replace view current_practice_exams as
select version.*, day_of(version.taken_utc, version.taken_on, zone, day_starts_h) as day
from practice_exams as version
anti join removal
    on removal.kind = 'practice_exams' and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
left join candidate using (candidate_id)
qualify row_number() over (partition by version.candidate_id, row_key order by batch_id desc) = 1;

create or replace view current_item_responses as
select version.*, day_of(version.taken_utc, version.taken_on, zone, day_starts_h) as day
from item_responses as version
anti join removal
    on removal.kind = 'item_responses' and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
left join candidate using (candidate_id)
qualify row_number() over (partition by version.candidate_id, row_key order by batch_id desc) = 1;

create or replace view current_study_sessions as
select version.*, day_of(version.taken_utc, version.taken_on, zone, day_starts_h) as day
from study_sessions as version
anti join removal
    on removal.kind = 'study_sessions' and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
left join candidate using (candidate_id)
qualify row_number() over (partition by version.candidate_id, row_key order by batch_id desc) = 1;

create or replace view current_planned_sessions as
select version.*, day_of(version.taken_utc, version.taken_on, zone, day_starts_h) as day
from planned_sessions as version
anti join removal
    on removal.kind = 'planned_sessions' and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
left join candidate using (candidate_id)
qualify row_number() over (partition by version.candidate_id, row_key order by batch_id desc) = 1;

create or replace view current_card_reviews as
select version.*, day_of(version.taken_utc, version.taken_on, zone, day_starts_h) as day
from card_reviews as version
anti join removal
    on removal.kind = 'card_reviews' and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
left join candidate using (candidate_id)
qualify row_number() over (partition by version.candidate_id, row_key order by batch_id desc) = 1;

create or replace view current_self_ratings as
select version.*
from self_ratings as version
anti join removal
    on removal.kind = 'self_ratings' and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
qualify row_number() over (partition by candidate_id, row_key order by batch_id desc) = 1;

create or replace view current_exam_outcomes as
select version.*
from exam_outcomes as version
anti join removal
    on removal.kind = 'exam_outcomes' and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
qualify row_number() over (partition by candidate_id, row_key order by batch_id desc) = 1;

create or replace view current_check_ins as
select version.*
from check_ins as version
anti join removal
    on removal.kind = 'check_ins' and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
qualify row_number() over (partition by candidate_id, row_key order by batch_id desc) = 1;

create or replace view current_study_plan as
select version.*
from study_plan as version
anti join removal
    on removal.kind = 'study_plan' and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
qualify row_number() over (partition by candidate_id, row_key order by batch_id desc) = 1;
