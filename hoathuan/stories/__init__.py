"""Disputes retold without names, for colleagues, looked at by a second person before they are shown."""
