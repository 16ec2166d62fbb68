-- Rows of the given candidates; $candidate_ids null means all.
($candidate_ids::varchar[] is null or list_contains($candidate_ids::varchar[], candidate_id))
