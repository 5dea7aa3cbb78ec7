"""A province at work, visibly fictional: every name begins with "Mẫu", "Thử" or "Ví", every phone with 000."""
