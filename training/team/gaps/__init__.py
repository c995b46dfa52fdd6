"""What a team would get wrong, told of groups of at least five people and of nobody else."""
