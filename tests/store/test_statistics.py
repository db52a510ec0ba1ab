"""What the statistics count from sets is what counting the rows gives."""

from collections import Counter

import pytest

from api.store.connect import Database
from api.store.coverage import coverage
from api.store.profiles import tally

ROWS = {
    ("quotes", "kind"): "SELECT kind FROM quotes",
    ("quotes", "method"): "SELECT method FROM quotes",
    (
        "quotes",
        "confidence",
    ): "SELECT min(cast(confidence * 10 AS INTEGER), 9) FROM quotes WHERE speaker_id IS NOT NULL",
    ("quotes", "speaker_kind"): "SELECT speakers.kind FROM quotes JOIN speakers ON speakers.id = speaker_id",
    ("articles", "rights"): "SELECT rights FROM articles",
    ("articles", "language"): "SELECT coalesce(language, '') FROM articles",
    ("articles", "publisher"): "SELECT coalesce(publisher_name, '') FROM article_details",
    ("articles", "dated"): "SELECT coalesce(length(published_on), 0) FROM articles",
}


@pytest.mark.parametrize(("noun", "column"), ROWS)
def test_a_tally_counts_rows(many_db: Database, noun: str, column: str):
    counted = Counter(value for (value,) in many_db.execute(ROWS[noun, column]))
    assert tally(many_db, noun, column) == sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    assert counted


def test_coverage_is_that_of_the_rows(many_db: Database):
    found = coverage(many_db)
    publishers = many_db.execute(
        "SELECT publisher_id AS id, publisher_name AS name, count(*) AS article_count, "
        "min(published_on) AS first_published_on, max(published_on) AS last_published_on "
        "FROM article_details GROUP BY publisher_id ORDER BY article_count DESC, publisher_id"
    )
    assert found.publishers == [dict(row) for row in publishers]
    assert None in {row["id"] for row in found.publishers}
    ends = many_db.execute("SELECT min(published_on), max(published_on) FROM articles").fetchone()
    assert (found.first, found.last) == tuple(ends)
    lengths = Counter(length for (length,) in many_db.execute(ROWS["articles", "dated"]))
    names = {"undated": 0, "year": 4, "month": 7, "day": 10}
    assert found.precision == {name: lengths[length] for name, length in names.items()}
    missing = {
        "without_url": "articles WHERE url IS NULL",
        "without_body": "articles WHERE rights = 'restricted'",
        "unattributed": "quotes WHERE speaker_id IS NULL",
        "rejected": "rejected",
    }
    counts = {
        name: many_db.execute(f"SELECT count(*) FROM {where}").fetchone()[0]
        for name, where in missing.items()
    }
    assert found.without == counts
