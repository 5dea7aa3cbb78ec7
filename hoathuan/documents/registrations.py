"""What documents tells the layers below: its place in the navigation, what its tables know, who reads its files."""

from django.utils.translation import gettext_lazy as _

from hoathuan.core.attachments import readers
from hoathuan.core.ui import nav

from . import letters, privacy, rights

nav.register(nav.NavItem("papers", _("Văn bản"), "documents:papers", 55, rights.READERS))
readers.register("documents.Paper", rights.papers_seen)
readers.register("documents.TemplateVersion", rights.versions_seen)
readers.register("signing.Returned", rights.copies_seen)
letters.register_all()
privacy.register_all()
