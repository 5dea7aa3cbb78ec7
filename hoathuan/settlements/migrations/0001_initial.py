"""Agreements with their versions, promises, the way through the court, notes of unsuccessful mediation."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("attachments", "0002_scans"),
        ("cases", "0010_days_of_the_nation"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("agreed_on", models.DateField(verbose_name="Ngày thỏa thuận")),
                ("newest", models.PositiveSmallIntegerField(default=0)),
                ("written_on", models.DateField(null=True)),
                ("signers", models.PositiveSmallIntegerField(default=0)),
                ("signed", models.PositiveSmallIntegerField(default=0)),
                ("signed_on", models.DateField(null=True)),
                ("ended_on", models.DateField(null=True)),
                (
                    "ended_why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("voided", "Vụ việc đã hủy vì ghi nhầm"),
                            ("reopened", "Vụ việc được mở lại để hòa giải tiếp"),
                            ("amended", "Kết quả vụ việc đã sửa, không còn là hòa giải thành"),
                        ],
                        max_length=10,
                    ),
                ),
                ("changed_on", models.DateField(null=True)),
                ("followed_until", models.DateField(null=True)),
                ("erased_on", models.DateField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settlement",
                        to="cases.case",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CourtRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("wished", "Các bên muốn yêu cầu, chưa nộp đơn"),
                            ("filed", "Đã nộp đơn"),
                            ("accepted", "Tòa án đã thụ lý"),
                            ("asked", "Tòa án yêu cầu tổ cung cấp tài liệu"),
                            ("meeting", "Tòa án đã mở phiên họp"),
                            ("recognised", "Tòa án đã công nhận"),
                            ("refused", "Tòa án không công nhận"),
                            ("withdrawn", "Đã rút đơn, thôi yêu cầu"),
                        ],
                        default="wished",
                        max_length=12,
                    ),
                ),
                ("wished_on", models.DateField()),
                ("apply_by", models.DateField(null=True)),
                ("filed_on", models.DateField(null=True, verbose_name="Ngày nộp đơn")),
                ("accepted_on", models.DateField(null=True, verbose_name="Ngày Tòa án thụ lý")),
                ("asked_on", models.DateField(null=True, verbose_name="Ngày Tòa án yêu cầu")),
                ("answer_by", models.DateField(null=True)),
                ("answered_on", models.DateField(null=True, verbose_name="Ngày tổ trả lời")),
                ("met_on", models.DateField(null=True, verbose_name="Ngày họp")),
                ("decided_on", models.DateField(null=True, verbose_name="Ngày quyết định")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "agreement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="court",
                        to="settlements.agreement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "span",
                    models.CharField(
                        choices=[("day", "Xong trước một ngày"), ("lasting", "Giữ lâu dài")], max_length=10
                    ),
                ),
                ("due_on", models.DateField(null=True, verbose_name="Phải xong trước hết ngày")),
                ("part", models.PositiveSmallIntegerField(default=1)),
                ("parts", models.PositiveSmallIntegerField(default=1)),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("open", "Đang chờ thực hiện"),
                            ("late", "Chậm"),
                            ("force", "Bất khả kháng"),
                            ("broken", "Không thực hiện"),
                            ("kept", "Đã thực hiện"),
                            ("kept_late", "Đã thực hiện, chậm"),
                            ("dropped", "Các bên bỏ"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("settled_on", models.DateField(null=True)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="promises",
                        to="settlements.agreement",
                    ),
                ),
            ],
            options={
                "ordering": ("due_on", "id"),
            },
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("number", models.PositiveSmallIntegerField()),
                ("agreed_on", models.DateField()),
                ("recorded_on", models.DateField()),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
                ("seat_id", models.BigIntegerField(null=True)),
                ("seat_label", models.CharField(blank=True, max_length=300)),
                ("nonce", models.CharField(max_length=32)),
                ("parts", models.JSONField()),
                ("whole", models.CharField(max_length=64)),
                ("replaced_on", models.DateField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="settlements.agreement",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="attachments.attachment",
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("team_id", models.BigIntegerField()),
                ("now_commune_id", models.BigIntegerField(null=True)),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="Nơi lập")),
                ("ground", models.TextField(blank=True)),
                ("parties", models.TextField(blank=True)),
                ("summary", models.TextField(blank=True)),
                ("course", models.TextField(blank=True)),
                ("solution", models.TextField(blank=True)),
                ("duties", models.TextField(blank=True)),
                ("performance", models.TextField(blank=True)),
                (
                    "agreement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="draft",
                        serialize=False,
                        to="settlements.agreement",
                    ),
                ),
                ("saved_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CourtText",
            fields=[
                ("team_id", models.BigIntegerField()),
                ("now_commune_id", models.BigIntegerField(null=True)),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="settlements.courtrequest",
                    ),
                ),
                ("court", models.CharField(blank=True, max_length=200, verbose_name="Tòa án")),
                ("applicant", models.CharField(blank=True, max_length=200, verbose_name="Người yêu cầu")),
                ("address", models.CharField(blank=True, max_length=300, verbose_name="Nơi ở")),
                (
                    "contact",
                    models.CharField(blank=True, max_length=200, verbose_name="Điện thoại, thư điện tử"),
                ),
                ("requests", models.TextField(blank=True, verbose_name="Yêu cầu Tòa án")),
                ("reasons", models.TextField(blank=True, verbose_name="Lý do, mục đích, căn cứ")),
                ("related", models.TextField(blank=True, verbose_name="Người liên quan")),
                ("conditions", models.JSONField(default=list)),
                ("decision", models.CharField(blank=True, max_length=100, verbose_name="Số quyết định")),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FailureNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("team_id", models.BigIntegerField()),
                ("now_commune_id", models.BigIntegerField(null=True)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("made_on", models.DateField(verbose_name="Ngày lập")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("place", models.CharField(blank=True, max_length=200)),
                ("parties", models.TextField(verbose_name="Các bên")),
                ("summary", models.TextField(verbose_name="Nội dung chủ yếu của vụ, việc")),
                ("requests", models.TextField(verbose_name="Yêu cầu của mỗi bên")),
                ("reason", models.TextField(verbose_name="Lý do hòa giải không thành")),
                ("mediator", models.CharField(max_length=100, verbose_name="Hòa giải viên")),
                ("seat_id", models.BigIntegerField(null=True)),
                ("seat_label", models.CharField(blank=True, max_length=300)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="failure_notes",
                        to="cases.case",
                    ),
                ),
            ],
            options={
                "ordering": ("-id",),
            },
        ),
        migrations.CreateModel(
            name="PromiseText",
            fields=[
                ("team_id", models.BigIntegerField()),
                ("now_commune_id", models.BigIntegerField(null=True)),
                (
                    "promise",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="settlements.promise",
                    ),
                ),
                ("debtor", models.CharField(max_length=200, verbose_name="Ai phải làm")),
                ("creditor", models.CharField(blank=True, max_length=200, verbose_name="Làm cho ai")),
                ("deed", models.TextField(verbose_name="Việc phải làm")),
                ("amount", models.BigIntegerField(null=True, verbose_name="Số tiền (đồng)")),
                ("quantity", models.CharField(blank=True, max_length=200, verbose_name="Số lượng")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PromiseEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("team_id", models.BigIntegerField()),
                ("now_commune_id", models.BigIntegerField(null=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("on_date", models.DateField()),
                (
                    "deed",
                    models.CharField(
                        choices=[
                            ("made", "Ghi nghĩa vụ"),
                            ("kept", "Đã thực hiện"),
                            ("late", "Chậm so với thỏa thuận"),
                            ("broken", "Không thực hiện"),
                            ("force", "Báo bất khả kháng"),
                            ("changed", "Các bên thống nhất thay đổi"),
                            ("dropped", "Các bên thống nhất bỏ"),
                            ("reverted", "Ghi nhầm, theo dõi tiếp"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("seat_id", models.BigIntegerField(null=True)),
                ("seat_label", models.CharField(blank=True, max_length=300)),
                (
                    "promise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="settlements.promise",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("late", "Thực hiện chậm"),
                            ("broken", "Không thực hiện"),
                            ("force", "Bất khả kháng"),
                            ("quarrel", "Các bên mâu thuẫn trở lại"),
                            ("other", "Vướng mắc khác"),
                        ],
                        max_length=10,
                        verbose_name="Vướng mắc",
                    ),
                ),
                ("seen_on", models.DateField(verbose_name="Ngày xảy ra")),
                ("told_head_on", models.DateField()),
                ("told_front_on", models.DateField(null=True)),
                ("on_paper", models.BooleanField(default=False)),
                ("heard_on", models.DateField(null=True)),
                ("seat_id", models.BigIntegerField(null=True)),
                ("heard_by", models.CharField(blank=True, max_length=300)),
                ("heard_by_seat", models.BigIntegerField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="settlements.agreement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="VersionText",
            fields=[
                ("team_id", models.BigIntegerField()),
                ("now_commune_id", models.BigIntegerField(null=True)),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="Nơi lập")),
                ("ground", models.TextField(blank=True)),
                ("parties", models.TextField(blank=True)),
                ("summary", models.TextField(blank=True)),
                ("course", models.TextField(blank=True)),
                ("solution", models.TextField(blank=True)),
                ("duties", models.TextField(blank=True)),
                ("performance", models.TextField(blank=True)),
                (
                    "recorded",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="text",
                        serialize=False,
                        to="settlements.version",
                    ),
                ),
                ("signing", models.TextField(blank=True)),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="Lý do sửa")),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Signature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("team_id", models.BigIntegerField()),
                ("now_commune_id", models.BigIntegerField(null=True)),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("full_name", models.CharField(max_length=100, verbose_name="Họ và tên")),
                (
                    "role",
                    models.CharField(
                        choices=[("party", "Một bên"), ("mediator", "Hòa giải viên")], max_length=10
                    ),
                ),
                (
                    "hand",
                    models.CharField(
                        choices=[
                            ("waiting", "Chưa ký"),
                            ("signed", "Đã ký"),
                            ("fingerprint", "Đã điểm chỉ"),
                            ("would_not", "Không ký"),
                        ],
                        default="waiting",
                        max_length=12,
                    ),
                ),
                ("on_date", models.DateField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "recorded",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signatures",
                        to="settlements.version",
                    ),
                ),
            ],
            options={
                "ordering": ("position", "id"),
            },
        ),
        migrations.CreateModel(
            name="Scan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                ("seat_id", models.BigIntegerField(null=True)),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="attachments.attachment",
                    ),
                ),
                (
                    "recorded",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="settlements.version",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(fields=["written_on"], name="agreement_written"),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("newest", 0), ("written_on", None)),
                    models.Q(("newest__gt", 0), ("written_on__isnull", False)),
                    _connector="OR",
                ),
                name="agreement_written_has_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_on", None), ("ended_why", "")),
                    models.Q(("ended_on__isnull", False), models.Q(("ended_why", ""), _negated=True)),
                    _connector="OR",
                ),
                name="agreement_ended_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("signed__lte", models.F("signers"))), name="agreement_signed_of_signers"
            ),
        ),
        migrations.AddIndex(
            model_name="courtrequest",
            index=models.Index(fields=["decided_on"], name="court_decided"),
        ),
        migrations.AddConstraint(
            model_name="courtrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_on__isnull", False), ("state__in", ["recognised", "refused"])),
                    models.Q(
                        models.Q(("state__in", ["recognised", "refused"]), _negated=True),
                        ("decided_on", None),
                    ),
                    _connector="OR",
                ),
                name="court_decided_has_day",
            ),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(
                condition=models.Q(("standing__in", ["open", "late", "force"])),
                fields=["due_on"],
                name="promise_open_due",
            ),
        ),
        migrations.AddIndex(
            model_name="promise",
            index=models.Index(fields=["settled_on"], name="promise_settled"),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("due_on", None), ("span", "lasting")),
                    models.Q(("due_on__isnull", False), ("span", "day")),
                    _connector="OR",
                ),
                name="promise_lasting_has_no_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="promise",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_on", None), ("standing__in", ["open", "late", "force"])),
                    models.Q(
                        ("settled_on__isnull", False),
                        ("standing__in", ["kept", "kept_late", "broken", "dropped"]),
                    ),
                    _connector="OR",
                ),
                name="promise_settled_has_day",
            ),
        ),
        migrations.AddIndex(
            model_name="promiseevent",
            index=models.Index(fields=["promise", "-id"], name="promiseevent_newest"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("heard_on", None), ("told_front_on__isnull", False), _connector="OR"),
                name="report_heard_after_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(fields=("agreement", "number"), name="agreement_version_once"),
        ),
    ]
