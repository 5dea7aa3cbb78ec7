"""Which days are worked, and how deadlines are counted over them."""
