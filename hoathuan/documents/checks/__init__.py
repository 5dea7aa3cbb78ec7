"""Codes on papers by which anybody can ask whether a paper was issued and still holds."""
