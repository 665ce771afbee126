from django.contrib import admin
from django.contrib.auth.models import Group
from knox.models import AuthToken

from people.admin import devices, users, zones

# Rights come from roles, not groups; and a list of tokens is nothing to look at.
for unwanted in (Group, AuthToken):
    if admin.site.is_registered(unwanted):
        admin.site.unregister(unwanted)

__all__ = ["devices", "users", "zones"]
