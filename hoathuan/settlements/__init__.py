"""What the parties agreed: the written agreement, each obligation until it is kept, the court's recognition."""
