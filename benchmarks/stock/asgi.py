import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.stock.settings")

import django

django.setup()

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path

from benchmarks.stock.consumers import DeskConsumer, HelpConsumer

application = ProtocolTypeRouter(
    {
        "http": get_asgi_application(),
        "websocket": URLRouter([path("ws/help/", HelpConsumer.as_asgi()), path("ws/desk/", DeskConsumer.as_asgi())]),
    }
)
