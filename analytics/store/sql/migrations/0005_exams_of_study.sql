-- Version 5: the exam of a study session and of a self-rating; without one they count for all exams.

alter table study_sessions add column exam_code varchar;
alter table self_ratings add column exam_code varchar;

-- The exam is part of the key of a self-rating.
update self_ratings set row_key = left(row_key, -1) || ', null]';
update removal set row_key = left(row_key, -1) || ', null]' where kind = 'self_ratings';
update repetition set row_key = left(row_key, -1) || ', null]' where kind = 'self_ratings';

create or replace view current_study_sessions as
select version.*, day_of(version.taken_utc, version.taken_on, zone, day_starts_h) as day
from study_sessions as version left join candidate using (candidate_id)
where not exists (
    select 1 from removal
    where removal.kind = 'study_sessions' and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
)
qualify row_number() over (partition by row_key order by batch_id desc) = 1;

create or replace view current_self_ratings as
select * from self_ratings as version
where not exists (
    select 1 from removal
    where removal.kind = 'self_ratings' and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
)
qualify row_number() over (partition by row_key order by batch_id desc) = 1;

create or replace view current_row as
select 'practice_exams' as kind, candidate_id, exam_code, day from current_practice_exams
union all
select 'item_responses', candidate_id, exam_code, day from current_item_responses
union all
select 'study_sessions', candidate_id, exam_code, day from current_study_sessions
union all
select 'self_ratings', candidate_id, exam_code, rated_on from current_self_ratings
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
