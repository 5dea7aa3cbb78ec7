"""What is due: pulled from the contexts whenever it is asked for, never stored, so it is never stale."""
