"""Two pages that the server writes whole: an officer's code for a phone, and the link that asks a caller for a place.
Both work without script."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from alerts.actions.issue_verification import issue_verification
from alerts.actions.take_place import take_place
from alerts.api.devices import verification_card
from alerts.api.where import where_card
from alerts.links import the_link
from alerts.models import LocationLink
from alerts.writer import writer
from frontend import i18n
from frontend.views import PHONE
from geo.coordinates_in_text import find_coordinates
from people.handshake import active_user
from people.origin import public_origin
from people.roles import Right, may_ever
from wire.clock import now
from wire.messages.cards import Fix
from wire.problems import Problem

WORDS_LIMIT = 2000


def _page(
    request: HttpRequest, template: str, context: dict[str, Any], *, language: str, status: int = 200
) -> HttpResponse:
    tongue = i18n.GETTEXT[language]
    with override(tongue):
        everywhere = {"language": language, "gettext_language": tongue, "phone": PHONE}
        response = render(request, template, everywhere | context, status=status)
    response["Content-Language"] = language
    response["Cache-Control"] = "no-store"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """An officer asks for a code and shows it to the herder's phone; when its time is over the page forgets it."""
    language = i18n.language_of(request)
    user = active_user(request.user.pk or 0)
    context: dict[str, Any] = {"minutes": settings.CODE_SECONDS // 60, "seconds": settings.CODE_SECONDS}
    if user is None or user.zone is None or not may_ever(user.actor(), Right.VERIFY):
        return _page(request, "verify.html", context | {"no_right": True}, language=language, status=403)
    if request.method == "POST":
        issued = writer.call(issue_verification, actor=user.actor(), at=now())
        context["card"] = verification_card(issued, origin=public_origin(request))
    return _page(request, "verify.html", context | {"zone": user.zone}, language=language)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def where(request: HttpRequest, token: str) -> HttpResponse:
    """Somebody who phoned says where they are. The token is all the right there is, so no other check is asked; it must
    not travel on in a Referer."""
    response = _where(request, token)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _where(request: HttpRequest, token: str) -> HttpResponse:
    try:
        if request.method == "POST":
            _take_words(token, request.POST.get("text", ""))
            return HttpResponseRedirect(request.path, status=303)
        link = the_link(token, at=now())
    except Problem as problem:
        return _page(
            request,
            "where.html",
            {"over": True},
            language=i18n.language_of(request),
            status=problem.status,
        )
    return _page(request, "where.html", {"card": where_card(link)}, language=_language(request, link))


def _take_words(token: str, text: str) -> None:
    said = text.replace("\x00", "").strip()[:WORDS_LIMIT]
    if not said:
        return
    found, at = find_coordinates(said), now()
    fix = Fix(lat=found.point.lat, lon=found.point.lon, accuracy=found.accuracy, at=at) if found else None
    writer.call(take_place, token=token, fix=fix, text=said, at=at)


def _language(request: HttpRequest, link: LocationLink) -> str:
    """The reader's own choice on this phone, else the language of the alert."""
    chosen = request.COOKIES.get(i18n.COOKIE)
    return str(chosen) if i18n.is_language(chosen) else link.alert.language
