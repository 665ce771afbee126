from django.conf import settings
from django.http import HttpRequest


def public_origin(request: HttpRequest | None = None) -> str:
    """`https://help.example.org`: how people outside reach this centre. PUBLIC_URL, else the first allowed origin, else
    what the request itself came to."""
    known = settings.PUBLIC_URL or next(iter(settings.ALLOWED_ORIGINS), "")
    if known:
        return str(known).rstrip("/")
    if request is not None:
        return f"{request.scheme}://{request.get_host()}"
    return f"http://{settings.HOST}:{settings.PORT}"
