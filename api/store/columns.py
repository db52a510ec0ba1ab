"""The columns that are read for a record, by noun; `d` is the view that its list reads from."""

from api.store.ready import RECORD_COLUMNS

_EXCERPT = "excerpt(substr(d.body, 1, 1000)) AS excerpt"
COLUMNS = {
    # First the columns that a record is made of, in the order that `ready` expects.
    "quotes": ", ".join(RECORD_COLUMNS[1:]) + ", d.position, d.word_count, d.language, d.rights",
    "articles": "d.id, d.title, d.sort_title, d.title_is_derived, d.subtitle, d.section, d.byline, d.language, "
    "d.published_on, d.url, d.publisher_id, d.publisher_name, d.via_publisher_id, d.via_publisher_name, "
    f"d.story_id, d.copy_count, d.rights, d.rights_note, d.word_count, d.quote_count, {_EXCERPT}",
    "speakers": "d.*",
    "tags": "d.*",
    "publishers": "d.*",
}
