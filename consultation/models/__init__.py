"""Projects under consultation: their plans and timeline, and what people say of them."""

from consultation.models.care import (
    CannedReply,
    CommentReport,
    DataRequest,
    Erasure,
    Export,
    FailedLookup,
)
from consultation.models.comments import (
    Campaign,
    Comment,
    CommentAct,
    CommentTheme,
    Reply,
)
from consultation.models.parameters import Parameter, ParameterValue, ParameterVersion
from consultation.models.project import Project, ProjectNote, TimelineEntry
from consultation.models.windows import Response, Theme, Window

__all__ = [
    "Campaign",
    "CannedReply",
    "Comment",
    "CommentAct",
    "CommentReport",
    "CommentTheme",
    "DataRequest",
    "Erasure",
    "Export",
    "FailedLookup",
    "Parameter",
    "ParameterValue",
    "ParameterVersion",
    "Project",
    "ProjectNote",
    "Reply",
    "Response",
    "Theme",
    "TimelineEntry",
    "Window",
]
