"""Find records by what others call them.

In: an open Database and an address or an id.  Out: our id, or None.
"""

from api.store.connect import Database
from api.web_address import other_forms


def article_at(db: Database, url: str) -> str | None:
    """Return the id of the article whose original is at `url`, or at what leads to the same page."""
    # The address as given first: two articles may differ in no more than what is overlooked here.
    for one in (url, url.partition("#")[0], *other_forms(url)):
        row = db.execute("SELECT id FROM articles WHERE url = ?", (one,)).fetchone()
        if row:
            return str(row[0])
    return None


def speaker_called(db: Database, wikidata_id: str) -> str | None:
    """Return the id of the speaker who has this id in Wikidata, the most quoted if a curator entered two."""
    row = db.execute(
        "SELECT id FROM speakers WHERE wikidata_id = ? ORDER BY quote_count DESC, id LIMIT 1", (wikidata_id,)
    ).fetchone()
    return str(row[0]) if row else None
