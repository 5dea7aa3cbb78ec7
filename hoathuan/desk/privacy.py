"""What home pages keep about people: that a mediator printed her own record."""

from django.utils.translation import gettext_lazy as _

from hoathuan.privacy.api import Section, Subject, Table, register, register_collector

from .models import ServiceProof


def register_all() -> None:
    register(
        Table(
            model="desk.ServiceProof",
            label=_("Bản ghi quá trình làm hòa giải viên"),
            fields=("person",),
            about=_("Hòa giải viên đã in"),
            purpose=_("Người nhận bản in hỏi được mã có thật không"),
            basis=_("Hòa giải viên tự in quá trình của mình"),
            readers=_("Không ai; người có mã chỉ biết ngày in và tên xã"),
            key="teams.mediators",
        )
    )
    register_collector("desk", printed)


def printed(subject: Subject) -> list[Section]:
    """The days on which a person printed her record."""
    if subject.person is None:
        return []
    proofs = ServiceProof.objects.filter(person=subject.person).select_related("team").order_by("id")
    columns = (_("Ngày in"), _("Tổ hòa giải"))
    rows = [(proof.made_on, proof.team.name) for proof in proofs]
    return [Section("desk.proofs", _("Bản ghi quá trình đã in"), columns, rows)]
