"""Feed the extractor short texts made to confuse it, and hold every answer to what is promised of it.

    python bench/fuzz_extractor.py --runs 2000000             # by number,
    python bench/fuzz_extractor.py --minutes 60 --seed 7      # or by time
    python bench/fuzz_extractor.py --text 'what failed'       # one text again

A text is drawn from marks, names, verbs of saying, odd letters and sentences of our own articles (tests/gold), then
damaged. What must hold of each answer stands in `faults_of`. A text that breaks it is made as short as it can be and
printed, with its seed. Exit code 1 when there was any.
"""

import argparse
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from api.errors import UnreadableFile
from api.extract import extract_article
from api.model import Article, Excerpt, Mention, Quote, RawFile

SENTENCES = Path(__file__).resolve().parent.parent / "tests" / "gold" / "articles"
EXAMPLES = 5  # of each kind of fault are shortened and shown
PATIENCE = 5.0  # seconds of processor time for a text of some hundred letters: a thousand times what it takes

MARKS = [
    '"', '"', "“", "”", "‘", "’", "'", "''", "``", "«", "»", "‹", "›", "„", "‟", "＂", "「", "」", "‛", "′",
]  # fmt: skip
STOPS = [
    ".", ",", ";", ":", "!", "?", "…", "...", "—", "–", "-", "--", "(", ")", "[", "]", "/", "|", "*", "\\",
    "_",
]  # fmt: skip
SPACES = [
    " ", " ", " ", " ", "  ", "\n", "\n\n", "\n\n", "\t", "\r\n", "\r", "\u00a0", "\u2009", "\u3000",
    "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\x1f", "",
]  # fmt: skip
NAMES = [
    "Ada Bloom", "Bloom", "Mr. Reed", "Dr Żak", "D'Arcy", "O’Dell", "Mara Venn-Quill", "Ōki", "the mayor",
    "a spokesman", "officials", "Port Selm Council", "the U.S. Embassy", "J. R. Vane Jr.", "McKee",
    "van der Meer", "she", "he", "they", "who", "Ms. Pike's office", "BLOOM", "Q", "A", "Ünal’s lawyer",
    "one official", "İnci", "ß", "ǅ", "李明",
]  # fmt: skip
CUES = [
    "said", "says", "told reporters", "according to", "asked", "added", "that", "wrote on X",
    "was quoted as saying", "accused", "in a statement", "but", "and", "called", "has said",
    "insisted that", "tells", "noted", "whether", "said that", "announced", "denied", "did not say",
    "to say", "by", "as", "if", "argued", "“yes”", "not",
]  # fmt: skip
WORDS = [
    "the", "harbour", "would", "close", "ferry", "of", "winter", "is", "beyond", "repair", "a", "$3.5m",
    "3,000", "1990s", "'90s", "http://a.example/b?c=d", "a@b.example", "U.S.", "e.g.", "No. 5", "it's",
    "rock 'n' roll", "5'10\"", "<b>", "</p>", "&quot;", "&amp;", "By Ada Bloom", "(AP)", "LONDON —", "Q:",
    "A:", "BLOOM:", "Nov. 8, 2025", "© 2025",
]  # fmt: skip
ODD = [
    "\u200b", "\u200d", "\u200e", "\u202e", "\u2066", "\ufeff", "\u0301", "\u0345", "é", "e\u0301", "ﬁ",
    "Ａ", "①", "½", "🧊", "👩‍👩‍👧", "🇲🇽", "\U000e0041", "\ufffd", "\ufffe", "\x00", "\x01", "\x08", "\x1b[31m",
    "\x7f", "\ue000", "ا", "א", "ไ", "क्ष", "한", "ｶﾞ", "𝔸", "\U0010ffff", "ſ", "K", "İ", "ı", "Σ", "ς", "²",
    "٣", "Ⅷ",
]  # fmt: skip
HEADS = [
    "News", "Opinion", "Home > World", "By Ada Bloom", "By", "Ada Bloom", "Bert Orr and Ada Bloom", "BERT ORR",
    "Ada Bloom, Chief Political Editor", "Ada Bloom Staff Writer", "Defence Editor", "Ostley Echo", "| Reuters",
    "(AP)",
    "for the Ostley Echo", "a@b.example", "@adabloom", "Nov. 8, 2025", "8 Nov 2025 10.30 GMT", "Published 2025-11-08",
    "Updated: 3 hours ago", "4 min read", "Share", "Comments (12)", "Follow", "Photo: Ada Bloom", "©",
    "Advertisement",
    "OSTLEY (AP) —", "Harbour to close for the winter, council says", "What the ferry's end means for Ostley",
    "The ferry will not run until spring.", "--", "Editor's note:", "• ", "Jr.", "PhD",
]  # fmt: skip


class Hang(BaseException):
    """A text took longer than PATIENCE."""


def main() -> int:
    """Run as asked and say what came of it."""
    asked = _arguments()
    if asked.text is not None:
        faults = faults_of(asked.text.encode().decode("unicode_escape"))
        print("\n".join(faults) or "nothing wrong")
        return int(bool(faults))
    runs, found = 0, Counter[str]()
    deadline = time.monotonic() + 60 * asked.minutes if asked.minutes else float("inf")
    most = asked.runs if asked.runs or asked.minutes else 20_000
    for text in texts(asked.seed):
        if time.monotonic() > deadline or (most and runs >= most):
            break
        runs += 1
        if faults := faults_of(text):
            kind = faults[0].split(":")[0]
            found[kind] += 1
            if found[kind] <= EXAMPLES:
                _report(text, faults, runs)
        if runs % 100_000 == 0:
            print(f"{runs:,} texts, {found.total()} with faults, {time.process_time():.0f} s", flush=True)
    took = time.process_time()
    print(f"{runs:,} texts of seed {asked.seed}: {found.total()} with faults {dict(found) or ''}")
    print(f"{took:.0f} s of processor time, {1e6 * took / max(runs, 1):.0f} µs each")
    return int(bool(found))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=0, help="texts to try (20,000 when nothing else is said)")
    parser.add_argument("--minutes", type=float, default=0, help="how long to try")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--text", help="one text, with Python's backslashes")
    return parser.parse_args()


def _report(text: str, faults: list[str], run: int) -> None:
    shorter = shortened(text, lambda candidate: bool(faults_of(candidate)))
    print(f"run {run}: {shorter!r}\n  " + "\n  ".join(faults_of(shorter) or faults), flush=True)


# --- what must hold ------------------------------------------------------------------------------------------------


def faults_of(text: str) -> list[str]:
    """Return what is wrong with the answer to `text`, one sentence each; nothing when all is well."""
    try:
        with _hurried():
            article = extract_article(RawFile("fuzz.txt", "text", text, ""))
    except UnreadableFile:
        return []
    except Hang:
        return [f"takes more than {PATIENCE} s"]
    except Exception:
        return ["raises " + traceback.format_exc(limit=-2).replace("\n", "\n    ")]
    return [
        *_faults_of_body(article),
        *(fault for quote in article.quotes for fault in _faults_of(quote, article.body)),
    ]


def _faults_of_body(article: Article) -> Iterator[str]:
    body = article.body
    if body != body.strip() or not body:
        yield f"the body is empty or begins or ends with space: {body!r}"
    starts = [quote.span.start for quote in article.quotes]
    if starts != sorted(starts):
        yield f"quotes are not in reading order: {starts}"
    spans = [(quote.span.start, quote.span.end, quote.kind) for quote in article.quotes]
    if len(set(spans)) < len(spans):
        yield f"a quote is there twice: {spans}"


def _faults_of(quote: Quote, body: str) -> Iterator[str]:
    yield from _faults_of_excerpt("quote", quote, body)
    yield from _faults_of_excerpt("mention", quote.mention, body)
    yield from _faults_of_excerpt("cue", quote.cue, body)
    if (quote.speaker is None) == (quote.reason is None):
        yield f"speaker is {quote.speaker!r} and reason {quote.reason!r}"
    if quote.speaker and not quote.speaker.name.strip():
        yield "the speaker has an empty name"
    if not 0 <= quote.confidence <= 1:
        yield f"confidence is {quote.confidence}"


def _faults_of_excerpt(what: str, excerpt: Quote | Mention | Excerpt | None, body: str) -> Iterator[str]:
    if excerpt is None:
        return
    span = excerpt.span
    if not 0 <= span.start < span.end <= len(body):
        yield f"the {what}'s span {span.start}..{span.end} is empty or outside of the body of {len(body)}"
    elif span.of(body) != excerpt.text:
        yield f"the {what} says {excerpt.text!r}, the body there {span.of(body)!r}"


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Hang


@contextmanager
def _hurried() -> Iterator[None]:
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, PATIENCE)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


# --- texts ---------------------------------------------------------------------------------------------------------


def texts(seed: int) -> Iterator[str]:
    """Yield texts without end, the same for the same seed."""
    draw, sentences = random.Random(seed), _sentences()
    makers: list[Callable[[], str]] = [
        lambda: _jumble(draw), lambda: _grammatical(draw), lambda: _damaged(draw, sentences), lambda: _letters(draw),
        lambda: _headed(draw, sentences),
    ]  # fmt: skip
    while True:
        yield draw.choices(makers, weights=(4, 3, 4, 1, 3))[0]()


def _sentences() -> list[str]:
    articles = (path.read_text("utf-8").splitlines() for path in sorted(SENTENCES.glob("*.md")))
    return [line for lines in articles for line in lines if line and not line.startswith(("|", "#", "---"))]


def _jumble(draw: random.Random) -> str:
    kinds = [MARKS, STOPS, SPACES, NAMES, CUES, WORDS, ODD]
    weights = [draw.random() ** 2 for _ in kinds]
    return "".join(
        draw.choice(draw.choices(kinds, weights)[0]) + draw.choice(SPACES[:6])
        for _ in range(draw.randint(1, 40))
    )


def _grammatical(draw: random.Random) -> str:
    return draw.choice([" ", "\n\n", " "]).join(_sentence(draw) for _ in range(draw.randint(1, 5)))


def _sentence(draw: random.Random) -> str:
    opening, closing = draw.choice(
        [('"', '"'), ("“", "”"), ("‘", "’"), ("'", "'"), ("“", ""), ("", "”"), ("''", "''"), ("«", "»")]
    )
    words = " ".join(
        draw.choice(WORDS if draw.random() < 0.8 else NAMES + CUES) for _ in range(draw.randint(0, 9))
    )
    quoted = f"{opening}{words}{draw.choice([',', '.', '?', '', '—', '...'])}{closing}"
    name, cue = draw.choice(NAMES), draw.choice(CUES)
    order = [quoted, name, cue, draw.choice([words, "", quoted, draw.choice(NAMES)])]
    if draw.random() < 0.5:
        draw.shuffle(order)
    return " ".join(order) + draw.choice(STOPS)


def _damaged(draw: random.Random, sentences: list[str]) -> str:
    text = draw.choice([" ", "\n\n"]).join(draw.choice(sentences) for _ in range(draw.randint(1, 3)))[:600]
    for _ in range(draw.randint(1, 12)):
        place = draw.randint(0, len(text))
        taken = draw.choice([0, 0, 1, 1, 3, 20])
        put = draw.choice(draw.choice([MARKS, MARKS, STOPS, SPACES, ODD, CUES, NAMES, [""]]))
        text = text[:place] + put + text[place + taken :]
    return text


def _headed(draw: random.Random, sentences: list[str]) -> str:
    """Return an article as it is copied from a page, with what stands above and below it."""
    above, below = (
        [_line(draw) + draw.choice(["\n", "\n", "\n\n", "\r\n", " | "]) for _ in range(draw.randint(0, most))]
        for most in (8, 3)
    )
    body = "\n\n".join(draw.choice(sentences) for _ in range(draw.randint(0, 3)))
    return "".join(above) + body + "\n\n" + "".join(below)


def _line(draw: random.Random) -> str:
    parts = [draw.choice(draw.choices([HEADS, STOPS, SPACES, ODD, NAMES], (8, 2, 2, 1, 1))[0])]
    while draw.random() < 0.4:
        parts += [
            draw.choice([" ", " ", ", ", " | ", " - ", " and ", "\r", " • "]),
            draw.choice(HEADS + STOPS + SPACES),
        ]
    return "".join(parts)


def _letters(draw: random.Random) -> str:
    blocks = [
        (0x20, 0x7E),
        (0x80, 0x24F),
        (0x300, 0x36F),
        (0x2000, 0x206F),
        (0x3000, 0x30FF),
        (0xFE00, 0xFFFF),
        (0, 0x10FFFF),
    ]
    drawn = [chr(draw.randint(*draw.choice(blocks))) for _ in range(draw.randint(1, 60))]
    # No file holds half a surrogate pair: `read` refuses or repairs it.
    return "".join(letter for letter in drawn if not "\ud800" <= letter <= "\udfff")


def shortened(text: str, is_bad: Callable[[str], bool]) -> str:
    """Return a part of `text` that is still bad, and none of whose halves, quarters ... or letters can go."""
    size = len(text) // 2
    while size:
        start = 0
        while start < len(text):
            without = text[:start] + text[start + size :]
            if is_bad(without):
                text = without
            else:
                start += size
        size //= 2
    return text


if __name__ == "__main__":
    sys.exit(main())
