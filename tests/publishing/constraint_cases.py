"""For every named constraint of the database: rows that break it, and rows at its edge that do not.

Each entry changes a valid row of the model (see `samples.make`) in ways that break that one rule.
"""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.db import models

from consultation.models import Comment, ParameterVersion
from publishing.dates import FuzzyDate
from publishing.models import Record, Source, Sourced
from tests.publishing.samples import make

# Those of the outbox and of search are tested with them.
OUR_APPS = [
    app
    for app in apps.get_app_configs()
    if Path(app.path).parent == settings.BASE_DIR and app.label not in ("mail", "search")
]
OUR_MODELS = [model for app in OUR_APPS for model in app.get_models()]
NOON = datetime(2025, 7, 1, 12, tzinfo=ZoneInfo("Asia/Hong_Kong"))
SECOND = timedelta(seconds=1)
WITHDRAWN = {"disposition": "withdrawn", "message": ""}
MAY, JUNE = FuzzyDate.parse("2025-05"), FuzzyDate.parse("2025-06")


def _statutory() -> dict:
    """A window that somebody else runs."""
    return {
        "channel": "statutory",
        "authority_url": "https://example.org/",
        "closes_at": NOON + timedelta(days=1),
        "opens_at": NOON,
        "source": make(Source),
    }


def _published() -> dict:
    """A comment that two persons checked."""
    return {
        "disposition": "published",
        "published_text": "Ten letters",
        "may_publish": True,
        "persons_checked": True,
        "published_at": NOON,
        "redacted_by": make(User),
        "checked_by": make(User),
    }


# A change is a mapping of fields, or a function of the row that makes one.
BROKEN: dict[str, list] = {
    "schemes_status_closes_after_opening": [
        {"status_state": "open", "opens_on": date(2025, 6, 2), "closes_on": date(2025, 6, 1)}
    ],
    "schemes_status_time_has_day": [{"status_state": "open", "closes_at": time(17)}],
    "schemes_status_intake_only_open": [
        {"status_state": "closed", "intake": "rounds"},
        {"status_state": "planned", "opens_on": date(2025, 6, 1)},
        {"status_state": "unknown", "closes_on": date(2025, 6, 1)},
    ],
    "schemes_clause_applicant_in_who": [{"section": "how", "applicant": "company"}],
    "schemes_clause_combination_in_combine": [{"section": "how", "combination": "barred"}],
    "schemes_clause_other_not_itself": [lambda row: {"other": row.scheme}],
    "schemes_clause_disagreement_has_two": [{"section": "disagreement"}],
    "schemes_criterion_value_if_compared": [
        {"operator": "in", "value": ""},
        {"operator": "not_stated", "value": "company"},
    ],
    "schemes_criterion_words_do_not_decide": [
        {"operator": "describes", "value": "", "strength": "hard"}
    ],
    "schemes_criterion_only_if_whole": [
        {"only_attribute": "years"},
        {"only_attribute": "years", "only_operator": "gte"},
        {"only_operator": "gte", "only_value": "2"},
    ],
    "schemes_succession_not_itself": [lambda row: {"other": row.scheme}],
    "schemes_terms_sides_named": [
        {"government_share": 1},
        {"other_share": 1},
        {"other_side": "company"},
        {"government_share": 1, "other_share": 1},
        {"government_share": 1, "other_side": "company"},
        {"other_share": 1, "other_side": "company"},
        {"government_share": 0, "other_share": 1, "other_side": "company"},
        {"government_share": 1, "other_share": 0, "other_side": "company"},
    ],
    "schemes_terms_qualifier_has_ratio": [{"ratio_qualifier": "up_to"}],
    "schemes_terms_match_has_ratio": [{"terms_kind": "match"}],
    "schemes_terms_reimburse_has_percent": [{"terms_kind": "reimburse"}],
    "schemes_terms_sum_has_amount": [{"terms_kind": "allowance"}, {"terms_kind": "fixed"}],
    "schemes_terms_percent_range": [{"percent": Decimal(0)}, {"percent": Decimal("100.01")}],
    "schemes_terms_supplement_has_amount": [{"supplement": 1}],
    "schemes_terms_amount_per": [{"amount": 1}, {"amount_per": "project"}],
    "schemes_terms_ceiling_per": [{"ceiling": 1}, {"ceiling_per": "project"}],
    "schemes_terms_overall_per": [
        {"ceiling": 1, "ceiling_per": "project", "overall_ceiling": 1},
        {"overall_ceiling_per": "project"},
    ],
    "schemes_terms_second_needs_first": [{"overall_ceiling": 1, "overall_ceiling_per": "project"}],
    "facilities_facility_area_qualified": [{"floor_area_qualifier": "about"}],
    "facilities_note_disagreement_has_two": [{"section": "disagreement"}],
    "facilities_succession_not_itself": [lambda row: {"other": row.facility}],
    "figures_point_period_has_end": [{"period_from": MAY}],
    "policy_measure_progress_sourced": [
        {"progress": "done"},
        {"progress": "under_way"},
        {"progress": "changed"},
    ],
    "consultation_value_qualifier_has_number": [{"qualifier": "about"}],
    "consultation_entry_until_has_start": [{"until": MAY}],
    "consultation_entry_decision_dated": [{"entry_kind": "decision"}],
    "consultation_note_disagreement_has_two": [{"section": "disagreement"}],
    "consultation_window_closes_after_opening": [
        {"opens_at": NOON, "closes_at": NOON},
        {"opens_at": NOON, "closes_at": NOON - SECOND},
    ],
    "consultation_window_statutory_has_authority": [
        lambda row: _statutory() | {"authority_url": ""},
        lambda row: _statutory() | {"closes_at": None},
    ],
    "consultation_window_others_have_source": [
        {"authority_url": "https://example.org/"},
        lambda row: _statutory() | {"source": None},
    ],
    "consultation_response_has_change": [{"entry": None}],
    "consultation_comment_published_is_checked": [
        lambda row: _published() | {"published_text": ""},
        lambda row: _published() | {"may_publish": False},
        lambda row: _published() | {"persons_checked": False},
        lambda row: _published() | {"published_at": None},
        lambda row: _published() | {"redacted_by": None},
        lambda row: _published() | {"checked_by": None},
        lambda row: _published() | {"held_for": "links"},
    ],
    "consultation_comment_two_persons": [
        lambda row: dict.fromkeys(("redacted_by", "checked_by"), make(User))
    ],
    "consultation_comment_duplicate_names_other": [
        {"disposition": "duplicate"},
        lambda row: {"duplicate_of": make(Comment)},
    ],
    "consultation_comment_withheld_has_reason": [
        {"disposition": "withheld"},
        {"withheld_for": "off_topic"},
    ],
    "consultation_comment_withdrawn_is_empty": [
        WITHDRAWN | {"message": "Ten letters"},
        WITHDRAWN | {"published_text": "Ten letters"},
        WITHDRAWN | {"name": "Somebody"},
        WITHDRAWN | {"email": "a@example.org"},
        WITHDRAWN | {"network": "hash"},
        WITHDRAWN | {"text_hash": "hash"},
        WITHDRAWN | {"stance": "oppose"},
        WITHDRAWN | {"writer": "resident"},
    ],
    "consultation_comment_has_message": [{"message": ""}],
    "consultation_datarequest_answered_after": [
        {"received_on": date(2025, 6, 2), "answered_on": date(2025, 6, 1)}
    ],
    "publishing_nextversion_scheduled_has_time": [
        {"state": "scheduled"},
        {"state": "draft", "go_live_at": NOON},
        {"state": "review", "go_live_at": NOON},
    ],
    "publishing_slugredirect_leads_elsewhere": [lambda row: {"old_slug": row.slug}],
}

ALLOWED: dict[str, list] = {
    "schemes_status_closes_after_opening": [
        {"status_state": "open", "opens_on": date(2025, 6, 1), "closes_on": date(2025, 6, 1)}
    ],
    "schemes_status_time_has_day": [
        {"status_state": "open", "closes_on": date(2025, 6, 1), "closes_at": time(17)}
    ],
    "schemes_terms_match_has_ratio": [
        {"terms_kind": "match", "government_share": 1, "other_share": 1, "other_side": "company"}
    ],
    "schemes_terms_percent_range": [{"percent": Decimal("0.01")}, {"percent": Decimal(100)}],
    "schemes_terms_sum_has_amount": [{"terms_kind": "fixed", "amount": 0, "amount_per": "person"}],
    "schemes_clause_applicant_in_who": [{"section": "who", "applicant": "company"}],
    "schemes_criterion_value_if_compared": [{"operator": "not_stated", "value": ""}],
    "schemes_criterion_words_do_not_decide": [
        {"operator": "describes", "value": "", "strength": "info"}
    ],
    "schemes_criterion_only_if_whole": [
        {"only_attribute": "years", "only_operator": "gte", "only_value": "2"}
    ],
    "schemes_clause_combination_in_combine": [{"section": "combine", "combination": "barred"}],
    "figures_point_period_has_end": [{"period_from": MAY, "as_of": JUNE}],
    "consultation_entry_decision_dated": [{"entry_kind": "decision", "happened_on": MAY}],
    "consultation_window_closes_after_opening": [
        {"opens_at": NOON, "closes_at": NOON + SECOND},
        {"closes_at": None},
    ],
    "consultation_window_statutory_has_authority": [lambda row: _statutory()],
    "consultation_response_has_change": [
        lambda row: {"entry": None, "version": make(ParameterVersion)},
    ],
    "consultation_comment_published_is_checked": [lambda row: _published()],
    "consultation_comment_two_persons": [lambda row: {"redacted_by": make(User)}],
    "consultation_comment_duplicate_names_other": [
        lambda row: {"disposition": "duplicate", "duplicate_of": make(Comment)}
    ],
    "consultation_comment_withheld_has_reason": [
        {"disposition": "withheld", "withheld_for": "off_topic"}
    ],
    "consultation_comment_withdrawn_is_empty": [WITHDRAWN],
    "consultation_datarequest_answered_after": [
        {"received_on": date(2025, 6, 1), "answered_on": date(2025, 6, 1)}
    ],
    "publishing_source_url_once": [{"url": ""}],
    "publishing_nextversion_scheduled_has_time": [{"state": "scheduled", "go_live_at": NOON}],
}

# Two rows may not agree in these; the second is made to repeat the first.
ONCE = {
    *("schemes_track_key_once", "schemes_status_key_once", "schemes_clause_key_once"),
    "schemes_criterion_key_once",
    *("schemes_succession_key_once", "schemes_terms_key_once", "schemes_terms_date_once"),
    *("facilities_state_key_once", "facilities_person_key_once", "facilities_note_key_once"),
    *("facilities_succession_key_once", "figures_point_key_once", "portal_pagepart_key_once"),
    *("consultation_parameter_key_once", "consultation_version_key_once"),
    *("consultation_value_key_once", "consultation_value_once_a_version"),
    *("consultation_entry_key_once", "consultation_note_key_once"),
    *("consultation_window_key_once", "consultation_theme_key_once"),
    *("consultation_response_key_once", "consultation_commenttheme_once"),
    *("publishing_source_url_once", "publishing_slugredirect_old_once"),
    "publishing_nextversion_one",
}
# Left empty these may repeat, so the first row is given something.
FILLED = {
    "schemes_terms_date_once": {"effective_from": MAY},
    "publishing_source_url_once": {"url": "https://example.org/paper"},
}


def _second_source(row: models.Model, name: str = "second_source") -> dict:
    return {name: make(Source)}


# What every record, and everything that names its source, brings along.
BROKEN_RECORD = {
    "published_has_time": [{"state": "published"}],
    "withdrawn_after_published": [
        {"publish_at": NOON, "withdraw_at": NOON},
        {"publish_at": NOON, "withdraw_at": NOON - timedelta(days=1)},
    ],
}
ALLOWED_RECORD = {
    "published_has_time": [{"state": "published", "publish_at": NOON}],
    "withdrawn_after_published": [
        {"publish_at": NOON, "withdraw_at": NOON + timedelta(seconds=1)},
    ],
}
BROKEN_SOURCED = {
    "sources_differ": [lambda row: {"second_source": row.source}],
    "second_locator_has_source": [{"second_locator": "para 2"}],
}
ALLOWED_SOURCED = {
    "sources_differ": [_second_source],
    "second_locator_has_source": [lambda row: _second_source(row) | {"second_locator": "para 2"}],
}

for _model in OUR_MODELS:
    _prefix = f"{_model._meta.app_label}_{_model._meta.model_name}_"
    for _base, _broken, _allowed in (
        (Record, BROKEN_RECORD, ALLOWED_RECORD),
        (Sourced, BROKEN_SOURCED, ALLOWED_SOURCED),
    ):
        if issubclass(_model, _base):
            BROKEN |= {_prefix + name: changes for name, changes in _broken.items()}
            ALLOWED |= {_prefix + name: changes for name, changes in _allowed.items()}


def named_constraints() -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    """Every named constraint of our models, with its model."""
    return {
        constraint.name: (model, constraint)
        for model in OUR_MODELS
        for constraint in model._meta.constraints
    }
