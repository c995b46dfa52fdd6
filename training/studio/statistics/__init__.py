"""What finished first attempts say about a quiz and its questions, for authors; never about a person."""
