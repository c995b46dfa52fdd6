"""Keeping an installation alive: is the database the right one, backing up, restoring."""
