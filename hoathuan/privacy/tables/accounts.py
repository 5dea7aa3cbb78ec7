"""People, seats, accounts."""

from django.utils.translation import gettext_lazy as _

from hoathuan.privacy.registry import Nothing, Table, register

_OFFICIAL = _("Người giữ vai trong hệ thống; hòa giải viên")


def register_all() -> None:
    register(*_tables(), *_accounts(), *_told(), *_nothing())


def _tables() -> list[Table]:
    return [
        Table(
            model="accounts.Person",
            label=_("Người"),
            fields=("full_name", "sort", "folded", "sex", "birth_year", "birth_date", "ethnicity", "user"),
            about=_OFFICIAL,
            purpose=_("Biết ai là hòa giải viên, ai giữ vai nào; thành phần tổ hòa giải theo luật"),
            basis=_("Luật Hòa giải ở cơ sở 2013, Điều 8 và Điều 12: công nhận, thành phần tổ hòa giải"),
            readers=_("Tên: công khai theo luật. Năm sinh: cơ quan trong địa bàn"),
            key="accounts.people",
        ),
        Table(
            model="accounts.PersonContact",
            label=_("Liên hệ"),
            fields=("person", "phone", "email", "address"),
            about=_OFFICIAL,
            purpose=_("Gọi, mời, gửi giấy tờ"),
            basis=_("Cần để thực hiện nhiệm vụ của cơ quan"),
            readers=_("Công chức tư pháp xã, lãnh đạo xã, Sở Tư pháp, người quản trị trong địa bàn"),
            key="accounts.contacts",
        ),
        Table(
            model="accounts.Seat",
            label=_("Vai"),
            fields=("person", "moved_to"),
            about=_OFFICIAL,
            purpose=_("Quyền theo vai, trong nhiệm kỳ"),
            basis=_("Trách nhiệm giải trình của cơ quan ghi sổ"),
            readers=_("Người quản trị trong địa bàn"),
            key="accounts.people",
        ),
    ]


def _accounts() -> list[Table]:
    return [
        Table(
            model="accounts.User",
            label=_("Tài khoản"),
            fields=("username", "email", "phone", "password", "last_login"),
            about=_("Người dùng phần mềm"),
            purpose=_("Đăng nhập"),
            basis=_("Cần để thực hiện nhiệm vụ của cơ quan"),
            readers=_("Người quản trị trong địa bàn; chính người đó"),
            key="accounts.accounts",
            harmless={"is_superuser": "never set"},
        ),
        Table(
            model="accounts.Activation",
            label=_("Phiếu kích hoạt"),
            fields=("user", "created_by"),
            about=_("Người dùng phần mềm"),
            purpose=_("Mở tài khoản bằng phiếu giấy, không cần tin nhắn"),
            basis=_("Cần để thực hiện nhiệm vụ của cơ quan"),
            readers=_("Người quản trị trong địa bàn"),
            key="accounts.slips",
            harmless={"code_hash": "a hash of a random code"},
        ),
    ]


def _told() -> list[Table]:
    return [
        Table(
            model="accounts.Recovery",
            label=_("Lần mở, khôi phục tài khoản"),
            fields=("user", "by", "by_label", "confirmed_by"),
            about=_("Người dùng phần mềm; người đã mở giúp"),
            purpose=_("Chủ tài khoản biết ai đã mở tài khoản của mình"),
            basis=_("Trách nhiệm giải trình của cơ quan ghi sổ"),
            readers=_("Chính người đó; công chức tư pháp xã; người quản trị"),
            key="accounts.slips",
        ),
        Table(
            model="accounts.Notice",
            label=_("Tin báo"),
            fields=("user", "data"),
            about=_("Người dùng phần mềm"),
            purpose=_("Báo cho người đó việc đã xảy ra với tài khoản, vai của mình"),
            basis=_("Cần để thực hiện nhiệm vụ của cơ quan"),
            readers=_("Chính người đó"),
            key="accounts.slips",
        ),
    ]


def _nothing() -> list[Nothing]:
    groups = "groups and rights of the framework are not used"
    return [
        Nothing(
            "accounts.Body",
            "an agency or organisation",
            {"name": "of an agency", "work_phone": "of an office"},
        ),
        Nothing("accounts.User_groups", groups, {"user": "always empty"}),
        Nothing("accounts.User_user_permissions", groups, {"user": "always empty"}),
    ]
