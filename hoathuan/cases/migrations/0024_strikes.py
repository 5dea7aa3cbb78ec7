"""What was written by mistake is struck out; a team that comes again after having left has a line for each time."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("cases", "0023_passings_walls")]
    operations = [
        migrations.RemoveConstraint(model_name="caseteam", name="joint_team_once"),
        migrations.AddConstraint(
            model_name="caseteam",
            constraint=models.UniqueConstraint(
                fields=["case", "team"], condition=Q(left_on=None), name="joint_team_stands_once"
            ),
        ),
        migrations.AlterField(
            model_name="casecorrection",
            name="column",
            field=models.CharField(
                choices=[
                    ("received_on", "Ngày nhận vụ, việc"),
                    ("mediators", "Hòa giải viên"),
                    ("invited", "Người được mời"),
                    ("parties", "Các bên"),
                    ("related", "Người có quyền, nghĩa vụ liên quan"),
                    ("summary", "Nội dung chủ yếu"),
                    ("agreement", "Thỏa thuận hoặc yêu cầu của các bên"),
                    ("outcome", "Kết quả hòa giải"),
                    ("notes", "Ghi chú"),
                    ("ended_on", "Ngày kết thúc"),
                    ("field", "Mâu thuẫn về việc gì"),
                    ("work", "Diễn biến ghi nhầm"),
                ],
                max_length=12,
                verbose_name="Cột",
            ),
        ),
    ]
