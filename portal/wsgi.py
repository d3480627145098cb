"""The WSGI application that the production server calls."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup(set_prefix=False)

# Only now can settings and models be read.
from portal.handler import Handler  # noqa: E402
from portal.ready_pages import in_front_of  # noqa: E402

application = in_front_of(Handler())
