"""The trail, jobs, imports, files; and what knows no person: units."""

from django.utils.translation import gettext_lazy as _

from hoathuan.privacy.registry import Nothing, Table, register

_WORK = _("Người dùng phần mềm")
_WRITER = _("Chỉ người đã tải tệp")


def register_all() -> None:
    register(*_tables(), *_files(), *_units(), _signs())


def _signs() -> Nothing:
    return Nothing(
        "operations.Sign", "when workers and backups were last seen", {"name": "of a machine's process"}
    )


def _tables() -> list[Table]:
    return [
        Table(
            model="core.AuditEntry",
            label=_("Nhật ký thao tác"),
            fields=("actor_user", "actor_seat", "actor_label", "data"),
            about=_("Người thao tác; người được ghi tên trong dòng nhật ký"),
            purpose=_("Biết ai đã làm gì với hồ sơ nào, lúc nào, trong vai nào"),
            basis=_("Trách nhiệm giải trình của cơ quan ghi sổ"),
            readers=_("Người quản trị; người có quyền đọc hồ sơ; chính người thao tác"),
            key="core.audit",
        ),
        Table(
            model="jobs.Job",
            label=_("Việc chạy nền"),
            fields=("user_id", "seat_id", "title", "arguments", "message"),
            about=_WORK,
            purpose=_("Cho người yêu cầu biết việc đã chạy đến đâu"),
            basis=_("Cần để thực hiện yêu cầu của chính người đó"),
            readers=_("Chỉ người yêu cầu"),
            key="jobs.jobs",
        ),
        Table(
            model="jobs.ResultFile",
            label=_("Tệp làm ra theo yêu cầu"),
            fields=("user_id", "seat_id", "name"),
            about=_WORK,
            purpose=_("Giao danh sách lớn cho đúng người đã yêu cầu"),
            basis=_("Cần để thực hiện yêu cầu của chính người đó"),
            readers=_("Chỉ người yêu cầu"),
            key="jobs.jobs",
        ),
    ]


def _files() -> list[Table | Nothing]:
    return [
        Table(
            model="imports.ImportSession",
            label=_("Phiên nhập tệp"),
            fields=("user_id", "seat_id", "file_name", "sheets", "options"),
            about=_("Người tải tệp; người có tên trong tệp"),
            purpose=_("Đưa danh sách và sổ giấy vào hệ thống"),
            basis=_("Luật Hòa giải ở cơ sở 2013, Điều 21 khoản 4: ghi vụ việc vào sổ"),
            readers=_WRITER,
            key="imports.files",
        ),
        Table(
            model="imports.StagedRow",
            label=_("Dòng của tệp đang nhập, và chính tệp đó"),
            fields=("key", "data", "problems"),
            about=_("Hòa giải viên, các bên có tên trong tệp"),
            purpose=_("Kiểm tra trước khi ghi; trả lại dòng có lỗi để sửa"),
            basis=_("Luật Hòa giải ở cơ sở 2013, Điều 21 khoản 4: ghi vụ việc vào sổ"),
            readers=_WRITER,
            key="imports.files",
        ),
        Table(
            model="imports.RememberedColumns",
            label=_("Tiêu đề cột đã chọn"),
            fields=("seat_id",),
            about=_WORK,
            purpose=_("Không hỏi lại tiêu đề cột của cùng một mẫu tệp"),
            basis=_("Cần để thực hiện yêu cầu của chính người đó"),
            readers=_WRITER,
            key="imports.files",
        ),
        Table(
            model="attachments.Attachment",
            label=_("Tệp đính kèm"),
            fields=("name", "uploaded_by"),
            about=_("Người tải lên; người có tên trong văn bản"),
            purpose=_("Giữ văn bản đã ký làm căn cứ của hồ sơ"),
            basis=_("Pháp luật về lưu trữ"),
            readers=_("Người có quyền đọc hồ sơ mà tệp thuộc về"),
            key="attachments.files",
        ),
        Nothing("core.Rate", "tries in a few minutes, under a keyed hash of who tries"),
        Nothing("attachments.Scan", "what the scanning program said about a content"),
    ]


def _units() -> list[Nothing]:
    place = "administrative units: names of places"
    named = {"name": "the name of a place", "folded": "of the place's name"}
    return [
        Nothing("units.Unit", place, named),
        *(
            Nothing(f"units.{name}", place)
            for name in (
                "Placement",
                "UnitFact",
                "Reach",
                "Zone",
                "ZoneSpan",
                "Area",
                "AreaSpan",
                "Succession",
            )
        ),
        Nothing(
            "units.Reform",
            "a legal act; who wrote, approved or applied it, and whose seats it ends, are keys of seats in `found`",
            {"created_by_seat": "a key of a seat"},
        ),
        Nothing("units.ReformUnit", place, named),
        *(Nothing(f"units.{name}", place) for name in ("ReformLink", "ReformLink_villages", "ReformMove")),
    ]
