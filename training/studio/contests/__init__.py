"""What people say against questions, and what authors decide."""
