"""What is due, whom it concerns, and how they are told."""
