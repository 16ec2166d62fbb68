-- One row per candidate with a profile, with or without other rows.
select candidate_id, zone, day_starts_h
from candidate
order by candidate_id
