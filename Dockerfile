# The site in one image; which part a container plays is its command (see docker-compose.yml).

FROM python:3.13-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements/base.txt /tmp/
RUN /venv/bin/pip install --require-hashes -r /tmp/base.txt

FROM python:3.13-slim-bookworm
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATA_DIR=/app/data
WORKDIR /app
COPY --from=build /venv /venv
COPY . .
# Everything stays root's: the running process can change none of it, nor needs to. The key is of no
# use after this step.
RUN SECRET_KEY=collectstatic python manage.py collectstatic --noinput -v 0 \
    && python -m compileall -q .
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["granian", "--interface", "wsgi", "--no-ws", "--blocking-threads", "4", "--host", "0.0.0.0", "--port", "8000", "portal.wsgi:application"]
