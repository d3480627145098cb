"""What Django alone takes: a view that answers bytes, and a template with twenty rows.

Served beside the site and on its database, with none of its middleware.
"""

import os

import dj_database_url
import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

settings.configure(
    SECRET_KEY="for-this-measurement-only",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={
        "default": dict(dj_database_url.parse(os.environ["DATABASE_URL"])) | {"CONN_MAX_AGE": 60}
    },
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [os.path.dirname(__file__)],
        }
    ],
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)
django.setup()

from django.db import models  # noqa: E402

BYTES = b"x" * 4096


class Scheme(models.Model):
    """The columns that the template shows."""

    slug = models.SlugField()
    name_en = models.CharField(max_length=200)
    summary_en = models.CharField(max_length=200)
    category = models.CharField(max_length=12)

    class Meta:
        app_label = "bare"
        managed = False
        db_table = "schemes_scheme"


def view(request: HttpRequest) -> HttpResponse:
    """Bytes, and nothing else."""
    return HttpResponse(BYTES)


def template(request: HttpRequest) -> HttpResponse:
    """Twenty rows in one query."""
    return render(request, "bare.html", {"rows": Scheme.objects.order_by("slug")[:20]})


urlpatterns = [path("view/", view), path("template/", template)]
application = WSGIHandler()
