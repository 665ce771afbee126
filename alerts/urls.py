from django.urls import path

from alerts.api import alerts, devices, intake, media, presses, services, tus, where

urlpatterns = [
    path("presses", presses.PressesView.as_view(), name="presses"),
    path("alerts", alerts.AlertsView.as_view(), name="alerts"),
    path("alerts/<uuid:alert>", alerts.AlertView.as_view(), name="alert"),
    path("alerts/<uuid:alert>/fixes", alerts.FixesView.as_view(), name="fixes"),
    path("alerts/<uuid:alert>/details", alerts.DetailsView.as_view(), name="details"),
    path("alerts/<uuid:alert>/chat", alerts.ChatView.as_view(), name="chat"),
    path("alerts/<uuid:alert>/cancellation", alerts.CancellationView.as_view(), name="cancellation"),
    path("alerts/<uuid:alert>/rating", alerts.RatingView.as_view(), name="rating"),
    path(
        "alerts/<uuid:alert>/acknowledgement",
        alerts.AcknowledgementView.as_view(),
        name="acknowledgement",
    ),
    path("alerts/<uuid:alert>/closure", alerts.ClosureView.as_view(), name="closure"),
    path("alerts/<uuid:alert>/reopening", alerts.ReopeningView.as_view(), name="reopening"),
    path("alerts/<uuid:alert>/service", services.ServiceView.as_view(), name="service"),
    path("alerts/<uuid:alert>/location_link", services.LocationLinkView.as_view(), name="location_link"),
    path("alerts/<uuid:alert>/duplicate_of", alerts.DuplicateView.as_view(), name="duplicate_of"),
    path("alerts/<uuid:alert>/media", tus.UploadsView.as_view(), name="uploads"),
    path("media/<uuid:media>/upload", tus.UploadView.as_view(), name="upload"),
    path("media/<uuid:media>", media.MediaView.as_view(), name="media"),
    path("where/<str:token>", where.WhereView.as_view(), name="where_api"),
    path("intake/sms", intake.SmsView.as_view(), name="sms"),
    path("verifications", devices.VerificationsView.as_view(), name="verifications"),
    path("devices/verification", devices.VerificationView.as_view(), name="verification"),
    path("devices/me", devices.OwnDeviceView.as_view(), name="own_device"),
    path("devices/<uuid:device>/revocation", devices.RevocationView.as_view(), name="revocation"),
]
