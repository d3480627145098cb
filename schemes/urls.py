from django.urls import path

from schemes import views
from schemes.compare_views import compare_page
from schemes.finder_views import finder

app_name = "schemes"

urlpatterns = [
    path("", views.scheme_list, name="list"),
    path("finder/", finder, name="finder"),
    path("compare/", compare_page, name="compare"),
    path("<slug:slug>/", views.scheme_detail, name="detail"),
]
