from django import forms
from django.contrib import admin

from command.models import Place
from people.admin.base import BY_ZONE, ModelForm, ZoneAdminBase
from people.admin.fields import NamesField


class PlaceForm(ModelForm):
    names = NamesField(required=False)
    lat = forms.FloatField(min_value=-90, max_value=90)
    lon = forms.FloatField(min_value=-180, max_value=180)

    class Meta:
        model = Place
        fields = ["name", "names", "kind", "zone", "lat", "lon"]


@admin.register(Place)
class PlaceAdmin(ZoneAdminBase):
    form = PlaceForm
    list_display = ["name", "kind", "zone", "lat", "lon"]
    list_filter = ["kind", BY_ZONE]
    list_select_related = ["zone"]
    search_fields = ["name", "names"]
