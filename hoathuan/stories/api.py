"""The door of stories for other contexts."""
