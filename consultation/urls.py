from django.urls import path

from consultation import feeds
from consultation.views import feedback, projects

app_name = "consultation"

urlpatterns = [
    path("", projects.project_list, name="list"),
    path("<slug:slug>/", projects.project_detail, name="project"),
    path("<slug:slug>/feedback/", feedback.feedback, name="feedback"),
    path("<slug:slug>/paper-form/", feedback.paper_form, name="paper-form"),
    path("<slug:slug>/feed.atom", feeds.ProjectFeed(), name="feed"),
    path("<slug:slug>/calendar.ics", feeds.calendar, name="calendar"),
    path("<slug:slug>/outcome/", projects.project_detail, name="outcome"),
]
