"""The outbox: which reports the index has yet to hear of."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from kb.models import Outbox
from kb.reports import many


def put(session: Session, ids: Iterable[int]) -> None:
    """Leave word that these reports have changed, in the transaction that changed them."""
    many.write(session, Outbox, [{"report_id": id} for id in ids])
