"""The door of norms: values on a day, due days, competent bodies."""
