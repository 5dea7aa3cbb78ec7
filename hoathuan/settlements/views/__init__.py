"""Pages of agreements: one act each, for a phone first."""
