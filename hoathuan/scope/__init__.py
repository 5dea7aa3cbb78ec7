"""May this matter be mediated? Questions in plain words, each with its clause, as data with a date."""
