"""Addresses of support, under those of pay."""

from django.urls import path

from .views import accidents, rounds

urlpatterns = [
    path("", rounds.rounds, name="support"),
    path("lap/", rounds.new, name="support-new"),
    path("con-no/", rounds.arrears, name="support-arrears"),
    path("cua-to/", rounds.team_months, name="support-team"),
    path("dot/<uuid:pk>/", rounds.round_page, name="support-round"),
    path("dot/<uuid:pk>/duyet/", rounds.approve, name="support-approve"),
    path("dot/<uuid:pk>/huy/", rounds.take_back, name="support-take-back"),
    path("tai-nan/", accidents.accidents, name="accidents"),
    path("tai-nan/ghi/", accidents.new, name="accident-new"),
    path("tai-nan/<uuid:pk>/", accidents.accident, name="accident"),
    path("tai-nan/<uuid:pk>/de-nghi.pdf", accidents.request_paper, name="accident-request"),
    path("tai-nan/<uuid:pk>/<slug:word>/", accidents.accident_step, name="accident-step"),
]
