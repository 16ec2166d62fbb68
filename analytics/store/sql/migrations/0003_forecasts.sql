-- Version 3: forecasts of practice exams from before their result was stored.
--
-- They belong to no batch and are never changed. One without its practice exam is not shown.

create table forecast (
    candidate_id varchar not null, exam_code varchar not null, practice_exam_id varchar not null,
    made_at_utc timestamp not null, model_version varchar not null,
    day date not null, provider varchar not null,
    n_items integer not null check (n_items > 0),
    -- The probability of each number of correct answers, 0 to n_items.
    probabilities double[] not null check (len(probabilities) = n_items + 1),
    primary key (candidate_id, exam_code, practice_exam_id, made_at_utc)
);
