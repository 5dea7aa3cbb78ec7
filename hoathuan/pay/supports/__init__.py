"""Support besides pay: a team's running costs by month; help after an accident, an illness or a death on duty."""
