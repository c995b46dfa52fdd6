"""What would break the rules of the counts of completion."""

BREAKING_COMPLETION = {
    "ck_completion_count_of_some": "UPDATE completion_count SET number = 0",
    "ck_completion_count_settled_by": "UPDATE completion_count SET settled_by = 'kindness'",
    "ck_completion_count_status": "UPDATE completion_count SET status = 'nearly'",
    "ck_completion_passes_not_negative": "UPDATE completion_passes SET number = -1",
    "ck_completion_people_of_some": "UPDATE completion_people SET number = 0",
}
