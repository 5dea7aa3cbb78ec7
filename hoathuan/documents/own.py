"""Papers that name a person: listed in the file that she asks for; her drafts go when her name goes."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.actor import SYSTEM
from hoathuan.accounts.models import Person, Seat
from hoathuan.privacy.api import Section, Subject, mentions_of

from .choices import SIGNER_KINDS, PaperState
from .errors import PaperRefused
from .fields import Data
from .kinds import all_kinds
from .models import Paper
from .services.drafting import discard_draft

#: Papers that go into a file; who signs has more, and gets older ones on request.
MOST = 2000
_DRAFT = Q(state=PaperState.DRAFT)


def named(subject: Subject) -> list[Section]:
    """The issued papers that name a person, by number alone: what else they say is about others."""
    if subject.person is None:
        return []
    labels = {kind.key: kind.label for kind in all_kinds()}
    rows = [
        (one.code, one.issued_on, labels.get(one.kind, ""), one.body.name, one.get_state_display())
        for one in islice(issued_naming(subject.person), MOST)
    ]
    columns = (_("Số, ký hiệu"), _("Ngày ban hành"), _("Loại"), _("Cơ quan ban hành"), _("Trạng thái"))
    return [Section("documents.papers", _("Văn bản có tên"), columns, rows)]


def issued_naming(person: Person) -> Iterator[Paper]:
    return _naming(person, ~_DRAFT)


def forget_drafts(person: Person) -> None:
    """Thrown away as by their officer, who may draft anew; one that is issued meanwhile is a record."""
    for paper in list(_naming(person, _DRAFT)):
        with suppress(PaperRefused):
            discard_draft(paper=paper, actor=SYSTEM)


def _naming(person: Person, which: Q) -> Iterator[Paper]:
    """Papers about her records in which her name stands, and those that she signed; newest first.

    A team has papers of before her time, and a place has people of one name: so both are asked.
    """
    signs_in = set(
        Seat.objects.filter(person=person, kind__in=SIGNER_KINDS).values_list("unit_id", flat=True)
    )
    near = Q(unit_id__in=signs_in, signer=person.full_name)
    for label, key in mentions_of(person):
        near |= Q(subject_type=label, subject_id=key)
    papers = Paper.objects.filter(which, near).select_related("body").order_by("-issued_on", "-id")
    for paper in papers.iterator(chunk_size=500):
        signed = paper.signer == person.full_name and paper.unit_id in signs_in
        if signed or person.full_name in _words(paper.data):
            yield paper


def _words(data: Data) -> Iterator[str]:
    """Every value, those of rows too."""
    for value in data.values():
        if isinstance(value, str):
            yield value
        else:
            yield from (word for row in value for word in row.values())
