"""The home page of every seat: what must I do, what is reached, where is it stuck."""
