"""The style guide: every component with made-up words, served with DEBUG only."""
