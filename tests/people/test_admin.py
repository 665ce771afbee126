import json
from io import StringIO
from typing import Any

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from alerts.models import Alert, AlertType, Entry, Look
from command.models import Position, Responder
from people.jurisdiction import forget_jurisdiction
from people.models import Device, User, Zone
from people.roles import Role

pytestmark = pytest.mark.django_db
SQUARE = [[115, 43], [116, 43], [116, 44], [115, 44], [115, 43]]
BOW_TIE = [[115, 43], [116, 44], [116, 43], [115, 44], [115, 43]]
READ_ONLY = {"Alert", "Entry", "Look", "Dispatch", "Shift"}


@pytest.fixture(autouse=True)
def _demo(settings: Any) -> None:
    settings.DEBUG = True
    # A real hash takes a third of a second on purpose.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    forget_jurisdiction()
    call_command("seed", "--demo", verbosity=0, stdout=StringIO())


def as_user(username: str, **changes: Any) -> Client:
    user = User.objects.get(username=username)
    User.objects.filter(pk=user.pk).update(**changes)
    client = Client()
    client.force_login(user)
    return client


def north_supervisor() -> Client:
    """Saran, as a supervisor of the north who is no superuser."""
    return as_user("saran", role=Role.SUPERVISOR)


def name_of(model: Any, page: str) -> str:
    return f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"


def registered() -> list[Any]:
    return list(admin.site._registry)


@pytest.mark.parametrize("model", registered(), ids=lambda model: model.__name__)
def test_every_list_and_every_file_opens_for_the_supervisor(model: Any) -> None:
    wei = as_user("wei")
    Look.objects.create(alert=Alert.objects.earliest("serial"), who="test", what="timeline", at="2026-01-01T00:00Z")
    assert wei.get(reverse(name_of(model, "changelist")), {"q": "a1"}).status_code == 200
    row = model._default_manager.first()
    assert wei.get(reverse(name_of(model, "change"), args=[row.pk])).status_code == 200
    add = wei.get(reverse(name_of(model, "add"))).status_code
    assert add == (403 if model.__name__ in READ_ONLY | {"Device"} else 200)


@pytest.mark.parametrize("username", ["saran", "bat", "dawa"])
def test_nobody_but_supervisors_enters(username: str) -> None:
    answer = as_user(username).get("/admin/")
    assert answer.status_code == 302
    assert "/admin/login/" in answer["Location"]


def test_a_dispatchers_password_does_not_open_the_admin_site() -> None:
    answer = Client().post("/admin/login/", {"username": "saran", "password": "grassland"})
    assert answer.status_code == 200
    assert "_auth_user_id" not in answer.wsgi_request.session


def test_a_supervisor_enters_by_role_alone() -> None:
    assert north_supervisor().get("/admin/").status_code == 200


def test_an_alert_cannot_be_changed_added_or_deleted() -> None:
    wei, alert = as_user("wei"), Alert.objects.earliest("serial")
    file = reverse(name_of(Alert, "change"), args=[alert.pk])
    assert wei.post(file, {"text": "changed"}).status_code == 403
    assert wei.post(reverse(name_of(Alert, "delete"), args=[alert.pk]), {"post": "yes"}).status_code == 403
    alert.refresh_from_db()
    assert alert.text == "车陷在雪里了"


def test_the_timeline_is_told_in_words_and_the_look_is_kept() -> None:
    alert = Alert.objects.earliest("serial")
    page = as_user("wei").get(reverse(name_of(Alert, "change"), args=[alert.pk]))
    assert "Bat · 巴特" in page.content.decode()
    assert Look.objects.filter(alert=alert, what_id="admin", who="Wei · 魏主任").count() == 1


def zone_form(**changes: Any) -> dict[str, Any]:
    form = {"code": "west", "name": "西区", "parent": "altan", "boundary": ""}
    return form | {f"names_{language}": "" for language in ("zh_Hans", "en", "mn_Cyrl", "mn_Mong")} | changes


def polygon(ring: list[list[float]]) -> str:
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


def test_a_zone_is_saved_with_its_path_and_takes_effect_at_once() -> None:
    answer = as_user("wei").post(reverse(name_of(Zone, "add")), zone_form(boundary=polygon(SQUARE), names_en="West"))
    assert answer.status_code == 302
    zone = Zone.objects.get(pk="west")
    assert (zone.path, zone.names) == ("/altan/west/", {"en": "West"})


@pytest.mark.parametrize(
    ("boundary", "path"),
    [
        (polygon(BOW_TIE), "coordinates[0][0]"),
        (polygon([*SQUARE[:-1], [115, 43.5]]), "coordinates[0]"),
        (polygon([[999, 43], *SQUARE[1:]]), "coordinates[0][0][0]"),
        ('{"type": "Point"}', "type"),
        ("[]", "geometry"),
    ],
)
def test_a_bad_boundary_is_refused_with_the_path_of_the_fault(boundary: str, path: str) -> None:
    answer = as_user("wei").post(reverse(name_of(Zone, "add")), zone_form(boundary=boundary))
    assert answer.status_code == 200
    [fault] = answer.context["adminform"].form.errors["boundary"]
    assert path in fault


def test_a_zone_cannot_hang_below_itself() -> None:
    form = zone_form(name="旗", parent="north")
    answer = as_user("wei").post(reverse(name_of(Zone, "change"), args=["altan"]), form)
    assert "parent" in answer.context["adminform"].form.errors
    assert Zone.objects.get(pk="altan").parent is None


def test_a_supervisor_sees_their_own_subtree_only() -> None:
    saran = north_supervisor()
    south = Responder.objects.filter(zone="south").earliest("pk")
    page = saran.get(reverse(name_of(Responder, "changelist")), {"all": ""}).content.decode()
    assert Responder.objects.filter(zone="north").earliest("name").name in page
    assert saran.get(reverse(name_of(Responder, "change"), args=[south.pk])).status_code == 302
    assert set(saran.get(reverse(name_of(Entry, "changelist"))).context["cl"].queryset.values_list("zone")) == {
        ("north",)
    }


def test_a_supervisor_cannot_put_anything_into_another_zone() -> None:
    form = {"name": "新井", "kind": "well", "zone": "south", "lat": "43", "lon": "116"}
    answer = north_supervisor().post("/admin/command/place/add/", form)
    assert "zone" in answer.context["adminform"].form.errors


def test_a_supervisor_can_neither_see_superusers_nor_make_one() -> None:
    saran, bat = north_supervisor(), User.objects.get(username="bat")
    wei = User.objects.get(username="wei")
    assert saran.get(reverse(name_of(User, "change"), args=[wei.pk])).status_code == 302
    page = saran.get(reverse(name_of(User, "change"), args=[bat.pk])).content.decode()
    assert 'name="is_superuser"' not in page
    assert 'value="system_admin"' not in page


def test_a_system_administrator_looks_after_accounts_and_nothing_else() -> None:
    temur = as_user("temur", role=Role.SYSTEM_ADMIN, zone=None)
    bat = User.objects.get(username="bat")
    assert temur.get(reverse(name_of(User, "change"), args=[bat.pk])).status_code == 200
    assert temur.get(reverse(name_of(Alert, "changelist"))).status_code == 403


def test_a_dispatcher_without_a_zone_is_refused() -> None:
    form = {"username": "nomin", "role": "dispatcher", "usable_password": "false", "zone": ""}
    answer = as_user("wei").post(reverse(name_of(User, "add")), form)
    assert "zone" in answer.context["adminform"].form.errors


def test_a_responders_skills_are_words_with_commas_between_them() -> None:
    bat = Responder.objects.get(user__username="bat")
    form = {"name": bat.name, "kind": "police", "zone": "north", "mode": "car", "active": "on", "user": bat.user_id}
    form |= {"skills": "medical， fire,medical", "languages": ["en", "zh-Hans"]}
    answer = as_user("wei").post(reverse(name_of(Responder, "change"), args=[bat.pk]), form)
    assert answer.status_code == 302
    bat.refresh_from_db()
    assert (bat.skills, bat.languages) == (["medical", "fire"], ["zh-Hans", "en"])


def test_a_phones_key_cannot_be_changed_but_its_standing_can() -> None:
    phone = Device.objects.filter(status="unverified").latest("pk")
    form = {"status": "verified", "language": phone.language, "id": "00000000-0000-0000-0000-000000000001"}
    answer = as_user("wei").post(reverse(name_of(Device, "change"), args=[phone.pk]), form)
    assert answer.status_code == 302
    assert Device.objects.get(pk=phone.pk).status == "verified"
    assert Device.objects.count() == 12


def test_a_kind_of_help_keeps_its_code() -> None:
    wei = as_user("wei")
    page = wei.get(reverse(name_of(AlertType, "change"), args=["theft"])).content.decode()
    assert 'name="code"' not in page


def test_the_home_says_what_is_wrong_before_what_exists() -> None:
    Alert.objects.update(status="received", closed_at=None, disposition="")
    Position.objects.filter(responder__user__username="bat").update(at="2026-01-01T00:00Z")
    wrong = as_user("wei").get("/admin/").context["wrong"]
    assert [each.number for each in wrong] == [2, 2, 1]
    for each in wrong:
        rows = as_user("wei").get(each.url).context["cl"].queryset
        assert rows.count() == each.number


def test_the_home_says_when_nothing_is_wrong() -> None:
    assert as_user("wei").get("/admin/").context["wrong"] == []


def test_no_page_needs_what_the_content_policy_forbids() -> None:
    page = as_user("wei").get("/admin/").content.decode()
    assert "onclick=" not in page
    assert " style=" not in page
    assert "<style>" not in page


def test_the_tables_and_columns_are_in_the_readers_language() -> None:
    page = as_user("wei").get("/admin/alerts/alert/", HTTP_ACCEPT_LANGUAGE="zh-CN").content.decode()
    assert "警情" in page
    assert "收到时间" in page
    assert "received at" not in page.lower()
    for plural in (">Devices<", ">Zones<", ">Alerts<", ">Responders<", ">Places<", ">Shifts<", ">Looks<"):
        assert plural not in page
