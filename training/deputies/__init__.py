"""Deputies: who sees and reminds in a manager's place, and when."""
