from django.apps import AppConfig
from django.db.backends.signals import connection_created


class PagesConfig(AppConfig):
    name = "pages"

    def ready(self) -> None:
        """Watch what every connection writes."""
        from pages.changes import watch_writes

        connection_created.connect(watch_writes, dispatch_uid="pages-watch-writes")
