"""Identity and bank numbers: encrypted, masked, opened with a reason."""
