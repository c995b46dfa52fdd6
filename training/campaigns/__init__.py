"""Assigning releases to people, with dates."""
