"""What this context knows about the layers below it, which cannot tell it themselves; and about itself."""

from . import tables

tables.register_all()
