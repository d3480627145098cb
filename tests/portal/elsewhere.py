"""The site in a process of its own, with an environment of its own."""

import json
import os
import subprocess
import sys

from django.conf import settings

VISIT = """
import json, sys
import django
from django.conf import settings
# No files are collected for this.
settings.STORAGES = settings.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
django.setup()
from django.test import Client
client = Client(raise_request_exception=False)
answers = []
for given in json.loads(sys.argv[1]):
    address, options = given
    answer = client.get(address, **options)
    cookies = {name: morsel.OutputString() for name, morsel in answer.cookies.items()}
    answers.append([answer.status_code, dict(answer.items()), answer.content.decode(), cookies])
print(json.dumps(answers))
"""


def run(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    """Run Python code that may import the settings, with nothing in the environment but this."""
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, *arguments],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "DATA_DIR": os.environ.get("DATA_DIR", str(settings.DATA_DIR)),
        }
        | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def visit(*visits: tuple[str, dict], **environment: str) -> tuple[list, list[dict]]:
    """Ask for addresses with options of the test client.

    Return [status, headers, content, cookies] of each, and the log's lines.
    """
    done = run(VISIT, json.dumps(visits), SECRET_KEY="for-this-test-only", **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout), [json.loads(line) for line in done.stderr.splitlines()]
