from django.urls import path

from api import description
from api.v1 import api

app_name = "api"

urlpatterns = [
    path("v1/openapi.json", description.openapi, name="openapi"),
    path("v1/docs", description.docs, name="docs"),
    path("v1/", api.urls),
]
