"""Verbs of support: one function each, in one transaction, the right asked again."""
