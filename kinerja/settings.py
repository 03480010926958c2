"""All settings of Kinerja, in one file; what differs between places comes from the environment.

Production is the default mode and does not start without SECRET_KEY and ALLOWED_HOSTS.
"""

import secrets
import sysconfig
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.urls import reverse_lazy

from kinerja import env

BASE_DIR = Path(__file__).resolve().parent.parent
MODE = env.choice_setting("KINERJA_MODE", ("production", "demo", "test"), "production")
PRODUCTION = MODE == "production"
DEMO = MODE == "demo"
DEBUG = False
DATA_DIR = env.made_folder("KINERJA_DATA_DIR", BASE_DIR / "var")


def demo_secret() -> str:
    """A secret of this machine's own, so that a demo keeps its sessions and none shares a key."""
    file = DATA_DIR / "secret-key"
    if not file.exists():
        file.write_text(secrets.token_urlsafe(50))
        file.chmod(0o600)
    return file.read_text()


SECRET_KEY = env.secret_key("SECRET_KEY") if PRODUCTION else env.text_setting("SECRET_KEY", demo_secret())
ALLOWED_HOSTS = env.host_names(
    "ALLOWED_HOSTS", None if PRODUCTION else "127.0.0.1,localhost,[::1],testserver"
)
CSRF_TRUSTED_ORIGINS = env.web_origins("CSRF_TRUSTED_ORIGINS", "")
# The address that letters name and the QR of papers leads to; without it they name none and there is no QR.
SITE_URL = next(iter(env.web_origins("SITE_URL", "")), "")
# The Kemendagri code of the province whose schedule visitors read; without it those of all provinces.
PROVINCE = env.text_setting("PROVINCE", "")
# A sentence that says until when; while it is set every page but /healthz answers 503 with it.
MAINTENANCE = env.text_setting("MAINTENANCE", "")

INSTALLED_APPS = [
    "kinerja",
    "kinerja.regions",
    "kinerja.accounts",
    "indicators",
    "assessments",
    "assessments.iku",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "axes",
    "csp",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A page of 26 rows is 95 kB of markup and 10 kB on the line. Tokens in it are masked anew for every page.
    "django.middleware.gzip.GZipMiddleware",
    "kinerja.middleware.permissions_policy",
    "csp.middleware.CSPMiddleware",
    "kinerja.middleware.maintenance_middleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kinerja.accounts.middleware.log_denials",
    "kinerja.accounts.middleware.session_limits",
    "kinerja.accounts.middleware.first_password",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    # Whoever changes an instrument stands in its history.
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
    "kinerja.middleware.RefusalPages",
]

ROOT_URLCONF = "kinerja.urls"
WSGI_APPLICATION = "kinerja.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kinerja.navigation.frame",
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Data
DATABASES = {"default": env.database_settings("DATABASE_URL", DATA_DIR / "kinerja.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURES = BASE_DIR / "fixtures"

# Language and time. Each province shows its own zone; the default is Java's.
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Indonesia")]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True

# Sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "kinerja.accounts.backends.RoleBackend",
]
LOGIN_URL = reverse_lazy("sign_in")
LOGIN_REDIRECT_URL = reverse_lazy("home")
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "kinerja.accounts.passwords.FirstPasswordHasher",
]
if MODE == "test":
    PASSWORD_HASHERS[0] = "django.contrib.auth.hashers.MD5PasswordHasher"
PASSWORD_MIN_LENGTH = env.integer_setting("PASSWORD_MIN_LENGTH", 15, minimum=8, maximum=64)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "kinerja.accounts.passwords.LongEnough", "OPTIONS": {"min_length": PASSWORD_MIN_LENGTH}},
    {"NAME": "kinerja.accounts.passwords.NotCommon"},
    {"NAME": "kinerja.accounts.passwords.NotPersonal"},
]
FIRST_PASSWORD_DAYS = env.integer_setting("FIRST_PASSWORD_DAYS", 14, minimum=1, maximum=90)
PASSWORD_RESET_TIMEOUT = env.integer_setting("PASSWORD_RESET_HOURS", 24, minimum=1, maximum=168) * 3600
# A guesser is slowed per name and address together, so nobody can lock a victim out from elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = env.integer_setting("SIGN_IN_FAILURES", 8, minimum=3, maximum=100)
AXES_COOLOFF_TIME = env.integer_setting("SIGN_IN_COOLOFF_MINUTES", 15, minimum=1, maximum=1440) / 60
# Trying on while locked does not prolong the lock, so it ends by itself.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "kinerja.accounts.views.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
# The log tells who signed in; the admin shows nothing of axes, whose pages are in English.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
PROXY_COUNT = env.integer_setting("PROXY_COUNT", 0, maximum=5)
AXES_CLIENT_IP_CALLABLE = "kinerja.accounts.audit.client_address"

# Sessions: SESSION_IDLE_MINUTES without a request, or SESSION_HOURS in all, end one. The cookie outlives the
# idle limit, so that the next page can say why one has to sign in again.
SESSION_IDLE_AGE = env.integer_setting("SESSION_IDLE_MINUTES", 60, minimum=5, maximum=1440) * 60
SESSION_ABSOLUTE_AGE = env.integer_setting("SESSION_HOURS", 12, minimum=1, maximum=168) * 3600
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_AGE
SESSION_COOKIE_HTTPONLY = True

# Mail. Without a server, letters are written to a folder that only the operator of the server reads.
EMAIL_HOST = env.text_setting("EMAIL_HOST", "")
EMAIL_PORT = env.integer_setting("EMAIL_PORT", 587, minimum=1, maximum=65535)
EMAIL_HOST_USER = env.text_setting("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text_setting("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag_setting("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 10
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
DEFAULT_FROM_EMAIL = env.sender_address("DEFAULT_FROM_EMAIL", "kinerja@localhost")

# Transport and headers
SECURE_SSL_REDIRECT = env.flag_setting("SECURE_SSL_REDIRECT", PRODUCTION) and PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from this machine, where nothing speaks HTTPS
SECURE_HSTS_SECONDS = 63072000 if SECURE_SSL_REDIRECT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXY_COUNT else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "kinerja.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # Bootstrap's own form marks are data: pictures
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Static files: only the one file of Bootstrap that is used is taken from its package.
STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
BOOTSTRAP_DIR = Path(sysconfig.get_path("purelib")) / "bootstrap"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "kinerja.static_files.BootstrapFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "kinerja.static_files.StaticFiles"
    },
}
WHITENOISE_USE_FINDERS = MODE == "test"

# Uploaded files live outside the web root; every download goes through an access check.
MEDIA_ROOT = DATA_DIR / "files"
FILE_UPLOAD_HANDLERS = ["kinerja.uploads.DiskUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_NUMBER_FILES = 20
UPLOAD_MAX_BYTES = env.integer_setting("UPLOAD_MAX_MB", 10, minimum=1, maximum=50) * 2**20
# Of one worksheet. What was removed is kept for the history: both together take twice the quota at most.
EVIDENCE_MAX_FILES = env.integer_setting("EVIDENCE_MAX_FILES", 200, minimum=1, maximum=2000)
EVIDENCE_QUOTA_BYTES = env.integer_setting("EVIDENCE_QUOTA_MB", 300, minimum=1, maximum=10_000) * 2**20
EVIDENCE_KEPT_BYTES = 2 * EVIDENCE_QUOTA_BYTES

# A worksheet row is small; nothing on these pages needs more.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "kinerja.logs.LineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.server": {"handlers": ["console"], "propagate": False},
        **{name: {"level": "ERROR"} for name in ("axes", "weasyprint", "weasyprint.progress", "fontTools")},
    },
}
