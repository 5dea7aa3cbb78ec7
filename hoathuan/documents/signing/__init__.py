"""Papers that are signed: made here with a certificate, and looked at when they come back."""
