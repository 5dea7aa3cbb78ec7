"""Word files as templates: looked at, filled and drawn up in processes of their own."""
