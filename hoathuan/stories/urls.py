from django.urls import path

from .views import reading, telling

app_name = "stories"
prefix = "cau-chuyen/"

urlpatterns = [
    path("", reading.story_list, name="list"),
    path("ke/<uuid:case>/", telling.tell, name="tell"),
    path("<uuid:pk>/", reading.story_page, name="story"),
    path("<uuid:pk>/sua/", telling.amend, name="amend"),
    path("<uuid:pk>/kiem-tra/", telling.check, name="check"),
    path("<uuid:pk>/lam-tron/", telling.round_amounts, name="round"),
    path("<uuid:pk>/gui/", telling.send, name="send"),
    path("<uuid:pk>/cho-xem/", reading.show, name="show"),
    path("<uuid:pk>/tra-lai/", reading.give_back, name="give-back"),
    path("<uuid:pk>/rut/", reading.withdraw, name="withdraw"),
    path("<uuid:pk>/huu-ich/", reading.useful, name="useful"),
    path("<uuid:pk>/bao/", reading.report, name="report"),
]
