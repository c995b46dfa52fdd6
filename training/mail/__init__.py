"""Mails: one function each, and their delivery."""
