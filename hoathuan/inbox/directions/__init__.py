"""Directions from above: numbered guidance letters, who acted on them, questions from below."""
