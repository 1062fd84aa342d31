"""What the organisation has settled about its records: who may do what, and how long they stay."""
