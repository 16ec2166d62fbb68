-- One row per candidate with a profile, be there rows of theirs or not.
select candidate_id, zone, day_starts_h
from candidate
order by candidate_id
