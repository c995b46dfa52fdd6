"""Leavers: pseudonymised when the organisation no longer needs their names."""
