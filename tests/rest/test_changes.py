"""Who keeps a copy and asks what changed is in step after every load; ids that were lead on, or say what happened."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.app import create_app
from api.loader import load
from api.settings import Settings
from api.store import changelog
from api.store.changes import NOUNS

CORPUS = Path(__file__).parent.parent / "samples" / "corpus"
Record = dict[str, Any]
Copy = dict[str, dict[str, Record]]

MORE = {
    "articles": "?include=tags,body,provenance",
    "speakers": "?include=aliases,roles",
    "quotes": "?include=context",
    "tags": "?",
    "publishers": "?",
}
NEW = """---
title: The mill burns
published_on: 2025-10-02
tags: [Fires]
rights: open
---
The mill of Upper Dray burned on Thursday.

"We saved the horses," said Ana Ruiz, the mayor. "Nobody is hurt," said Odo Farr, who leads the firemen.
"""


@dataclass
class Corpus:
    """A folder that changes, the database that is made of it, and a client of the service over it."""

    folder: Path
    db: Path
    clock: datetime = datetime(2026, 1, 1, tzinfo=UTC)
    api: FlaskClient = field(init=False)

    def publish(self) -> str:
        """Load the folder a minute after the last time; return the version."""
        self.clock += timedelta(minutes=1)
        load([self.folder], self.db, workers=1, now=self.clock)
        if not hasattr(self, "api"):
            self.api = create_app(Settings(db=self.db)).test_client()
        return self.api.get("/v1").headers["Corpus-Version"]

    def rewrite(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    def copy(self) -> Copy:
        """Fetch every record anew."""
        return {
            noun: {one["id"]: one for one in self.all(f"/v1/{noun}{more}&limit=1000")}
            for noun, more in MORE.items()
        }

    def all(self, url: str) -> list[Record]:
        answer = self.api.get(url)
        assert answer.status_code == 200, answer.get_json()
        found: list[Record] = answer.get_json()["data"]
        for one in found:
            one.get("provenance", {}).pop(
                "added_at", None
            )  # the clock's: the same content may come at another time
        return found

    def changes(self, since: str, limit: int = 1000) -> Iterator[Record]:
        """Walk the changes since a version."""
        url: str | None = f"/v1/changes?since={since}&limit={limit}"
        while url:
            answer = self.api.get(url).get_json()
            yield from answer["data"]
            url = answer["links"]["next"]

    def successors(self, since: str) -> dict[str, str | None]:
        """Return what each record that was removed since then goes on as."""
        return {one["id"]: one["successor"] for one in self.changes(since) if one["change"] == "removed"}

    def bring_in_step(self, copy: Copy, since: str, limit: int) -> Copy:
        """Do what the documentation says a client should do."""
        kept = {noun: dict(records) for noun, records in copy.items()}
        wanted: dict[str, list[str]] = {noun: [] for noun in NOUNS}
        for one in self.changes(since, limit):
            there = one["id"] in kept[one["type"]]
            assert there == (one["change"] != "added"), one
            if one["change"] == "removed":
                del kept[one["type"]][one["id"]]
            else:
                wanted[one["type"]].append(one["id"])
        for noun, ids in wanted.items():
            if ids:
                found = self.all(f"/v1/{noun}{MORE[noun]}&limit=1000&id={','.join(ids)}")
                assert len(found) == len(ids)
                kept[noun] |= {record["id"]: record for record in found}
        return kept


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus(shutil.copytree(CORPUS, tmp_path / "corpus"), tmp_path / "corpus.db")


def toggle(corpus: Corpus, name: str, text: str) -> None:
    path = corpus.folder / name
    if path.exists():
        path.unlink()
    else:
        path.write_text(text, "utf-8")


def move(corpus: Corpus, one: str, other: str) -> None:
    here, there = corpus.folder / one, corpus.folder / other
    (here if here.exists() else there).rename(there if here.exists() else here)


def swap(corpus: Corpus, name: str, one: str, other: str) -> None:
    old, new = (one, other) if one in (corpus.folder / name).read_text("utf-8") else (other, one)
    corpus.rewrite(name, old, new)


EDITS: dict[str, Callable[[Corpus], None]] = {
    "an article comes or goes": lambda corpus: toggle(corpus, "articles/mill.md", NEW),
    "an article moves": lambda corpus: move(corpus, "articles/bridge.txt", "articles/dray.txt"),
    "other words are quoted": lambda corpus: swap(corpus, "articles/ferry.md", "half of it", "a third of it"),
    "a headline": lambda corpus: swap(corpus, "articles/ferry.md", "Ferry crews stop work", "No ferry today"),
    "a date": lambda corpus: swap(corpus, "articles/ferry.md", "2025-03", "2025-04-01"),
    "a tag": lambda corpus: swap(corpus, "articles/ferry.md", "Work]", "Labour]"),
    "an author": lambda corpus: swap(corpus, "articles/ferry.md", "Mia Vane", "Mia Vane-Lee"),
    "a publisher's name": lambda corpus: swap(corpus, "publishers.yaml", "The Upland Post", "The Dray Post"),
    "a speaker's name": lambda corpus: swap(
        corpus, "speakers.yaml", "name: Ana Ruiz", "name: Ana Ruiz Lopez"
    ),
    "an alias": lambda corpus: swap(
        corpus, "speakers.yaml", "[Ana Ruiz Vega]", "[Ana Ruiz Vega, Ana R. Vega]"
    ),
    "a role": lambda corpus: swap(corpus, "speakers.yaml", "Mayor of", "Lord mayor of"),
    "rights": lambda corpus: swap(corpus, "publishers.yaml", "restricted", "open"),
    "nothing": lambda corpus: None,
}


@pytest.mark.slow
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    edits=st.lists(st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=3), min_size=2, max_size=5),
    limit=st.sampled_from([1, 2, 7, 1000]),
)
def test_a_copy_of_any_version_is_brought_in_step(
    tmp_path_factory: pytest.TempPathFactory, edits: list[list[str]], limit: int
):
    place = tmp_path_factory.mktemp("mirror")
    corpus = Corpus(shutil.copytree(CORPUS, place / "corpus"), place / "corpus.db")
    copies = {corpus.publish(): corpus.copy()}
    for together in edits:
        for edit in together:
            EDITS[edit](corpus)
        version, whole = corpus.publish(), corpus.copy()
        for since, copy in copies.items():
            assert corpus.bring_in_step(copy, since, limit) == whole, (since, together)
        copies[version] = whole


@pytest.mark.parametrize("edit", EDITS)
def test_each_edit_is_told_and_nothing_else(corpus: Corpus, edit: str):
    first, before = corpus.publish(), corpus.copy()
    EDITS[edit](corpus)
    corpus.publish()
    after = corpus.copy()
    told = {(one["type"], one["id"]): one["change"] for one in corpus.changes(first)}
    expected = {
        (noun, id_): "added"
        if id_ not in before[noun]
        else "removed"
        if id_ not in after[noun]
        else "changed"
        for noun in NOUNS
        for id_ in before[noun].keys() | after[noun].keys()
        if before[noun].get(id_) != after[noun].get(id_)
    }
    assert told == expected
    assert bool(told) == (edit != "nothing")


def test_a_line_taken_out_changes_no_other(corpus: Corpus):
    """Whoever has ten thousand articles in one file need not fetch them all again; the file itself is told."""
    many = corpus.folder / "articles" / "many.jsonl"
    lines = [
        f'{{"id": "n{n}", "body": "The mill of Upper Dray has stood still for {n} days."}}\n'
        for n in range(9)
    ]
    many.write_text("".join(lines))
    first = corpus.publish()
    many.write_text("".join(lines[:3] + lines[4:]))
    second = corpus.publish()
    many.rename(many.with_name("few.jsonl"))
    corpus.publish()

    def of_articles(since: str) -> dict[str, str]:
        return {one["id"]: one["change"] for one in corpus.changes(since) if one["type"] == "articles"}

    assert of_articles(second) == {f"n{n}": "changed" for n in (0, 1, 2, 4, 5, 6, 7, 8)}
    assert of_articles(first) == {"n3": "removed"} | of_articles(second)
    shown = corpus.api.get("/v1/articles/n8").get_json()["data"]
    assert shown["provenance"]["source_path"] == "articles/few.jsonl#8"


@pytest.mark.parametrize(("old", "new"), [("rights: open", "rights: restricted"), ("the snow", "the rain")])
def test_other_words_around_a_quote_are_told(corpus: Corpus, old: str, new: str):
    """A sentence of more than fifty words is cut when its article becomes restricted, a shorter one is not."""
    many = "and the mills of the upper valley stood still " * 6
    body = f'"We close," said Odo Farr, {many}until the snow came.\n\n"We open," said Tom Lee.'
    place = corpus.folder / "articles" / "long.md"
    place.write_text(f"---\nid: long\nrights: open\n---\n{body}\n", "utf-8")
    first, before = corpus.publish(), corpus.copy()["quotes"]
    corpus.rewrite("articles/long.md", old, new)
    corpus.publish()
    after = corpus.copy()["quotes"]
    (one,) = (id_ for id_ in after if after[id_] != before[id_])
    assert {**after[one], "context": None} == {**before[one], "context": None}
    assert [it["id"] for it in corpus.changes(first) if it["type"] == "quotes"] == [one]


class TestTheList:
    def test_the_same_corpus_again_is_no_version(self, corpus: Corpus):
        version = corpus.publish()
        content = corpus.db.read_bytes()
        assert corpus.publish() == version
        assert corpus.db.read_bytes() == content
        answer = corpus.api.get(f"/v1/changes?since={version}").get_json()
        assert answer["data"] == []
        assert answer["page"]["total"] == 0
        assert (
            answer["meta"]["since"]
            == answer["meta"]["until"]
            == {
                "version": version,
                "published_at": "2026-01-01T00:01:00Z",
            }
        )

    def test_what_came_and_went_in_between_is_not_told(self, corpus: Corpus):
        first = corpus.publish()
        EDITS["an article comes or goes"](corpus)
        second = corpus.publish()
        EDITS["an article comes or goes"](corpus)
        assert corpus.publish() == first  # the same content is the same version: nothing to do
        assert list(corpus.changes(first)) == []
        assert {one["change"] for one in corpus.changes(second)} == {"removed", "changed"}
        since_then = list(corpus.changes("2026-01-01T00:01:30Z"))
        assert {one["change"] for one in since_then} == {
            "changed"
        }  # the counts of who spoke in it, there and back

    def test_a_walk_both_ways_is_the_whole_list(self, corpus: Corpus):
        first = corpus.publish()
        for edit in ("an article comes or goes", "an article moves", "a publisher's name"):
            EDITS[edit](corpus)
            corpus.publish()
        whole = list(corpus.changes(first))
        assert len(whole) > 20
        assert whole == sorted(whole, key=lambda one: (one["type"], one["id"]))
        for limit in range(1, len(whole) + 2):
            assert list(corpus.changes(first, limit)) == whole
            page = corpus.api.get(f"/v1/changes?since={first}&limit={limit}").get_json()
            while page["links"]["next"]:
                page = corpus.api.get(page["links"]["next"]).get_json()
            back = page["data"]
            while page["links"]["prev"]:
                page = corpus.api.get(page["links"]["prev"]).get_json()
                back = page["data"] + back
            assert back == whole
            assert page["page"]["total"] == len(whole)

    def test_types_choose(self, corpus: Corpus):
        first = corpus.publish()
        EDITS["a publisher's name"](corpus)
        corpus.publish()
        whole = list(corpus.changes(first))
        some = corpus.all(f"/v1/changes?since={first}&type=publishers,articles")
        assert some == [one for one in whole if one["type"] in {"publishers", "articles"}]
        assert {one["type"] for one in some} == {"publishers", "articles"}

    def test_a_walk_that_a_load_interrupts_goes_on_to_where_it_was_going(self, corpus: Corpus):
        first = corpus.publish()
        EDITS["a publisher's name"](corpus)
        second = corpus.publish()
        begun = corpus.api.get(f"/v1/changes?since={first}&limit=3").get_json()
        whole = list(corpus.changes(first))
        EDITS["an article comes or goes"](corpus)
        corpus.publish()
        rest = corpus.api.get(begun["links"]["next"].replace("limit=3", "limit=1000")).get_json()
        assert begun["data"] + rest["data"] == whole
        assert rest["meta"]["until"]["version"] == second

    @pytest.mark.parametrize(
        ("since", "version"),
        [("2026-01-01T00:01:30Z", 0), ("2026-01-01T00:02:00Z", 0), ("2026-01-01T00:02:01Z", 1), ("2027", 1)],
    )
    def test_a_time_stands_for_what_was_served_before(self, corpus: Corpus, since: str, version: int):
        versions = [corpus.publish()]
        EDITS["a headline"](corpus)
        versions.append(corpus.publish())
        answer = corpus.api.get(f"/v1/changes?since={since}").get_json()
        assert answer["meta"]["since"]["version"] == versions[version]
        assert answer["meta"]["until"]["version"] == versions[1]

    @pytest.mark.parametrize("since", ["0000000000000000", "2025", "2026-01-01", "2026-01-01T00:01:00Z"])
    def test_what_is_not_known_says_what_is(self, corpus: Corpus, since: str):
        version = corpus.publish()
        answer = corpus.api.get(f"/v1/changes?since={since}")
        assert answer.status_code == 410
        problem = answer.get_json()
        assert problem["type"] == "/problems/unknown-version"
        assert problem["known_versions"] == [{"version": version, "published_at": "2026-01-01T00:01:00Z"}]
        assert version in problem["detail"]

    @pytest.mark.parametrize(
        "since", ["", "yesterday", "2026-13", "01234", "2026-02-30", "2026-01-01T25:00:00Z"]
    )
    def test_what_is_no_version_and_no_time_is_refused(self, corpus: Corpus, since: str):
        corpus.publish()
        answer = corpus.api.get(f"/v1/changes?since={since}")
        assert answer.status_code == 400
        assert answer.get_json()["errors"][0]["parameter"] == "since"
        assert corpus.api.get("/v1/changes").get_json()["errors"][0]["code"] == "missing"

    def test_a_cursor_is_of_one_list(self, corpus: Corpus):
        first = corpus.publish()
        EDITS["a publisher's name"](corpus)
        corpus.publish()
        cursor = corpus.api.get(f"/v1/changes?since={first}&limit=1").get_json()["page"]["next_cursor"]
        for other in (f"since={first}&type=quotes", "since=2027"):
            assert corpus.api.get(f"/v1/changes?{other}&cursor={cursor}").status_code == 400
        assert corpus.api.get(f"/v1/quotes?cursor={cursor}").status_code == 400

    def test_the_same_version_by_another_way_has_another_validator(self, corpus: Corpus):
        first = corpus.publish()
        url = f"/v1/changes?since={first}"
        tag = corpus.api.get(url).headers["ETag"]
        EDITS["a headline"](corpus)
        corpus.publish()
        EDITS["a headline"](corpus)
        assert corpus.publish() == first
        assert corpus.api.get(url, headers={"If-None-Match": tag}).status_code == 200

    def test_the_oldest_are_forgotten_when_there_are_more_changes_than_records(
        self, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr(changelog, "_WORTH_KEEPING", 0)
        corpus.rewrite("publishers.yaml", "The Upland Post", "Paper 0")
        versions = []
        for number in range(8):
            corpus.rewrite("publishers.yaml", f"Paper {number}", f"Paper {number + 1}")
            versions.append(corpus.publish())
        answers = [corpus.api.get(f"/v1/changes?since={version}").status_code for version in versions]
        assert answers[0] == 410
        assert answers[-2:] == [200, 200]
        assert answers == sorted(answers, reverse=True)
        known = corpus.api.get(f"/v1/changes?since={versions[0]}").get_json()["known_versions"]
        assert [one["version"] for one in known] == [
            version for version, status in zip(versions, answers, strict=True) if status == 200
        ][::-1]


class TestIdsThatWere:
    def test_a_moved_article_and_its_quotes_lead_on(self, corpus: Corpus):
        corpus.publish()
        before = corpus.copy()
        (old,) = (id_ for id_ in before["articles"] if id_.startswith("bridge"))
        EDITS["an article moves"](corpus)
        corpus.publish()
        (new,) = (id_ for id_ in corpus.copy()["articles"] if id_.startswith("dray"))
        answer = corpus.api.get(f"/v1/articles/{old}/quotes?limit=3")
        assert answer.status_code == 308
        assert answer.headers["Location"] == f"/v1/articles/{new}/quotes?limit=3"
        assert (
            corpus.api.get(f"/v1/articles/{old}/quotes.csv")
            .headers["Location"]
            .endswith(f"{new}/quotes?format=csv")
        )
        prefixed = corpus.api.get(f"/v1/articles/{old}", environ_overrides={"SCRIPT_NAME": "/corpus"})
        assert prefixed.headers["Location"] == f"/corpus/v1/articles/{new}"
        page = corpus.api.get(f"/articles/{old}")
        assert (page.status_code, page.headers["Location"]) == (308, f"/articles/{new}")
        for id_, quote in before["quotes"].items():
            found = corpus.api.get(f"/v1/quotes/{id_}", follow_redirects=True)
            assert found.get_json()["data"]["text"] == quote["text"]

    def test_an_id_leads_on_over_several_loads_and_back_again(self, corpus: Corpus):
        first = corpus.publish()
        (old,) = (one["id"] for one in corpus.all("/v1/articles?limit=9") if one["id"].startswith("bridge"))
        EDITS["an article moves"](corpus)
        corpus.publish()
        move(corpus, "articles/dray.txt", "articles/third.txt")
        corpus.publish()
        answer = corpus.api.get(f"/v1/articles/{old}")
        (third,) = (one["id"] for one in corpus.all("/v1/articles?limit=9") if one["id"].startswith("third"))
        assert answer.headers["Location"] == f"/v1/articles/{third}"
        assert corpus.successors(first)[old] == third
        move(corpus, "articles/third.txt", "articles/bridge.txt")
        corpus.publish()
        assert corpus.api.get(f"/v1/articles/{old}").status_code == 200

    def test_what_moved_and_was_removed_then_goes_on_nowhere(self, corpus: Corpus):
        first = corpus.publish()
        EDITS["an article moves"](corpus)
        second = corpus.publish()
        assert len([new for new in corpus.successors(first).values() if new]) > 3
        (corpus.folder / "articles" / "dray.txt").unlink()
        corpus.publish()
        (old,) = (id_ for id_ in corpus.successors(first) if id_.startswith("bridge"))
        assert corpus.api.get(f"/v1/articles/{old}").status_code == 410
        assert set(corpus.successors(first).values()) == set(corpus.successors(second).values()) == {None}

    def test_a_speaker_of_a_fuller_name_is_the_same(self, corpus: Corpus):
        corpus.publish()
        assert corpus.api.get("/v1/speakers/tom-lee").status_code == 200
        corpus.rewrite(
            "speakers.yaml", "- id: ana-ruiz", "- {name: Thomas Lee, aliases: [Tom Lee]}\n- id: ana-ruiz"
        )
        corpus.publish()
        answer = corpus.api.get("/v1/speakers/tom-lee/quotes")
        assert (answer.status_code, answer.headers["Location"]) == (308, "/v1/speakers/thomas-lee/quotes")

    def test_a_speaker_whose_words_are_somebody_else_s_now_is_gone(self, corpus: Corpus):
        corpus.rewrite("articles/ferry.md", "said Tom Lee, who", "said Odo Farr, who")
        corpus.publish()
        assert corpus.api.get("/v1/speakers/odo-farr").status_code == 200
        corpus.rewrite("articles/ferry.md", "said Odo Farr, who", "said Tom Lee, who")
        corpus.publish()
        answer = corpus.api.get("/v1/speakers/odo-farr")
        assert answer.status_code == 410
        assert answer.content_type == "application/problem+json"

    def test_what_was_removed_says_so(self, corpus: Corpus):
        EDITS["an article comes or goes"](corpus)
        corpus.publish()
        (article,) = (one for one in corpus.all("/v1/articles?limit=9") if one["title"] == "The mill burns")
        quote = corpus.all(f"/v1/articles/{article['id']}/quotes")[0]
        EDITS["an article comes or goes"](corpus)
        version = corpus.publish()
        for noun, id_ in (("articles", article["id"]), ("quotes", quote["id"]), ("speakers", "odo-farr")):
            answer = corpus.api.get(f"/v1/{noun}/{id_}")
            assert answer.status_code == 410
            problem = answer.get_json()
            assert problem["type"] == "/problems/gone"
            assert problem["removed_with"] == {"version": version, "published_at": "2026-01-01T00:02:00Z"}
            page = corpus.api.get(f"/{noun}/{id_}")
            assert page.status_code == 410
            assert "It was here until 1 January 2026" in page.text
        for address in ("/v1/articles/never-was", "/articles/never-was"):
            assert corpus.api.get(address).status_code == 404

    def test_an_id_of_before_in_a_filter_is_told_with_that_of_today(self, corpus: Corpus):
        corpus.publish()
        quote = corpus.all("/v1/quotes?speaker=tom-lee&limit=1")[0]
        new = "- {name: Orla Quist, id: orla-quist, aliases: [Tom Lee]}\n- id: ana-ruiz"
        corpus.rewrite("speakers.yaml", "- id: ana-ruiz", new)
        corpus.publish()
        moved = corpus.copy()["quotes"][quote["id"]]["speaker"]["id"]
        assert moved == "orla-quist"
        for path in ("/v1/quotes?", "/v1/timeline?", "/v1/articles?"):
            told = corpus.api.get(f"{path}speaker=tom-lee").get_json()["meta"]["unknown_ids"]
            assert told == [{"parameter": "speaker", "value": "tom-lee", "suggestion": "orla-quist"}]

    def test_a_tool_for_models_leads_on_as_well(self, corpus: Corpus):
        corpus.publish()
        (old,) = (one["id"] for one in corpus.all("/v1/articles?limit=9") if one["id"].startswith("bridge"))
        EDITS["an article moves"](corpus)
        corpus.publish()
        new = corpus.api.get(f"/v1/articles/{old}").headers["Location"].rpartition("/")[2]
        asked = {"name": "get_article", "arguments": {"id": old}}
        message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": asked}
        result = corpus.api.post("/mcp", json=message).get_json()["result"]
        assert result["structuredContent"]["data"]["id"] == new
