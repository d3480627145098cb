from django.urls import path

from figures import views

app_name = "figures"

urlpatterns = [
    path("", views.figure_list, name="list"),
    path("<slug:slug>/", views.figure_detail, name="detail"),
]
