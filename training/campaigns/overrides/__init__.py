"""Individual treatment of one person in a campaign: always with a reason, and always shown apart."""
