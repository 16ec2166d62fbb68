-- Version 3: forecasts of practice exams, kept as they were made before the result was in the file.
--
-- They belong to no batch: what was said stays said. One whose practice exam is no longer there is not shown.

create table forecast (
    candidate_id varchar not null, exam_code varchar not null, practice_exam_id varchar not null,
    made_at_utc timestamp not null, model_version varchar not null,
    day date not null, provider varchar not null,
    n_items integer not null check (n_items > 0),
    -- The chance of each whole number of right answers, 0 to n_items.
    probabilities double[] not null check (len(probabilities) = n_items + 1),
    primary key (candidate_id, exam_code, practice_exam_id, made_at_utc)
);
