"""Letting personal data go: when its period is over, or when a person asks."""
