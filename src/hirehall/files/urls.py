from __future__ import annotations

from django.urls import path, re_path

from hirehall.files import pages

app_name = "files"
urlpatterns = [
    path("files/<uuid:file_id>/", pages.file, name="file"),
    path("files/<uuid:file_id>/<str:signature>/", pages.signed, name="signed"),
    path("uploads/", pages.uploads, name="uploads"),
    path("uploads/<uuid:upload_id>/", pages.upload, name="upload"),
    re_path(
        r"^pictures/(?P<file_id>[0-9a-f-]{36})/(?P<size>full|small)\.webp$", pages.picture, name="picture"
    ),
    re_path(
        r"^pictures/(?P<file_id>[0-9a-f-]{36})/(?P<size>(?:320|640|1280)\.(?:avif|webp|jpg))$",
        pages.variant,
        name="variant",
    ),
]
