"""Declarations in XML, which no office file needs and by which its parsers are attacked. Standard library only."""

import re
from typing import Final

#: As UTF-8 and everything like it writes them, and as UTF-16 does, in either order of its bytes.
_DECLARATION: Final = re.compile(
    rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00[DE]\x00|\x00<\x00!\x00[DE]", re.IGNORECASE
)


def declares(xml: bytes) -> bool:
    """Whether a document type or an entity is declared in this piece of a part, wherever it stands."""
    return _DECLARATION.search(xml) is not None
