"""Addresses of the registry."""

from django.urls import path

from .views import changes, communes, exports, lists, mediators, records

app_name = "teams"
prefix = "to-hoa-giai/"

urlpatterns = [
    path("", lists.home, name="home"),
    path("danh-sach/", lists.teams, name="list"),
    path("danh-sach.xlsx", exports.teams, name="list-xlsx"),
    path("can-kien-toan/", lists.gaps, name="gaps"),
    path("cua-toi/", records.own_team, name="own"),
    path("thon-chua-co-to/", communes.bare_villages, name="bare-villages"),
    path("thon/them/", communes.villages_new, name="villages-new"),
    path("quyet-dinh/", communes.decisions, name="decisions"),
    path("moi/", changes.team_new, name="new"),
    path("hoa-giai-vien/", lists.mediators, name="mediators"),
    path("hoa-giai-vien.xlsx", exports.mediators, name="mediators-xlsx"),
    path("hoa-giai-vien/<uuid:pk>/", records.mediator, name="mediator"),
    path("hoa-giai-vien/<uuid:pk>/sua/", mediators.amend, name="mediator-amend"),
    path("hoa-giai-vien/<uuid:pk>/thoi/", mediators.end, name="mediator-end"),
    path("<uuid:pk>/", records.team, name="detail"),
    path("<uuid:pk>/sua/", changes.team_amend, name="amend"),
    path("<uuid:pk>/giai-the/", changes.team_dissolve, name="dissolve"),
    path("<uuid:pk>/to-truong/", changes.head, name="head"),
    path("<uuid:pk>/tap-huan/", changes.training, name="training"),
    path("<uuid:pk>/them-hoa-giai-vien/", mediators.new, name="mediator-new"),
]
