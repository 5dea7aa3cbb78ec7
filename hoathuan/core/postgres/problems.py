"""What can go wrong with the database server, told to the person who runs it."""


class PostgresProblem(RuntimeError):
    """The server cannot be had; the message says why and what to do."""
