"""The kinds of bodies and of seats."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyKind(models.TextChoices):
    PEOPLES_COMMITTEE = "peoples_committee", _("Ủy ban nhân dân")
    JUSTICE_DEPARTMENT = "justice_department", _("Sở Tư pháp")
    MINISTRY = "ministry", _("Bộ Tư pháp")
    DISTRICT_JUSTICE = "district_justice", _("Phòng Tư pháp (cũ)")
    FRONT = "front", _("Ủy ban Mặt trận Tổ quốc")
    ASSOCIATION = "association", _("Hội, đoàn thể")
    AGENCY = "agency", _("Cơ quan chuyên môn")
    SCHOOL = "school", _("Trường học")
    COUNCIL = "council", _("Hội đồng phối hợp PBGDPL")
    OTHER = "other", _("Tổ chức khác")


class Sex(models.TextChoices):
    MALE = "M", _("Nam")
    FEMALE = "F", _("Nữ")


class SeatKind(models.TextChoices):
    """The role that a seat carries; rights hang on it (design: rights belong to seats)."""

    MINISTRY_VIEWER = "ministry_viewer", _("Chuyên viên Bộ Tư pháp")
    PROVINCE_LEADER = "province_leader", _("Lãnh đạo tỉnh, sở")
    PROVINCE_OFFICER = "province_officer", _("Cán bộ Sở Tư pháp")
    PROVINCE_FINANCE = "province_finance", _("Kế toán cấp tỉnh")
    BODY_OFFICER = "body_officer", _("Cán bộ cơ quan phối hợp")
    DISTRICT_OFFICER = "district_officer", _("Cán bộ Phòng Tư pháp (cũ)")
    COMMUNE_LEADER = "commune_leader", _("Lãnh đạo xã")
    COMMUNE_OFFICER = "commune_officer", _("Công chức tư pháp xã")
    COMMUNE_ACCOUNTANT = "commune_accountant", _("Kế toán xã")
    FRONT_HEAD = "front_head", _("Trưởng ban công tác Mặt trận")
    VILLAGE_HEAD = "village_head", _("Trưởng thôn, tổ trưởng tổ dân phố")
    TEAM_HEAD = "team_head", _("Tổ trưởng tổ hòa giải")
    MEDIATOR = "mediator", _("Hòa giải viên")
    REPORTER = "reporter", _("Báo cáo viên, tuyên truyền viên pháp luật")
    TRAINER = "trainer", _("Tập huấn viên")
    EDITOR = "editor", _("Biên tập viên")
    APPRAISER = "appraiser", _("Người thẩm định")
    ANSWERER = "answerer", _("Người trả lời")
    STOREKEEPER = "storekeeper", _("Thủ kho, người giữ tủ sách")
    INSPECTOR = "inspector", _("Thanh tra")
    ADMINISTRATOR = "administrator", _("Quản trị")


TEAM_KINDS = (SeatKind.TEAM_HEAD, SeatKind.MEDIATOR)
# what was said in a dispute: its team and its commune's justice officer (Law 35/2013/QH13 Art. 4(3))
CONTENT_KINDS = (SeatKind.COMMUNE_OFFICER, *TEAM_KINDS)
# who comes to read it at all: those, and an inspector for a stated reason
READING_KINDS = (*CONTENT_KINDS, SeatKind.INSPECTOR)
# one stolen password would spend money, sign, or open other people's accounts in somebody's name
POWER_KINDS = (
    SeatKind.ADMINISTRATOR,  # gives seats and opens accounts
    SeatKind.PROVINCE_LEADER,  # approves and signs; confirms people in person
    SeatKind.PROVINCE_FINANCE,  # pays
    SeatKind.COMMUNE_LEADER,  # approves and signs; confirms the justice officer in person
    SeatKind.COMMUNE_ACCOUNTANT,  # pays
)
# neither reads, approves, pays nor speaks for another agency: the justice officer may pass these on
PLAIN_KINDS = (
    SeatKind.FRONT_HEAD,
    SeatKind.VILLAGE_HEAD,
    SeatKind.REPORTER,
    SeatKind.TRAINER,
    SeatKind.EDITOR,
    SeatKind.ANSWERER,
    SeatKind.STOREKEEPER,
)
CONTACT_KINDS = (
    SeatKind.PROVINCE_OFFICER,
    SeatKind.COMMUNE_OFFICER,
    SeatKind.COMMUNE_LEADER,
    SeatKind.ADMINISTRATOR,
)
NATION_KINDS = (SeatKind.MINISTRY_VIEWER,)


class AccountState(models.TextChoices):
    """How far a person's account is."""

    NONE = "none", _("Chưa có tài khoản")
    WAITING = "waiting", _("Đã có phiếu, chưa kích hoạt")
    OPEN = "open", _("Đang dùng")
    LOCKED = "locked", _("Đã khóa")
