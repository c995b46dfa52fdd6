"""Reminders that chase, so that nobody has to."""
