-- One row per response to an item with an id, up to a day; $candidate_ids null means all candidates.
select
    candidate_id, practice_exam_id, coalesce(provider, '') as provider, coalesce(form, '') as form,
    domain_id, item_id, is_correct::double as is_correct,
    (row_number() over (
        partition by candidate_id, provider, item_id order by day, taken_utc, practice_exam_id, position
    ) > 1)::double as seen_share
from current_item_responses
where exam_code = $exam_code and day <= $as_of and item_id is not null
  and ($candidate_ids::varchar[] is null or list_contains($candidate_ids, candidate_id))
order by candidate_id, day, taken_utc, practice_exam_id, position
