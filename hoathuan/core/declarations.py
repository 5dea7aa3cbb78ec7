"""Declarations in XML, which no office file needs and by which its parsers are attacked. Standard library only."""

import re
from typing import Final

#: As UTF-8 and everything like it writes them, and as UTF-16 does, in either order of its bytes.
_DECLARATION: Final = re.compile(
    rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00[DE]\x00|\x00<\x00!\x00[DE]", re.IGNORECASE
)
#: Another encoding could write the same in other bytes; office programs write none of these. UTF-32, EBCDIC, UTF-7 …
_HIDDEN: Final = re.compile(
    rb"<\x00\x00\x00|\x00\x00\x00<|Lo\xa7\x94"
    rb"|<\?xml[^>]{0,200}encoding\s*=\s*[\"'](?!utf-8|utf-16|us-ascii|iso-8859-|windows-125)",
    re.IGNORECASE,
)


def declares(xml: bytes) -> bool:
    """Whether a document type or an entity is, or could be, declared in this piece of a part, wherever it stands."""
    return _DECLARATION.search(xml) is not None or _HIDDEN.search(xml) is not None
