"""All settings, fed by the environment. See docs/configuration.md for each variable."""

import sys
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from portal import logs, variables
from portal.environment import env, listed, read_or_stop, whole

BASE_DIR = Path(__file__).resolve().parent.parent
TESTING = "pytest" in sys.modules

DEBUG = read_or_stop(lambda: env.bool("DEBUG", False), "DEBUG takes true or false.")
DATA_DIR = Path(env.str("DATA_DIR", str(BASE_DIR / "data"))).resolve()

SECRET_KEY = read_or_stop(
    lambda: variables.secret_key(DEBUG or TESTING),
    "set SECRET_KEY, or SECRET_KEY_FILE to a file that holds it; `make run` makes one for you.",
)

# The one switch for a public host: with it cookies, HSTS and redirects ask for https.
PUBLIC_URL = read_or_stop(
    variables.public_url, "PUBLIC_URL takes the public address, such as https://guide.example.hk"
)
IS_PUBLIC = bool(PUBLIC_URL)

ALLOWED_HOSTS = listed("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
if IS_PUBLIC:
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, urlsplit(PUBLIC_URL).hostname]
    CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, so that its registrations are patched in
    "portal.apps.PortalConfig",
    "api.apps.ApiConfig",
    "schemes.apps.SchemesConfig",
    "facilities.apps.FacilitiesConfig",
    "policy.apps.PolicyConfig",
    "consultation.apps.ConsultationConfig",
    "figures.apps.FiguresConfig",
    "search.apps.SearchConfig",
    "mail.apps.MailConfig",
    "accounts.apps.AccountsConfig",
    "publishing.apps.PublishingConfig",
    "pages.apps.PagesConfig",
    "portal.apps.StaffConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
]

MIDDLEWARE = [
    "portal.middleware.TrustedProxyMiddleware",
    "portal.middleware.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.middleware.SecurityHeadersMiddleware",
    "portal.middleware.DueVersionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.middleware.FormTextMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.middleware.DatabaseDownMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.site",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "publishing.templatetags.formats",
                "publishing.templatetags.kept",
            ],
        },
    }
]

# --- Database -------------------------------------------------------------------------------

DATABASES = {
    "default": read_or_stop(
        lambda: variables.database(DATA_DIR),
        "DATABASE_URL looks like postgresql://user:password@host:5432/name "
        "or sqlite:////absolute/path/db.sqlite3",
    )
}

# --- Cache ----------------------------------------------------------------------------------

CACHE_URL = read_or_stop(
    variables.cache_url,
    "CACHE_URL looks like redis://redis:6379/0, or leave it unset for a cache in process.",
)
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
        if CACHE_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

# Megabytes for ready pages in front of Django (see `pages`), in each process; 0: none are kept.
PAGE_STORE_MB = whole("PAGE_STORE_MB", 0 if DEBUG or TESTING else 12, least=0)

# --- Languages ------------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hk"
LANGUAGES = [("zh-hk", _("Traditional Chinese")), ("en", _("English"))]
# As `<html lang>` and `hreflang` write them.
HTML_LANGUAGES = [("zh-hk", "zh-HK"), ("en", "en")]
# Ours first; the second holds what Django itself says, see scripts/merge_django_catalogue.py.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "django"]
FORMAT_MODULE_PATH = ["portal.formats"]
TIME_ZONE = "Asia/Hong_Kong"
USE_TZ = True
MODELTRANSLATION_LANGUAGES = ("zh-hk", "en")
MODELTRANSLATION_DEFAULT_LANGUAGE = "zh-hk"
# A missing translation is said to be missing, never filled in from the other language.
MODELTRANSLATION_ENABLE_FALLBACKS = False

# --- Files ----------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG or TESTING
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_MAX_AGE = 60 if DEBUG else 3600

# --- Mail -----------------------------------------------------------------------------------

_mail = read_or_stop(
    variables.email,
    "EMAIL_URL looks like submission://user:password@host:587, or console: to print mail",
)
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail["EMAIL_HOST"] or "localhost"
EMAIL_PORT = _mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = _mail["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _mail["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "webmaster@localhost")

# Where mistakes that readers report are announced; empty: they wait in the staff site only.
EDITORS_EMAIL = read_or_stop(
    variables.editors,
    "EDITORS_EMAIL takes e-mail addresses separated by commas, or leave it unset.",
)

# --- Security -------------------------------------------------------------------------------

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.views.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
# The longest record's form in the staff site has about 2,100 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
if IS_PUBLIC:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    # The probes come from inside the network, over http.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]

# Networks whose X-Forwarded-* headers are believed, such as 172.16.0.0/12; others are ignored.
TRUSTED_PROXIES = read_or_stop(
    lambda: [ip_network(text) for text in listed("TRUSTED_PROXIES", [])],
    "TRUSTED_PROXIES takes networks separated by commas, such as 127.0.0.1/32,10.0.0.0/8",
)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGIN_URL = "admin:login"
if TESTING:  # a slow hash protects nobody there
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# --- The portal -----------------------------------------------------------------------------

SITE_NAME = {
    "zh-hk": env.str("SITE_NAME_ZH", "創科指南"),
    "en": env.str("SITE_NAME_EN", "I&T Guide"),
}
# The project that the menu and the home page lead residents to.
FEATURED_PROJECT = "gic"
SECURITY_CONTACT = env.str("SECURITY_CONTACT", "")
CONTENT_DIR = BASE_DIR / "content"
# How many reports one network may send an hour before being asked to wait.
REPORTS_PER_HOUR = whole("REPORTS_PER_HOUR", 10)

# The data user of Cap. 486 for what people write; while unnamed, the form is a demonstration.
OPERATOR = read_or_stop(
    variables.operator,
    "OPERATOR_ZH, OPERATOR_EN, PRIVACY_OFFICER_ZH, PRIVACY_OFFICER_EN and PRIVACY_CONTACT are set "
    "together or not at all; FEEDBACK_PASSED_ON takes true or false.",
)
# How long a writer's name and address are kept after the end of a window, or after the last
# contact on a standing channel; the privacy statement says so.
FEEDBACK_MONTHS = whole("FEEDBACK_MONTHS", 12)
# Comments of one network within an hour, after which more are looked at first; none is refused.
FEEDBACK_BUSY_NETWORK = whole("FEEDBACK_BUSY_NETWORK", 10)

# --- Logs ------------------------------------------------------------------------------------

LOGGING = logs.config("WARNING" if TESTING else "INFO")
