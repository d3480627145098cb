"""`scripts/bench` runs this once for each engine."""

import os
import signal
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

# The models can be imported only now.
from tests.bench.measure import main  # noqa: E402

# Ended in the middle, it still ends the server it has started.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
sys.exit(main())
