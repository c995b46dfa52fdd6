"""People, teams, settings, outbox, ledger."""
