"""What a unit may spend in a year: lines, estimates, allocations, commitments, spending, what remains."""
