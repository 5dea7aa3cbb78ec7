"""What privacy itself keeps about people."""

from django.utils.translation import gettext_lazy as _

from hoathuan.privacy.registry import Table, register

_PAID = _("Hòa giải viên")
_PAYERS = _("Công chức tư pháp xã và kế toán của xã; bốn số cuối, xem đủ phải ghi lý do")


def register_all() -> None:
    register(*_numbers(), *_acts())


def _numbers() -> list[Table]:
    return [
        Table(
            model="privacy.IdentityPaper",
            label=_("Số căn cước (mã hóa)"),
            fields=("person", "cipher", "digest", "kind", "written_by_seat"),
            about=_PAID,
            purpose=_("Lập danh sách đề nghị công nhận, danh sách chi trả"),
            basis=_("Luật Hòa giải ở cơ sở 2013, Điều 9: quyền của hòa giải viên"),
            readers=_PAYERS,
            key="privacy.numbers",
        ),
        Table(
            model="privacy.BankAccount",
            label=_("Tài khoản ngân hàng (mã hóa)"),
            fields=("person", "cipher", "digest", "bank", "written_by_seat"),
            about=_PAID,
            purpose=_("Trả thù lao không dùng tiền mặt"),
            basis=_("Luật Hòa giải ở cơ sở 2013, Điều 9: quyền của hòa giải viên"),
            readers=_PAYERS,
            key="privacy.numbers",
        ),
    ]


def _acts() -> list[Table]:
    keeper = _("Người quản trị")
    return [
        Table(
            model="privacy.OwnFile",
            label=_("Tệp dữ liệu của chính mình"),
            fields=("user",),
            about=_("Người đã yêu cầu"),
            purpose=_("Trao cho người đó mọi điều hệ thống giữ về mình"),
            basis=_("Pháp luật về bảo vệ dữ liệu cá nhân: quyền được biết, được cung cấp"),
            readers=_("Chính người đó"),
            key="privacy.files",
        ),
        Table(
            model="privacy.Erasure",
            label=_("Lần xóa dữ liệu"),
            fields=("person", "reason", "asked_by", "asked_by_seat"),
            about=_("Người được xóa dữ liệu; người quyết định"),
            purpose=_("Chứng minh đã xóa gì, theo quyết định nào"),
            basis=_("Trách nhiệm giải trình của cơ quan ghi sổ"),
            readers=keeper,
            key="core.audit",
        ),
        Table(
            model="privacy.ErasureLine",
            label=_("Từng bảng của một lần xóa"),
            fields=("stays",),
            about=_("Người được xóa dữ liệu"),
            purpose=_("Chứng minh đã xóa gì, giữ lại gì, vì sao"),
            basis=_("Trách nhiệm giải trình của cơ quan ghi sổ"),
            readers=keeper,
            key="core.audit",
        ),
        Table(
            model="privacy.Retention",
            label=_("Thời hạn giữ dữ liệu"),
            fields=("recorded_by", "recorded_by_seat", "confirmed_by"),
            about=_("Người quản trị đã đặt thời hạn"),
            purpose=_("Biết ai đã đặt, ai đã đối chiếu thời hạn"),
            basis=_("Trách nhiệm giải trình của cơ quan ghi sổ"),
            readers=_("Mọi người đăng nhập"),
            key="core.audit",
        ),
    ]
