from django.urls import path

from people.api.session import SessionView

urlpatterns = [path("session", SessionView.as_view(), name="session")]
