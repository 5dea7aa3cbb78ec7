"""What documents tells the layers below: its place in the navigation, what its tables know, who reads its files."""

from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import Actor
from hoathuan.core.attachments import readers
from hoathuan.core.ui import nav

from . import letters, privacy, rights


def _daily(actor: Actor) -> bool:
    """A commune writes few papers, and those it has to sign stand among what is due: it finds them at the foot."""
    return rights.READERS(actor) and actor.commune_id is None


nav.register(nav.NavItem("papers", _("Văn bản"), "documents:papers", 55, _daily))
nav.register_foot(nav.NavItem("papers", _("Văn bản"), "documents:papers", 19, rights.READERS))
readers.register("documents.Paper", rights.papers_seen)
readers.register("documents.TemplateVersion", rights.versions_seen)
readers.register("signing.Returned", rights.copies_seen)
letters.register_all()
privacy.register_all()
