"""Who may see or change which IKU. The query is the authorisation: what is not yours is not there."""

from typing import TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404

from assessments.access import READERS, worksheets_within
from assessments.iku.models import IkuDocument, IkuEvidence, IkuYear
from kinerja.accounts.models import Role, User
from kinerja.accounts.requests import Request
from kinerja.regions.models import District

Row = TypeVar("Row", bound=Model)


def readable_rows(user: User) -> Q:
    """Rows with a `district` that `user` may read: those of the regions in which they have a reading role."""
    if user.is_superuser:
        return Q()
    readable_documents = Q(pk__in=[])
    for membership in user.active_memberships:
        if membership.role in READERS:
            readable_documents |= worksheets_within(membership)
    return readable_documents


def documents_for(user: User) -> QuerySet[IkuDocument]:
    """The documents that `user` may read; drafts only where they work in the kecamatan itself."""
    own_district_ids = [it.district_id for it in user.active_memberships if it.district_id]
    iku_documents = IkuDocument.objects.select_related("district__regency__province", "saved_by", "signed_by")
    if user.is_superuser:
        return iku_documents
    return iku_documents.filter(readable_rows(user)).filter(
        ~Q(state=IkuDocument.State.DRAFT) | Q(district__in=own_district_ids)
    )


def years_for(user: User) -> QuerySet[IkuYear]:
    """The years that `user` may read."""
    return IkuYear.objects.select_related("district__regency__province", "document").filter(
        readable_rows(user)
    )


def districts_for(user: User) -> QuerySet[District]:
    """The kecamatan whose IKU `user` may read."""
    districts = District.objects.select_related("regency__province")
    if user.is_superuser:
        return districts
    district_condition = Q(pk__in=[])
    for membership in user.active_memberships:
        if membership.role in READERS:
            regions = {
                "pk": membership.district_id,
                "regency": membership.regency_id,
                "regency__province": membership.province_id,
            }
            district_condition |= Q(**{key: value for key, value in regions.items() if value})
    return districts.filter(district_condition)


def fetch_district(request: Request, district_id: UUID) -> District:
    """The kecamatan, or 404."""
    return _first_or_404(districts_for(request.user).filter(pk=district_id))


def fetch_document(request: Request, document_id: UUID) -> IkuDocument:
    """The document, or 404."""
    return _first_or_404(documents_for(request.user).filter(pk=document_id))


def fetch_year(request: Request, year_id: UUID) -> IkuYear:
    """The year, or 404."""
    return _first_or_404(years_for(request.user).filter(pk=year_id))


def fetch_evidence(request: Request, year_id: UUID, evidence_id: UUID) -> IkuEvidence:
    """A file of a year that one may read, or 404; so is what was removed, for everybody."""
    year = fetch_year(request, year_id)
    evidence = _first_or_404(year.evidence.filter(pk=evidence_id, removed_at=None))
    evidence.year = year
    return evidence


def is_operator(user: User, district: District) -> bool:
    """Whether `user` writes this kecamatan's IKU."""
    return _holds_role(user, district, Role.OPERATOR)


def is_head(user: User, district: District) -> bool:
    """Whether `user` signs this kecamatan's IKU."""
    return _holds_role(user, district, Role.HEAD)


def require_operator(user: User, district: District) -> None:
    """403 with the reason for readers who do not write it."""
    if not is_operator(user, district):
        raise PermissionDenied(f"Hanya operator {district} yang mengisi IKU ini.")


def require_head(user: User, district: District, does: str = "menandatangani IKU ini") -> None:
    """403 with the reason for readers who do not sign it, or do not do what else its camat does."""
    if not is_head(user, district):
        raise PermissionDenied(f"Hanya camat {district} yang {does}.")


def sets_targets(user: User, district: District) -> bool:
    """Whether `user` sets this kecamatan's targets: those who fill its IKU and who signs it."""
    return is_operator(user, district) or is_head(user, district)


def require_target_setter(user: User, district: District) -> None:
    """403 with the reason for readers who set no targets."""
    if not sets_targets(user, district):
        raise PermissionDenied(f"Hanya operator dan camat {district} yang menetapkan target IKU ini.")


def _holds_role(user: User, district: District, role: Role) -> bool:
    return any((it.role, it.district_id) == (role, district.pk) for it in user.active_memberships)


def _first_or_404(rows: QuerySet[Row]) -> Row:
    row = rows.first()
    if row is None:
        raise Http404
    return row
