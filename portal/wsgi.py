"""The WSGI application that the production server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

django = get_wsgi_application()

# Only now can settings and models be read.
from portal.ready_pages import in_front_of  # noqa: E402

application = in_front_of(django)
