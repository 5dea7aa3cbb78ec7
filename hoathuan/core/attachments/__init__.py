"""Files that belong to a record: kept under the hash of their content, outside the web root."""
