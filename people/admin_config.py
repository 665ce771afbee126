"""Stands in INSTALLED_APPS where `django.contrib.admin` would. A module of its own: it is read before any model is."""

from django.contrib.admin.apps import AdminConfig


class GrasslandAdminConfig(AdminConfig):
    default_site = "people.admin_site.GrasslandAdminSite"
