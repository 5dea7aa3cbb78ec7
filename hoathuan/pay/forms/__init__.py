"""Forms of pay."""
