"""What every address and every protected table answers to every kind of person."""
