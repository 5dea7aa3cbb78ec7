"""Dated values that the law or a province sets: amounts, deadlines, working days, competent bodies."""
