"""Forms of agreements: one act each."""
