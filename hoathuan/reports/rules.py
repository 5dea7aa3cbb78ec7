"""Who may read statutory forms: the offices that fill, check or receive them."""

from hoathuan.accounts.choices import SeatKind as K
from hoathuan.accounts.rules import seats

FORM_READERS = seats(
    K.COMMUNE_OFFICER,
    K.COMMUNE_LEADER,
    K.PROVINCE_OFFICER,
    K.PROVINCE_LEADER,
    K.MINISTRY_VIEWER,
    K.INSPECTOR,
)
