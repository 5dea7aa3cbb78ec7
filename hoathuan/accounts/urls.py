"""Addresses of people, seats and sign-ins."""

from django.urls import path

from .views import (
    activation,
    bodies,
    handing_over,
    own,
    people,
    recoveries,
    seats,
    seats_own,
    second_factor,
    starting,
)

app_name = "accounts"
prefix = "quan-tri/"

urlpatterns = [
    path("", people.people, name="people"),
    path("nguoi/moi/", people.new, name="person-new"),
    path("nguoi/<uuid:pk>/", people.person, name="person"),
    path("nguoi/<uuid:pk>/sua/", people.amend, name="person-amend"),
    path("nguoi/<uuid:pk>/tai-khoan/", people.account, name="person-account"),
    path("nguoi/<uuid:pk>/nhat-ky/", people.trail, name="person-trail"),
    path("nguoi/<uuid:pk>/vai/moi/", seats.new, name="seat-new"),
    path("vai/<uuid:pk>/ket-thuc/", seats.end, name="seat-end"),
    path("co-quan/", bodies.bodies, name="bodies"),
    path("co-quan/moi/", bodies.new, name="body-new"),
    path("co-quan/<uuid:pk>/", bodies.amend, name="body-amend"),
    path("kich-hoat/", activation.activate, name="activate"),
    path("kich-hoat/mat-khau/", activation.set_password, name="activate-password"),
    path("chon-vai/", seats_own.choose, name="choose-seat"),
    path("ban-giao/", handing_over.seats, name="handover-seats"),
    path("vai/<uuid:pk>/ban-giao/", handing_over.pass_on, name="handover"),
    path("hai-buoc/", second_factor.explain, name="second-factor"),
    path("tin-bao/", own.own_notices, name="notices"),
    path("xac-nhan/", recoveries.recoveries, name="recoveries"),
    path("xac-nhan/<uuid:pk>/", recoveries.confirm_person, name="recovery-confirm"),
    path("bat-dau/", starting.start, name="start"),
]
