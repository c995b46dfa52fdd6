"""Signing in, invitations, passwords, the agreement, language."""
