"""Opaque identity: what stands in a URL tells nothing about how many rows there are or who came before."""

import uuid

from django.db import models


class OpaqueIdModel(models.Model):
    """A model whose primary key is a random UUID."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
