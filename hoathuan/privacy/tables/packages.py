"""Tables of packages: sign-in, sessions, the queue."""

from django.utils.translation import gettext_lazy as _

from hoathuan.privacy.registry import Nothing, Table, register

_USER = _("Người dùng phần mềm")
_SELF = _("Chính người đó")
_DUTY = _("Cần để thực hiện nhiệm vụ của cơ quan")


def register_all() -> None:
    register(*_tables(), *_more(), *_nothing())


def _tables() -> list[Table]:
    return [
        Table(
            model="usersessions.UserSession",
            label=_("Máy đang đăng nhập"),
            fields=("user", "ip", "user_agent", "data"),
            about=_USER,
            purpose=_("Xem mình đang đăng nhập ở máy nào, đăng xuất máy lạ"),
            basis=_DUTY,
            readers=_SELF,
            key="accounts.sessions",
        ),
        Table(
            model="sessions.Session",
            label=_("Phiên đăng nhập"),
            fields=("session_data",),
            about=_USER,
            purpose=_("Giữ trạng thái đăng nhập"),
            basis=_DUTY,
            readers=_("Không ai; phần mềm dùng"),
            key="accounts.sessions",
        ),
        Table(
            model="mfa.Authenticator",
            label=_("Xác thực hai bước"),
            fields=("user", "data"),
            about=_USER,
            purpose=_("Đăng nhập hai bước"),
            basis=_DUTY,
            readers=_("Không ai; phần mềm dùng"),
            key="accounts.accounts",
        ),
    ]


def _more() -> list[Table]:
    return [
        Table(
            model="account.EmailAddress",
            label=_("Thư điện tử của tài khoản"),
            fields=("user", "email"),
            about=_USER,
            purpose=_("Đăng nhập bằng thư điện tử"),
            basis=_DUTY,
            readers=_SELF,
            key="accounts.accounts",
        ),
        Table(
            model="account.EmailConfirmation",
            label=_("Mã xác nhận thư điện tử"),
            fields=("email_address",),
            about=_USER,
            purpose=_("Xác nhận thư điện tử là của người đó"),
            basis=_DUTY,
            readers=_("Không ai; phần mềm dùng"),
            key="accounts.accounts",
        ),
        Table(
            model="django_tasks_database.DBTaskResult",
            label=_("Hàng đợi việc chạy nền"),
            fields=("args_kwargs", "traceback"),
            about=_USER,
            purpose=_("Xếp hàng việc chạy nền; chỉ giữ mã của việc, vết lỗi nếu có"),
            basis=_DUTY,
            readers=_("Người vận hành máy chủ"),
            key="jobs.jobs",
            harmless={
                "queue_name": "the name of a queue",
                "backend_name": "the name of a back end",
            },
        ),
    ]


def _nothing() -> list[Nothing]:
    framework = "the framework's list of its own kinds and rights"
    return [
        Nothing(
            "auth.Permission", framework, {"name": "the name of a right", "codename": "the name of a right"}
        ),
        Nothing("auth.Group", "not used", {"name": "the name of a group"}),
        Nothing("auth.Group_permissions", "not used"),
        Nothing("contenttypes.ContentType", framework, {"app_label": "the name of a part of the program"}),
    ]
