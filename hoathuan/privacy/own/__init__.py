"""A person's own data, as a file for herself."""
