"""What can be done to teams and mediators: one function per verb."""
