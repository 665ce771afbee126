"""The page shells. They hold no data but who is logged in: everything else comes over the wire."""

import json
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import views as auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.utils.cache import patch_vary_headers
from django.utils.decorators import decorator_from_middleware
from django.utils.html import json_script
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from frontend import i18n
from people.roles import Actor, Right, Role, may_ever

# The phone numbers of the last resort: China's police by voice and by SMS.
PHONE = "110"
SMS = "12110"


class _Plain(json.JSONEncoder):
    """Mongolian as it is: six ASCII characters for each letter would not fit the page's budget."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"ensure_ascii": False, "separators": (",", ":")})


class _Compress(GZipMiddleware):
    """Without the padding against guessing of secrets by length: this page holds none, and it has a budget."""

    max_random_bytes = 0


@require_safe
@decorator_from_middleware(_Compress)
def herder(request: HttpRequest) -> HttpResponse:
    """One answer with script and style inside: on 2G every further request costs a second."""
    asked = request.GET.get("language")
    if i18n.is_language(asked):
        return _remember(HttpResponseRedirect("/"), language=str(asked))
    language = i18n.language_of(request)
    boot = _boot(request, page="herder") | {"sms": SMS, "phone": PHONE, "more": static("more.js")}
    context = {
        "key": uuid4(),
        "languages": i18n.LANGUAGES,
        "script": _inline("herder.js"),
        "style": _inline("herder.css"),
        "boot": boot,
        "boot_script": json_script(boot, "boot", encoder=_Plain),
    }
    response = _shell(request, "herder.html", context=context, language=language)
    # the worker keeps the page on the phone; the browser's own store would only add a stale key
    response["Cache-Control"] = "no-cache"
    if not i18n.is_language(request.COOKIES.get(i18n.COOKIE)):
        _remember(response, language=language)  # for the status page, which a form without script leads to
    return response


def _inline(name: str) -> str:
    """Our own built file as it stands; a closing tag inside would end the element too early."""
    return mark_safe(i18n.built(name).replace("</script", "<\\/script").replace("</style", "<\\/style"))  # noqa: S308


def _remember(response: HttpResponse, *, language: str) -> HttpResponse:
    response.set_cookie(i18n.COOKIE, language, max_age=i18n.COOKIE_SECONDS, samesite="Lax")
    return response


def _boot(request: HttpRequest, *, page: str) -> dict[str, Any]:
    language = i18n.language_of(request)
    return {
        "language": language,
        "catalogue": i18n.catalogue(page, language=language),
        "static": settings.STATIC_URL,
    }


def _shell(request: HttpRequest, template: str, *, context: dict[str, Any], language: str) -> HttpResponse:
    everywhere = {"language": language, "gettext_language": i18n.GETTEXT[language], "languages": i18n.LANGUAGES}
    with override(i18n.GETTEXT[language]):
        response = render(request, template, everywhere | context)
    response["Content-Language"] = language
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response


def _staff_shell(request: HttpRequest, *, page: str, right: Right, more: dict[str, Any]) -> HttpResponse:
    """A page for people who log in. Without the right, the login page says so instead of a redirect that never ends."""
    user = request.user
    if not user.is_authenticated:
        return HttpResponseRedirect(f"{settings.LOGIN_URL}?next={quote(request.path)}")
    if not _may(user, right):
        return HttpResponseRedirect(f"{settings.LOGIN_URL}?next={quote(request.path)}&no_right=1")
    boot = _boot(request, page=page) | {"csrf": get_token(request), "user": _user(user)} | more
    response = _shell(request, f"{page}.html", context={"boot": boot}, language=boot["language"])
    response["Cache-Control"] = "no-store"
    return response


def _may(user: Any, right: Right) -> bool:
    return may_ever(Actor(Role(user.role)), right)


def _user(user: Any) -> dict[str, Any]:
    """As `UserCard` on the wire."""
    return {
        "id": user.pk,
        "username": user.username,
        "name": user.name or user.username,
        "role": user.role,
        "zone": user.zone_id,
        "language": user.language,
    }


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    more = {
        "debug": settings.DEBUG,
        "basemap": static("basemap.geojson"),
        "layers": getattr(settings, "MAP_LAYERS", []),
        "timers": getattr(settings, "TIMERS", {}),
    }
    return _staff_shell(request, page="desk", right=Right.USE_DESK, more=more)


@require_safe
def responder(request: HttpRequest) -> HttpResponse:
    return _staff_shell(request, page="responder", right=Right.RESPOND, more={"debug": settings.DEBUG})


class Login(auth.LoginView):
    """Somebody who is logged in but lacks the right sees the form again, so that another account can be used."""

    template_name = "login.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        language = i18n.language_of(self.request)
        context = super().get_context_data(**kwargs)
        return context | {
            "language": language,
            "gettext_language": i18n.GETTEXT[language],
            "languages": i18n.LANGUAGES,
            "no_right": "no_right" in self.request.GET,
        }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with override(i18n.GETTEXT[i18n.language_of(request)]):
            response = super().dispatch(request, *args, **kwargs)
            if isinstance(response, TemplateResponse):
                response.render()
        response["Cache-Control"] = "no-store"
        return response

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.GET.get("language")
        if i18n.is_language(asked):
            there = f"{request.path}?next={quote(request.GET.get('next', ''))}"
            return _remember(HttpResponseRedirect(there), language=str(asked))
        return super().get(request, *args, **kwargs)

    def get_default_redirect_url(self) -> str:
        """Who may use the desk goes there, others to the responder's page."""
        return "/desk/" if _may(self.request.user, Right.USE_DESK) else "/respond/"


class Logout(auth.LogoutView):
    next_page = "/login/"


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, served from the top so that it may look after `/`."""
    response = HttpResponse(i18n.built("sw.js"), content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    language = i18n.language_of(request)
    with override(i18n.GETTEXT[language]):
        name = gettext("Grassland 110")
    return JsonResponse(
        {
            "name": name,
            "short_name": "110",
            "lang": language,
            "start_url": "/",
            "scope": "/",
            "display": "standalone",
            "background_color": "#F5F7F6",
            "theme_color": "#B00020",
            "icons": [{"src": static("icon.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )
