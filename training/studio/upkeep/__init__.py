"""What in the bank has aged: ended citations, translations older than their source, what nobody read for a year."""
