"""Projects under consultation: versions of their parameters, and their timeline."""

from consultation.models.parameters import Parameter, ParameterValue, ParameterVersion
from consultation.models.project import Project, ProjectNote, TimelineEntry

__all__ = [
    "Parameter",
    "ParameterValue",
    "ParameterVersion",
    "Project",
    "ProjectNote",
    "TimelineEntry",
]
