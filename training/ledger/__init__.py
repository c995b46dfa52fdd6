"""The chain of seals over the ledger: made by the worker, checked by anybody who has a head from elsewhere."""
