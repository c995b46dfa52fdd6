"""What nobody has been asked about: rules by groups of people and by incidents."""
