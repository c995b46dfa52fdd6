"""Slips of paper for people without a mailbox: what a mail would have said, printed, and noted as handed out."""
