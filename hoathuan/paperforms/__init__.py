"""Forms on paper with a square code, and their photographs as drafts that a person types in."""
