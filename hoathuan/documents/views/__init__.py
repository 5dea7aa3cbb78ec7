"""Pages of papers, templates and registers."""
