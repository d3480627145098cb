from django.urls import path

from consultation import feeds
from consultation.views import feedback, outcome, projects
from publishing.stored import stored

app_name = "consultation"

urlpatterns = [
    path("", projects.project_list, name="list"),
    path("<slug:slug>/", projects.project_detail, name="project"),
    path("<slug:slug>/plan/", projects.project_plan, name="plan"),
    path("<slug:slug>/feedback/", feedback.feedback, name="feedback"),
    path("<slug:slug>/paper-form/", feedback.paper_form, name="paper-form"),
    path("<slug:slug>/outcome/", outcome.outcome, name="outcome"),
    path("<slug:slug>/outcome/reported/", outcome.reported, name="comment-reported"),
    path("<slug:slug>/outcome/<slug:public_id>/", outcome.comment, name="comment"),
    path("<slug:slug>/outcome/<slug:public_id>/report/", outcome.report, name="report-comment"),
    path("<slug:slug>/feed.atom", stored()(feeds.ProjectFeed()), name="feed"),
    path("<slug:slug>/calendar.ics", feeds.calendar, name="calendar"),
]
