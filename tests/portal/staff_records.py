"""One small record of every kind beside the real content, and what a browser sends for a form."""

from django.db import models
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from consultation.models import (
    Campaign,
    CannedReply,
    CommentReport,
    DataRequest,
    Erasure,
    Export,
)
from portal.models import MistakeReport
from publishing.dates import today
from publishing.documents.apply import apply
from publishing.documents.registry import model_for_folder
from publishing.models import Revision, SlugRedirect
from tests.consultation.comments import made_comment
from tests.unrendered import unrendered


def t(zh: str, en: str) -> dict[str, str]:
    """A text in both languages."""
    return {"zh-hk": zh, "en": en}


SOURCED = {"source": "sample-paper", "locator": "para 6(i); fn 11"}
RATIO = {"government_share": 2, "other_share": 1, "other_side": "enterprise"}
SERIES = {
    "name": t("申請宗數", "Applications"),
    "measure": t("不包括撤回的申請", "Without applications withdrawn"),
    "unit": "count",
    "group": "scheme_results",
    "points": [
        {"key": "2024", "as_of": "2024-12-31", "value": 9562, "qualifier": "over"} | SOURCED,
        {"key": "2025", "as_of": "2025-12", "value": "12.5"} | SOURCED,
    ],
}
DOCUMENTS = {
    "topics": {"slug": "sample-chips", "name": t("晶片", "Chips")},
    "organisations": {
        "slug": "sample-itc",
        "name": t("創新科技署", "Innovation and Technology Commission"),
    },
    "sources": {
        "slug": "sample-paper",
        "title": t("討論文件", "Discussion paper"),
        "publisher": t("財務委員會", "Finance Committee"),
        "source_kind": "official",
        "grade": "A",
        "url": "https://sample.example.org/paper?a=1&b=2",
        "published_on": "2021-05",
    },
    "schemes": {
        "slug": "sample-alpha",
        "name": t("甲計劃", "Alpha Scheme"),
        "scheme_kind": "scheme",
        "category": "research",
        "summary": t("資助研發。", "Pays for research."),
        "description": t("第一段。\n\n第二段。", "First.\n\nSecond."),
        "administrator": "sample-itc",
        "launched_on": "2016-Q4",
        "topics": ["sample-chips"],
        "tracks": [
            {
                "key": "main",
                "name": t("主要", "Main"),
                "terms": [
                    {
                        "key": "2016",
                        "effective_from": 2016,
                        "terms_kind": "match",
                        "percent": "12.5",
                    }
                    | RATIO
                    | {"ceiling": 600000, "ceiling_per": "applicant"}
                    | SOURCED,
                ],
            }
        ],
        "statuses": [
            {"key": "open", "status_state": "open", "since": "2016-11", "intake": "all_year"}
            | {"evidence_on": "2025-07-30"}
            | SOURCED,
        ],
        "clauses": [
            {"key": "who", "section": "who", "applicant": "company", "track": "main"}
            | {"text": t("本地公司。", "Local companies.")}
            | SOURCED,
        ],
        "criteria": [
            {"key": "who", "sentence": "who", "track": "main", "attribute": "who"}
            | {"operator": "in", "value": "cap622"},
        ],
        "successions": [
            {"key": "was", "relation": "renamed_from", "other_name": t("舊名", "Former name")}
            | SOURCED,
        ],
        "series": [{"slug": "sample-alpha-applications"} | SERIES],
    }
    | SOURCED,
    "facilities": {
        "slug": "sample-lab",
        "name": t("實驗室", "Laboratory"),
        "facility_kind": "institute",
        "summary": t("做研究。", "Does research."),
        "description": t("做研究的地方。", "A place of research."),
        "hosts": ["sample-itc"],
        "floor_area": 1500,
        "floor_area_qualifier": "about",
        "states": [{"key": "open", "facility_status": "operating"} | SOURCED],
        "people": [
            {"key": "head", "name": t("陳大文", "Chan Tai Man"), "role": t("主任", "Director")}
            | {"as_of": 2024}
            | SOURCED
        ],
        "notes": [{"key": "what", "section": "focus", "text": t("晶片。", "Chips.")} | SOURCED],
        "successions": [
            {"key": "was", "relation": "renamed_from", "other_name": t("舊名", "Old name")}
            | SOURCED
        ],
        "series": [{"slug": "sample-lab-people"} | SERIES],
    }
    | SOURCED,
    "indicators": {
        "slug": "sample-gerd",
        "title": t("研發總開支", "Spending on R&D"),
        "series": [{"slug": "sample-gerd-share"} | SERIES],
    }
    | SOURCED,
    "measures": {
        "slug": "sample-fund-2024",
        "title": t("設立基金", "A fund is set up"),
        "text": t("政府宣布設立基金。", "The Government announces a fund."),
        "announced_on": "2024-02-28",
        "announced_by": "sample-itc",
        "amount": 10_000_000_000,
        "progress": "done",
        "progress_source": "sample-paper",
        "schemes": ["sample-alpha"],
        "facilities": ["sample-lab"],
    }
    | SOURCED,
    "outcomes": {
        "slug": "sample-sensor",
        "title": t("感測器", "A sensor"),
        "text": t("做成了。", "It was made."),
        "scheme": "sample-alpha",
        "organisations": ["sample-itc"],
        "facility": "sample-lab",
        "topics": ["sample-chips"],
        "as_of": 2023,
    }
    | SOURCED,
    "projects": {
        "slug": "sample-gic",
        "name": t("創新中心", "Innovation Centre"),
        "short_name": t("中心", "Centre"),
        "summary": t("一座研究中心。", "A research centre."),
        "place": t("薄扶林", "Pok Fu Lam"),
        "proponent": "sample-itc",
        "standing": t("仍待決定。", "Nothing is decided yet."),
        "standing_on": "2026-01",
        "parameters": [
            {"key": "area", "name": t("面積", "Area"), "unit": t("平方米", "m²")},
            {"key": "height", "name": t("高度", "Height")},
        ],
        "versions": [
            {
                "key": "2024",
                "name": t("初步", "First"),
                "dated": "2024-01",
                "values": [
                    {"key": "area", "parameter": "area", "value": 222720} | SOURCED,
                ],
            }
            | SOURCED,
        ],
        "entries": [
            {"key": "boards", "entry_kind": "event", "happened_on": "2024-01"}
            | {"title": t("展出", "Display"), "said_by": t("港大", "HKU")}
            | SOURCED,
        ],
        "notes": [
            {"key": "why", "section": "purpose", "text": t("做研究。", "For research.")} | SOURCED
        ],
        "windows": [
            {"key": "general", "title": t("一般意見", "General comments"), "channel": "informal"}
            | {"opens_at": "2026-01-01T00:00:00+08:00", "late": "flag"},
        ],
        "themes": [{"key": "traffic", "name": t("交通", "Traffic"), "hint": t("路", "Roads")}],
        "responses": [
            {"key": "roads", "theme": "traffic", "entry": "boards"}
            | {"said": t("路太窄。", "Too narrow."), "done": t("加闊了。", "It was widened.")}
            | SOURCED,
        ],
    }
    | SOURCED,
    "pages": {
        "slug": "sample-about",
        "title": t("關於本站", "About"),
        "summary": t("誰做的。", "Who made it."),
        "parts": [{"key": "who", "heading": t("誰", "Who"), "text": t("我們。", "We did.")}],
    },
    "glossary": {
        "slug": "sample-ratio",
        "term": t("配對比例", "Matching ratio"),
        "meaning": t("各付多少。", "Who pays how much."),
    }
    | SOURCED,
}


def record(folder: str, **changes) -> models.Model:
    """Write the sample of `folder`, published, and return it; what it points to must be there."""
    published = {"state": "published", "publish_at": "2026-01-01T00:00:00+08:00"}
    return apply(model_for_folder(folder), DOCUMENTS[folder] | published | changes)


def everything() -> dict[str, models.Model]:
    """One record of every kind by its folder, a former address, a reader's report, and a comment
    with everything that the care for comments leaves behind."""
    made = {folder: record(folder) for folder in DOCUMENTS}
    _comments(made["projects"])
    SlugRedirect.objects.create(kind="schemes.scheme", old_slug="sample-aleph", slug="sample-alpha")
    MistakeReport.objects.create(
        about="/en/schemes/sample-alpha/", message="It is 3:1.", language="en"
    )
    return made


def _comments(project: models.Model) -> None:
    comment = made_comment(project=project)
    Campaign.objects.create(project=project, title="Letters about the road")
    texts = {"title_zh_hk": "多謝", "title_en": "Thanks"}
    texts |= {"text_zh_hk": "多謝你的意見。", "text_en": "Thank you for your comment."}
    CannedReply.objects.create(**texts)
    CommentReport.objects.create(comment=comment, message="It names me.", language="en")
    DataRequest.objects.create(kind="access", received_on=today(), comment=comment)
    Export.objects.create(file_format="csv", purpose="Audit", rows=1)
    Erasure.objects.create(before=timezone.now(), comments=1, letters=0)


def page(model: type[models.Model], name: str, *args) -> str:
    """The address of one of a model's staff pages."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def form_errors(response) -> str:
    """Every error of a form page, in the language it was shown in."""
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    found = [response.context["adminform"].form.errors]
    found += [form.errors for formset in formsets for form in formset]
    found += [formset.non_form_errors() for formset in formsets]
    with translation.override(response.wsgi_request.LANGUAGE_CODE):
        return " ".join(str(error) for error in found)


def form_data(client: Client, address: str) -> dict[str, str | list[str]]:
    """What a browser would send if the form at `address` were saved as it is."""
    with unrendered():
        return sent_by(client.get(address).context_data)


def sent_by(context) -> dict[str, str | list[str]]:
    """What a browser would send if the form of this page were saved as it is."""
    data: dict[str, str | list[str]] = {}
    if editing := context.get("editing"):
        data |= editing.carried
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for bound in form:
            data |= _sent(bound)
    return data


def _sent(bound) -> dict[str, str | list[str]]:
    if bound.field.disabled:
        return {}
    widget, value = bound.field.widget, bound.value()
    subwidgets = getattr(widget, "widgets", None)
    if subwidgets:
        values = value if isinstance(value, list) else widget.decompress(value)
        return {
            bound.html_name + suffix: part.format_value(one) or ""
            for suffix, part, one in zip(widget.widgets_names, subwidgets, values, strict=True)
        }
    if isinstance(value, bool):
        return {bound.html_name: "on"} if value else {}
    if isinstance(value, list):
        return {bound.html_name: [str(getattr(one, "pk", one)) for one in value]}
    text = "" if value is None else str(value)
    return {bound.html_name: text.replace("\n", "\r\n")}  # as browsers do


WHY = {"reason_zh_hk": "資料有誤。", "reason_en": "It was wrong."}


def save(client: Client, record: models.Model, button: str = "_publish", **changes):
    """Send the record's form back, every row opened, with some fields changed; a reason is given
    unless `changes` give another."""
    address = page(type(record), "change", record.pk) + "?rows=all"
    return client.post(address, form_data(client, address) | WHY | {button: "1"} | changes)


def choose(client: Client, language: str, target: str = "") -> str:
    """Switch the staff site's language and return where that leads."""
    return client.post(reverse("admin:language"), {"language": language, "next": target}).url


def revisions() -> models.QuerySet:
    """What editors have saved, newest first."""
    return Revision.objects.filter(origin=Revision.Origin.STAFF)
