"""Pay of mediators and support of teams: claims, evidence, decisions, payments, to the last đồng."""
