from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Let every app register what of it is found, then watch what was registered."""
        from publishing.documents.registry import join_content
        from search import freshness, synonyms

        autodiscover_modules("searchable")
        freshness.watch()
        join_content(synonyms.load, synonyms.dump)
        join_content(lambda folder, report: freshness.mark_missing(), lambda folder: 0)
