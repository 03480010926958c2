"""Who may see or change which IKU. The query is the authorisation: what is not yours is not there."""

from typing import TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest

from assessments.access import READERS, within
from assessments.iku.models import IkuDocument, IkuEvidence, IkuYear
from kinerja.accounts.models import Role, User
from kinerja.regions.models import District

Row = TypeVar("Row", bound=Model)


def readable(user: User) -> Q:
    """Rows with a `district` that `user` may read: those of the regions in which they have a reading role."""
    if user.is_superuser:
        return Q()
    allowed = Q(pk__in=[])
    for membership in user.active_memberships:
        if membership.role in READERS:
            allowed |= within(membership)
    return allowed


def documents_for(user: User) -> QuerySet[IkuDocument]:
    """The documents that `user` may read; drafts only where they work in the kecamatan itself."""
    own = [it.district_id for it in user.active_memberships if it.district_id]
    documents = IkuDocument.objects.select_related("district__regency__province")
    if user.is_superuser:
        return documents
    return documents.filter(readable(user)).filter(~Q(state=IkuDocument.State.DRAFT) | Q(district__in=own))


def years_for(user: User) -> QuerySet[IkuYear]:
    """The years that `user` may read."""
    return IkuYear.objects.select_related("district__regency__province", "document").filter(readable(user))


def fetch_document(request: HttpRequest, document_id: UUID) -> IkuDocument:
    """The document, or 404."""
    return _found(documents_for(request.user).filter(pk=document_id))  # type: ignore[arg-type]


def fetch_year(request: HttpRequest, year_id: UUID) -> IkuYear:
    """The year, or 404."""
    return _found(years_for(request.user).filter(pk=year_id))  # type: ignore[arg-type]


def fetch_evidence(request: HttpRequest, year_id: UUID, evidence_id: UUID) -> IkuEvidence:
    """A file of a year that one may read, or 404; so is what was removed, for everybody."""
    year = fetch_year(request, year_id)
    evidence = _found(year.evidence.filter(pk=evidence_id, removed_at=None))
    evidence.year = year
    return evidence


def is_operator(user: User, district: District) -> bool:
    """Whether `user` writes this kecamatan's IKU."""
    return _holds(user, district, Role.OPERATOR)


def is_head(user: User, district: District) -> bool:
    """Whether `user` signs this kecamatan's IKU."""
    return _holds(user, district, Role.HEAD)


def require_operator(user: User, district: District) -> None:
    """403 with the reason for readers who do not write it."""
    if not is_operator(user, district):
        raise PermissionDenied(f"Hanya operator {district} yang mengisi IKU ini.")


def require_head(user: User, district: District) -> None:
    """403 with the reason for readers who do not sign it."""
    if not is_head(user, district):
        raise PermissionDenied(f"Hanya camat {district} yang menandatangani IKU ini.")


def _holds(user: User, district: District, role: Role) -> bool:
    return any((it.role, it.district_id) == (role, district.pk) for it in user.active_memberships)


def _found(rows: QuerySet[Row]) -> Row:
    row = rows.first()
    if row is None:
        raise Http404
    return row
