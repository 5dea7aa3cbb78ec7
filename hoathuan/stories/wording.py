"""What to do about each thing that the automatic check finds."""

from django.utils.translation import gettext_lazy as _

from .choices import Mark

DO = {
    Mark.NAME: _("Thay bằng bên A, bên B, người thân của bên A, hòa giải viên."),
    Mark.INITIALS: _("Chữ cái đầu của tên vẫn cho biết là ai. Thay bằng bên A, bên B."),
    Mark.PLACE: _("Bỏ tên thôn, xã, đường, số nhà. Viết: một thôn, nhà bên cạnh, ở miền núi."),
    Mark.CONTACT: _("Bỏ số điện thoại, thư điện tử, trang mạng."),
    Mark.NUMBER: _("Bỏ số giấy tờ, số tài khoản."),
    Mark.DATE: _("Bỏ ngày, tháng. Viết: một hôm, vài tuần sau, vào mùa gặt; năm đã có sẵn."),
    Mark.PLATE: _("Bỏ biển số. Viết: chiếc xe máy, chiếc ô tô."),
    Mark.AMOUNT: _("Nên làm tròn số tiền, ví dụ: khoảng 12 triệu đồng."),
    Mark.AGE: _("Nên viết: trung niên, ngoài 50 tuổi."),
    Mark.RARE: _("Cả vùng có thể chỉ có một người như thế. Nên viết chung hơn, hoặc bỏ."),
}
