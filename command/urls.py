from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularAPIView

from alerts.api.status import status
from command import pages
from command.api import desk, dispatches, duty, health
from people.api.base import NowhereView
from wire.problems import Problem

api: list[URLPattern | URLResolver] = [
    path("", include("people.urls")),
    path("", include("alerts.urls")),
    path("desk", desk.DeskView.as_view(), name="desk_snapshot"),
    path("respond", duty.RespondView.as_view(), name="respond_snapshot"),
    path("alerts/<uuid:alert>/timeline", desk.TimelineView.as_view(), name="timeline"),
    path("alerts/<uuid:alert>/plan", dispatches.PlanView.as_view(), name="plan"),
    path("alerts/<uuid:alert>/dispatches", dispatches.DispatchesView.as_view(), name="dispatches"),
    path(
        "dispatches/<uuid:dispatch>/acceptance",
        dispatches.AcceptanceView.as_view(),
        name="acceptance",
    ),
    path("dispatches/<uuid:dispatch>/refusal", dispatches.RefusalView.as_view(), name="refusal"),
    path("dispatches/<uuid:dispatch>/departure", dispatches.DepartureView.as_view(), name="departure"),
    path("dispatches/<uuid:dispatch>/arrival", dispatches.ArrivalView.as_view(), name="arrival"),
    path("dispatches/<uuid:dispatch>/clearance", dispatches.ClearanceView.as_view(), name="clearance"),
    path(
        "dispatches/<uuid:dispatch>/withdrawal",
        dispatches.WithdrawalView.as_view(),
        name="withdrawal",
    ),
    path("shifts", duty.ShiftsView.as_view(), name="shifts"),
    path("shifts/current", duty.CurrentShiftView.as_view(), name="current_shift"),
    path("positions", duty.PositionsView.as_view(), name="positions"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    re_path("^.*$", NowhereView.as_view()),
]

urlpatterns = [
    path("api/", include(api)),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("status/<str:token>/", status, name="status"),
    path("verify/", pages.verify, name="verify"),
    path("where/<str:token>/", pages.where, name="where"),
    path("admin/", admin.site.urls),
    path("", include("frontend.urls")),
]


def _answer(request: HttpRequest, code: str) -> HttpResponse:
    """Programs get the refusal's usual shape, people a page."""
    problem = Problem(code)
    if request.path.startswith("/api/"):
        return JsonResponse(problem.body(), status=problem.status)
    return render(request, "problem.html", {"problem": problem}, status=problem.status)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, "not_found")


def failed(request: HttpRequest) -> HttpResponse:
    return _answer(request, "internal")


handler404 = not_found
handler500 = failed
