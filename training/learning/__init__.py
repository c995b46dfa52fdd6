"""What employees do: my training, play, result, certificate."""
