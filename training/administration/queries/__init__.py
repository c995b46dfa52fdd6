"""Reads of administration."""

from training.administration.queries.slots import list_slots

__all__ = ["list_slots"]
