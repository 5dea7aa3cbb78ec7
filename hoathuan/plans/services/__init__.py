"""The verbs of plans: one function each, one transaction, the right re-checked, a line in the audit trail."""
