"""What people fill in: the short form, the steps, the filters, the grid."""
