from django.urls import path

from policy import views

app_name = "policy"

urlpatterns = [
    path("policy/", views.measure_list, name="measures"),
    path("policy/<slug:slug>/", views.measure_detail, name="measure"),
    path("outcomes/", views.outcome_list, name="outcomes"),
]
