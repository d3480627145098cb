from django.urls import path

from consultation import views

app_name = "consultation"

urlpatterns = [
    path("", views.project_list, name="list"),
    path("<slug:slug>/", views.project_detail, name="project"),
]
