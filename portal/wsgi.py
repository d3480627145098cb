"""The WSGI application that the production server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = get_wsgi_application()

# Only now can settings and models be read.
from django.conf import settings  # noqa: E402

if settings.PAGE_STORE_MB:
    from portal.ready_pages import in_front_of

    application = in_front_of(application)
