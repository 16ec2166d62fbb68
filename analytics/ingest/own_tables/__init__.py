"""Any table of the candidate's own, converted to a canonical one by its mapping."""
