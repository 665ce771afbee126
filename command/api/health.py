"""Whether the process lives (`/healthz`) and whether it could take an alert this moment (`/readyz`)."""

from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, JsonResponse

from alerts.live import live
from alerts.models import Counter
from people.jurisdiction import jurisdiction


def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"ok": True})


def readyz(request: HttpRequest) -> JsonResponse:
    """Asks what an alert needs: the live side, a zone to go to, and a database that grants a write lock."""
    try:
        jurisdiction()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE {Counter._meta.db_table} SET value = value WHERE name = 'ready'")  # noqa: S608
    except (DatabaseError, LookupError) as error:
        return JsonResponse({"ok": False, "why": type(error).__name__}, status=503)
    if not live.running:
        return JsonResponse({"ok": False, "why": "starting"}, status=503)
    return JsonResponse({"ok": True})
