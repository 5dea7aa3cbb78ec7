"""The automatic check: what in a text tells who, where or when. Pure, without the database.

`find(text, Wanted(names, places))` gives the places in the text, `parts(text, hits)` cuts it up for showing,
`rounded(text)` rounds its amounts. A second person reads every story all the same.
"""

from .checking import Hit, Part, blocking, find, parts
from .rounding import rounded
from .words import Wanted

__all__ = ["Hit", "Part", "Wanted", "blocking", "find", "parts", "rounded"]
