-- Version 9: the exam day that the candidate has booked.

alter table study_plan add column booked_exam_on date;

create or replace view current_study_plan as
select version.*
from study_plan as version
anti join removal
    on removal.kind = 'study_plan' and removal.row_key = version.row_key and removal.batch_id >= version.batch_id
qualify row_number() over (partition by candidate_id, row_key order by batch_id desc) = 1;
