from django.urls import path

from frontend import views

urlpatterns = [
    path("", views.herder, name="herder"),
    path("desk/", views.desk, name="desk"),
    path("respond/", views.responder, name="responder"),
    path("login/", views.Login.as_view(), name="login"),
    path("logout/", views.Logout.as_view(), name="logout"),
    path("sw.js", views.worker, name="worker"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
