-- Version 6: names of candidates in one Unicode form (NFC), so that two spellings of a name are one candidate.

-- The key of a row is a JSON list that begins with the name.
create temp macro name_of(row_key) as regexp_extract(row_key, '^\["([^"\\]|\\.)*"');
create temp macro nfc_key(row_key) as
    nfc_normalize(name_of(row_key)) || substr(row_key, length(name_of(row_key)) + 1);

-- Of two rows that become one, that with the other spelling goes.
delete from practice_exams as other
where row_key <> nfc_key(row_key)
    and exists (select 1 from practice_exams as one where one.row_key = nfc_key(other.row_key) and one.batch_id = other.batch_id);
update practice_exams set row_key = nfc_key(row_key), candidate_id = nfc_normalize(candidate_id)
where row_key <> nfc_key(row_key);

delete from item_responses as other
where row_key <> nfc_key(row_key)
    and exists (select 1 from item_responses as one where one.row_key = nfc_key(other.row_key) and one.batch_id = other.batch_id);
update item_responses set row_key = nfc_key(row_key), candidate_id = nfc_normalize(candidate_id)
where row_key <> nfc_key(row_key);

delete from study_sessions as other
where row_key <> nfc_key(row_key)
    and exists (select 1 from study_sessions as one where one.row_key = nfc_key(other.row_key) and one.batch_id = other.batch_id);
update study_sessions set row_key = nfc_key(row_key), candidate_id = nfc_normalize(candidate_id)
where row_key <> nfc_key(row_key);

delete from self_ratings as other
where row_key <> nfc_key(row_key)
    and exists (select 1 from self_ratings as one where one.row_key = nfc_key(other.row_key) and one.batch_id = other.batch_id);
update self_ratings set row_key = nfc_key(row_key), candidate_id = nfc_normalize(candidate_id)
where row_key <> nfc_key(row_key);

delete from exam_outcomes as other
where row_key <> nfc_key(row_key)
    and exists (select 1 from exam_outcomes as one where one.row_key = nfc_key(other.row_key) and one.batch_id = other.batch_id);
update exam_outcomes set row_key = nfc_key(row_key), candidate_id = nfc_normalize(candidate_id)
where row_key <> nfc_key(row_key);

delete from check_ins as other
where row_key <> nfc_key(row_key)
    and exists (select 1 from check_ins as one where one.row_key = nfc_key(other.row_key) and one.batch_id = other.batch_id);
update check_ins set row_key = nfc_key(row_key), candidate_id = nfc_normalize(candidate_id)
where row_key <> nfc_key(row_key);

delete from study_plan as other
where row_key <> nfc_key(row_key)
    and exists (select 1 from study_plan as one where one.row_key = nfc_key(other.row_key) and one.batch_id = other.batch_id);
update study_plan set row_key = nfc_key(row_key), candidate_id = nfc_normalize(candidate_id)
where row_key <> nfc_key(row_key);

delete from planned_sessions as other
where row_key <> nfc_key(row_key)
    and exists (select 1 from planned_sessions as one where one.row_key = nfc_key(other.row_key) and one.batch_id = other.batch_id);
update planned_sessions set row_key = nfc_key(row_key), candidate_id = nfc_normalize(candidate_id)
where row_key <> nfc_key(row_key);

delete from card_reviews as other
where row_key <> nfc_key(row_key)
    and exists (select 1 from card_reviews as one where one.row_key = nfc_key(other.row_key) and one.batch_id = other.batch_id);
update card_reviews set row_key = nfc_key(row_key), candidate_id = nfc_normalize(candidate_id)
where row_key <> nfc_key(row_key);

delete from removal as other
where row_key <> nfc_key(row_key) and exists (
    select 1 from removal as one
    where one.kind = other.kind and one.row_key = nfc_key(other.row_key) and one.batch_id = other.batch_id
);
update removal set row_key = nfc_key(row_key) where row_key <> nfc_key(row_key);

delete from repetition as other
where row_key <> nfc_key(row_key) and exists (
    select 1 from repetition as one
    where one.kind = other.kind and one.row_key = nfc_key(other.row_key) and one.batch_id = other.batch_id
);
update repetition set row_key = nfc_key(row_key) where row_key <> nfc_key(row_key);

delete from candidate as other
where candidate_id <> nfc_normalize(candidate_id) and exists (
    select 1 from candidate as one where one.candidate_id = nfc_normalize(other.candidate_id)
);
update candidate set candidate_id = nfc_normalize(candidate_id) where candidate_id <> nfc_normalize(candidate_id);

delete from draft as other
where candidate_id <> nfc_normalize(candidate_id) and exists (
    select 1 from draft as one where one.candidate_id = nfc_normalize(other.candidate_id) and one.name = other.name
);
update draft set candidate_id = nfc_normalize(candidate_id) where candidate_id <> nfc_normalize(candidate_id);

delete from forecast as other
where candidate_id <> nfc_normalize(candidate_id) and exists (
    select 1 from forecast as one where one.candidate_id = nfc_normalize(other.candidate_id) and one.exam_code = other.exam_code and one.practice_exam_id = other.practice_exam_id and one.made_at_utc = other.made_at_utc
);
update forecast set candidate_id = nfc_normalize(candidate_id) where candidate_id <> nfc_normalize(candidate_id);

drop macro temp.nfc_key;
drop macro temp.name_of;
