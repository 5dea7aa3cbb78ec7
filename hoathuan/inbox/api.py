"""The door of inbox: dues, notices and directions for other contexts."""
