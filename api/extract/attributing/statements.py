"""Make quotes of what the steps before have found: quotations with their verdicts, and reported clauses.

In: `Tokens`, the quotations, their `Attribution`s, the `Reported` clauses.  Out: `Quote`s in reading order,
without a speaker yet: who the mention refers to is the work of `speakers`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from api.extract.attributing.attribution import RECORDS, Attribution
from api.extract.attributing.leading import CALLS
from api.extract.finding.indirect import Reported
from api.extract.finding.quotes import Quoted
from api.extract.finding.scene import SAYING, Scene, Tie, verb_class
from api.extract.finding.transcripts import TURN_CONFIDENCE, Turn
from api.extract.grammar.beside import word_at
from api.extract.grammar.capitals import POSSESSIVES
from api.extract.grammar.genders import is_first_name
from api.extract.grammar.lexicon import CUE, MARKS, person_nouns
from api.extract.grammar.mentions import TWO_WORDS_FOR_ONE
from api.extract.grammar.phrases import Phrase
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import verb_forms
from api.extract.words import read_words
from api.model import Excerpt, Mention, Quote, QuoteKind, Span

NOBODY_NAMED = "no words near the quotation name a speaker"
_BEING = frozenset({"is", "are", "was", "were", "be", "been", "being"})
_WHILE = (" while", " whereas", ";")
_LONGEST_LEAD = 12  # characters of a clause before the fragment it opens with: "for a “..."
_PEOPLE = person_nouns()
_VERBS = verb_forms()
_AFTER_A_NAME = frozenset(
    {"of", "who", "has", "had", "was", "is", "in", "on", "at", "to", "from", "while", "when"}
)
_AFTER_A_NOUN = frozenset({"of", "for", "at", "in", "from", "with"})
_LONGEST_RELATIVE = 10  # tokens
_CALLING = frozenset({"called", "named", "as"})
_CALLING_OPENERS = frozenset({"known", "identified", "name", "introduced"})
_LONGEST_CALLING = 9  # tokens from a description to the name that it is given
_CLAUSE_OPENERS = frozenset({"", ",", ";", ":", "that", "but", "while", "as", "when", "after", "”", '"', "—"})
_LAST_SIGNS = ".,;:!?…"
_LONGEST_TERM = 6  # words
_DOUBTFUL = 0.45  # the confidence below which a fragment with no verb of saying beside it is a term
_DOUBTFUL_SAID = 0.3  # ... and with one


def make_quotes(
    scene: Scene,
    verdicts: Sequence[Attribution],
    reported: Sequence[Reported],
    turns: Sequence[Turn],
) -> tuple[Quote, ...]:
    """Return the statements of the body in reading order; `continues` points into the returned tuple."""
    tokens, quoted = scene.tokens, scene.quoted
    spoken = [
        _spoken_quote(tokens, quote, verdict)
        for quote, verdict in zip(quoted, verdicts, strict=True)
        if verdict.is_statement
    ]
    marks = _Stretches([quote.span for quote in quoted])
    told = [
        _reported_quote(tokens, clause, piece)
        for clause in reported
        for piece in clause.pieces
        if not _begins_inside(tokens.text, marks, piece)
        and not (len(clause.pieces) > 1 and marks.cover(piece))  # the quotation's own words
    ]
    told = _each_once(told)
    told_in = _by_sentence(tokens, told)
    spoken = [_agreeing(tokens.text, quote, told_in.get(_sentence_of(tokens, quote), ())) for quote in spoken]
    spoken = [quote for quote in spoken if not _is_term(quote)]
    named = [_wholly_named(scene, quote) for quote in [*spoken, *told]]
    taken = [_turn_quote(tokens, turn) for turn in turns]
    turned = _Stretches([turn.span for turn in turns])
    left = [quote for quote in named if not turned.cover(quote.span)]
    ordered = sorted([*left, *taken], key=lambda quote: (quote.span.start, -quote.span.end))
    return _with_continuations(tokens, ordered)


def _each_once(told: Sequence[Quote]) -> list[Quote]:
    """Leave out what two cues claim ("said said that"): the surer one has it."""
    surest: dict[Span, Quote] = {}
    for quote in told:
        if quote.span not in surest or quote.confidence > surest[quote.span].confidence:
            surest[quote.span] = quote
    return list(surest.values())


def _spoken_quote(tokens: Tokens, quote: Quoted, verdict: Attribution) -> Quote:
    mention = _mention(tokens, verdict.mention)
    cue = _cue(tokens, verdict.tie, quote.span)
    return Quote(
        kind=_kind(tokens, quote),
        text=quote.span.of(tokens.text),
        span=quote.span,
        paragraph=tokens.paragraph_of[quote.first],
        context=_context(tokens, quote.first, quote.last, mention),
        mention=mention,
        cue=cue,
        confidence=round(verdict.statement * verdict.confidence, 3),
        reason=NOBODY_NAMED if mention is None else None,
    )


def _turn_quote(tokens: Tokens, turn: Turn) -> Quote:
    return Quote(
        kind="direct",
        text=turn.span.of(tokens.text),
        span=turn.span,
        paragraph=tokens.paragraph_of[tokens.first_at_or_after(turn.span.start)],
        context=Span(turn.label.start, turn.span.end),
        mention=Mention(turn.label.of(tokens.text), turn.label),
        confidence=TURN_CONFIDENCE,
    )


def _name_from(scene: Scene, first: int) -> Phrase | None:
    """Return the name that begins at token `first`."""
    phrase = scene.begins.get(first)
    return phrase if phrase is not None and phrase.kind == "name" else None


def _name_until(scene: Scene, last: int) -> Phrase | None:
    """Return the name that ends at token `last` and owns nothing."""
    phrase = scene.ends.get(last)
    is_name = phrase is not None and phrase.kind == "name" and not phrase.is_possessive
    return phrase if is_name else None


def _proper_name_until(scene: Scene, last: int) -> Phrase | None:
    """Return the name that ends at token `last`; None for "Former Secretary of State", "Harbour officials"."""
    name = _name_until(scene, last)
    return name if name is not None and _is_proper(scene.tokens, name) else None


def _is_proper(tokens: Tokens, name: Phrase) -> bool:
    lower = tokens.lower[name.head]
    return tokens.words[name.head][0].isupper() and lower not in _PEOPLE and lower[:-1] not in _PEOPLE


def _wholly_named(scene: Scene, quote: Quote) -> Quote:
    """Return the quote with all the words that name its speaker in the mention."""
    if quote.mention is None:
        return quote
    tokens, span = scene.tokens, quote.mention.span
    first, last = tokens.first_at_or_after(span.start), tokens.last_before(span.end)
    is_cue_next = quote.cue is not None and tokens.first_at_or_after(quote.cue.span.start) == last + 1
    whole = _with_name_beside(scene, first, last, is_cue_next=is_cue_next)
    whole = whole or _with_partner(scene, quote, first, last)
    if whole is None:
        return quote
    span = Span(tokens.start_of(whole[0]), tokens.ends[whole[1]])
    return replace(quote, mention=Mention(span.of(tokens.text), span))


def _with_name_beside(scene: Scene, first: int, last: int, *, is_cue_next: bool) -> tuple[int, int] | None:
    """Return a mention that describes with the name behind it: "the keeper, Jonas Treel, said"; `is_cue_next` tells
    "a man | called Rex" from "Reed | called the plan a joke".
    """
    tokens = scene.tokens
    is_verb = is_cue_next and tokens.lower[first] not in ("a", "an")
    if not is_verb and (called := _called(scene, last)) is not None:
        return first, called.last
    if (name := _name_behind_relative(scene, last)) is not None:
        return first, name.last
    name = _name_from(scene, last + 2)
    if name is None or tokens.words[last + 1] != "," or not _may_be_called(tokens, first, last, name):
        return None
    is_owned = any(word.endswith(POSSESSIVES) for word in tokens.words[first:last])
    # "said | chief executive, Ada Bloom"
    is_bare = tokens.words[first].islower() and tokens.traits[first - 1] & CUE > 0
    is_named = is_bare and name.first < name.last and is_first_name(tokens.words[name.first])
    opens = is_owned or is_named or tokens.lower[first] in read_words("determiners")
    is_last = name.last + 1 >= tokens.sentences[tokens.sentence_of[name.last]][1]
    after = "." if is_last else tokens.lower[name.last + 1]
    if (
        not opens
        or name.is_possessive
        or (after[0].isalnum() and tokens.lower[first - 2 : first] == ["according", "to"])
        or (after[0].isalnum() and after not in _VERBS and after not in _AFTER_A_NAME)
    ):
        return None
    return first, name.last


def _name_behind_relative(scene: Scene, last: int) -> Phrase | None:
    """Return the full name behind a relative clause that tells who is meant: "the man who found her, | Bert Orr"."""
    tokens = scene.tokens
    if tokens.lower[last] not in _PEOPLE or word_at(tokens.lower, last + 1) not in {"who", "that"}:
        return None
    end = min(last + _LONGEST_RELATIVE, tokens.sentences[tokens.sentence_of[last]][1])
    comma = next((i for i in range(last + 2, end) if not tokens.words[i][0].isalnum()), end)
    name = _name_from(scene, comma + 1) if comma < end and tokens.words[comma] == "," else None
    if (
        name is None
        or name.is_possessive
        or name.first == name.last
        or not is_first_name(tokens.words[name.first])
    ):
        return None
    return name if word_at(tokens.words, name.last + 1) in {",", "."} else None


def _called(scene: Scene, last: int) -> Phrase | None:
    """Return the name that a description is given: "a man called Rex", "a fan, who gave her name as Ada", "the
    pigeons’ trainer, a former postman named Wilf Orr".
    """
    tokens = scene.tokens
    end = min(last + _LONGEST_CALLING, tokens.sentences[tokens.sentence_of[last]][1] - 1)
    following = tokens.lower[last + 1 : end]
    if _CALLING.isdisjoint(following):
        return None
    link = next(i for i in range(last + 1, end) if tokens.lower[i] in _CALLING)
    name = _name_from(scene, link + 1)
    between = tokens.lower[last + 1 : link]
    if name is None or name.is_possessive or between.count(",") > 1:
        return None
    if tokens.lower[link] == "as":
        return name if _CALLING_OPENERS.intersection(between) else None
    return name if not between or (between[0] == "," and between[1:2] in (["a"], ["an"])) else None


def _may_be_called(tokens: Tokens, first: int, last: int, name: Phrase) -> bool:
    """Tell whether a name behind a description can be that of whom it describes.

    Behind "the keeper" it is; behind "the head of the board" it is the board's, unless it has a first name.
    """
    head = next((i for i in range(first + 1, last) if tokens.lower[i] in _AFTER_A_NOUN), last + 1) - 1
    word = tokens.words[head]
    is_seat = word.isupper() and word.lower() in _PEOPLE  # "the MP for Ostley, Ada Bloom"
    if (
        word not in _PEOPLE
        and not is_seat
        and tuple(tokens.lower[head - 1 : head + 1]) not in TWO_WORDS_FOR_ONE
    ):
        return False
    return head == last or any(is_first_name(word) for word in tokens.words[name.first : name.last])


def _with_partner(scene: Scene, quote: Quote, first: int, last: int) -> tuple[int, int] | None:
    """Return a name with the other of two: "Ada Reed and Tom Bloom said", "said Reed and Bloom"."""
    tokens = scene.tokens
    own = _proper_name_until(scene, last)
    if own is None or own.first != first:
        return None
    left = _proper_name_until(scene, first - 2) if tokens.lower[first - 1] == "and" else None
    if left is not None and _opens_clause(scene, left.first):
        return left.first, last
    is_behind_verb = quote.cue is not None and quote.cue.span.end == tokens.ends[first - 1]
    right = _name_from(scene, last + 2) if is_behind_verb else None
    if right is not None and tokens.lower[last + 1] == "and" and _ends_pair(tokens, right):
        return first, right.last
    return None


def _opens_clause(scene: Scene, first: int) -> bool:
    """Tell whether nothing before token `first` could govern what begins there, nor be the start of a longer list."""
    tokens = scene.tokens
    begin = tokens.opening_of[first]
    before = tokens.lower[first - 1] if first > begin else ""
    if before == "both":
        return True
    return before in _CLAUSE_OPENERS and not (before == "," and _name_until(scene, first - 2) is not None)


def _ends_pair(tokens: Tokens, name: Phrase) -> bool:
    """Tell whether a second name is nobody's subject, as in "said Reed and Bloom"."""
    after = tokens.words[name.last + 1] if name.last + 1 < len(tokens.words) else "."
    return not name.is_possessive and after in {".", ",", ";", ":"} and _is_proper(tokens, name)


class _Stretches:
    """Spans in order that never overlap, such as quotations or turns: what lies at a place is looked up."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]

    def cover(self, span: Span) -> bool:
        """Tell whether one of them covers `span`."""
        at = bisect_right(self._starts, span.start) - 1
        return at >= 0 and self._spans[at].covers(span)

    def around(self, place: int) -> Span | None:
        """Return the one that has begun before `place` and ends behind it, or None."""
        at = bisect_left(self._starts, place) - 1
        return self._spans[at] if at >= 0 and place < self._spans[at].end else None


def _sentence_of(tokens: Tokens, quote: Quote) -> int:
    return tokens.sentence_of[tokens.first_at_or_after(quote.span.start)]


def _by_sentence(tokens: Tokens, told: Sequence[Quote]) -> dict[int, list[Quote]]:
    """Return the pieces of reported clauses by their sentence: none reaches over its end."""
    found: dict[int, list[Quote]] = {}
    for clause in told:
        found.setdefault(_sentence_of(tokens, clause), []).append(clause)
    return found


def _begins_inside(text: str, quoted: _Stretches, piece: Span) -> bool:
    """Tell whether a reported piece begins in the middle of a quotation and leaves it: one of the two was misread."""
    quotation = quoted.around(piece.start)
    if quotation is None or quotation.covers(piece):
        return False
    return any(sign.isalnum() for sign in text[quotation.start : piece.start])


def _agreeing(text: str, quote: Quote, told: Sequence[Quote]) -> Quote:
    """Give a fragment inside a reported clause that is surer of its speaker that clause's mention and cue."""
    words = Span(quote.span.start, quote.span.start + len(quote.text.rstrip(_LAST_SIGNS)))
    around = [clause for clause in told if clause.mention is not None and clause.span.covers(words)]
    if quote.cue is not None:  # "“...,” Bloom said, according to a transcript"
        around = [clause for clause in around if not _is_record(clause)]
    surest = max(around, key=lambda clause: clause.confidence, default=None)
    if surest is None or quote.mention == surest.mention or _is_told_inside(text, quote, surest):
        return quote
    if surest.confidence <= quote.confidence and not _is_nearer(text, quote, surest):
        return replace(quote, mention=surest.mention) if _is_part_of_mention(quote, surest) else quote
    return replace(quote, mention=surest.mention, cue=surest.cue, confidence=surest.confidence, reason=None)


def _is_term(quote: Quote) -> bool:
    """Tell the report's own words, or the name of something, by a likeliest speaker who is hardly the right one."""
    if quote.mention is None or quote.kind != "mixed" or len(quote.text.split()) > _LONGEST_TERM:
        return False
    return quote.confidence < (_DOUBTFUL_SAID if _says(quote.cue) else _DOUBTFUL)


def _says(cue: Excerpt | None) -> bool:
    """Tell a verb of saying."""
    return cue is not None and verb_class(cue.text.lower()) in SAYING


def _is_nearer(text: str, quote: Quote, clause: Quote) -> bool:
    """Tell a clause whose source stands between the fragment and who was taken to say it, behind "while", a semicolon
    or, where the clause opens with the fragment, "but" and "who": "Bloom said no; | Orr | called for “patience”".
    """
    if quote.mention is None or clause.mention is None:
        return False
    other, source = quote.mention.span, clause.mention.span
    if not (quote.context.start <= other.start and other.end <= source.start <= clause.span.start):
        return False
    between = text[other.end : source.start].rstrip()
    if between.endswith(_WHILE):
        return True
    opens = quote.span.start - clause.span.start <= _LONGEST_LEAD
    return opens and (clause.mention.text == "who" or between.endswith(" but"))


def _is_told_inside(text: str, quote: Quote, clause: Quote) -> bool:
    """Tell who says or calls it so within what another reports: "| Orr | called it “...”, the Echo reported"; not "it
    was called “...”".
    """
    if quote.mention is None or quote.cue is None:
        return False
    if quote.cue.text.lower() not in CALLS and not _says(quote.cue):
        return False
    source, verb = quote.mention.span, quote.cue.span
    is_active = _BEING.isdisjoint(text[source.end : verb.start].lower().split())
    is_named = quote.mention.text.lower() not in read_words("pronouns")
    is_torn = clause.cue is not None and _is_torn(text, source, clause.cue.span, verb)
    stands = (is_torn or clause.span.covers(source)) and source.end <= verb.start < quote.span.start
    return is_active and is_named and stands


def _is_torn(text: str, source: Span, tag: Span, verb: Span) -> bool:
    """Tell a subject and its verb that a tag stands between: "| Orr |, police said, told a guard, “...”"."""
    between = text[tag.end : verb.start].split()
    is_aside = text.startswith(",", source.end) and text[tag.end : verb.start].rstrip().endswith(",")
    return is_aside and source.end < tag.start and len(between) <= _LONGEST_TAG


_LONGEST_TAG = 4  # words behind its verb: "in a statement,"


def _is_record(clause: Quote) -> bool:
    """Tell a source that only holds what somebody says."""
    return clause.mention is not None and not RECORDS.isdisjoint(clause.mention.text.split())


def _is_part_of_mention(quote: Quote, clause: Quote) -> bool:
    """Tell whether a fragment was given to a name within the clause's source: "an obituary of | Ada Bloom |"."""
    if quote.mention is None or clause.mention is None or quote.cue != clause.cue:
        return False
    whole, part = clause.mention.span, quote.mention.span
    return whole.covers(part) and whole.start < part.start


def _reported_quote(tokens: Tokens, clause: Reported, piece: Span) -> Quote:
    mention = None if clause.mention is None else Mention(clause.mention.of(tokens.text), clause.mention)
    cue = None if clause.cue is None else Excerpt(clause.cue.of(tokens.text), clause.cue)
    first, last = tokens.first_at_or_after(piece.start), tokens.last_before(piece.end)
    return Quote(
        kind="indirect",
        text=piece.of(tokens.text),
        span=piece,
        paragraph=tokens.paragraph_of[first],
        context=_context(tokens, first, last, mention),
        mention=mention,
        cue=cue,
        confidence=round(clause.confidence, 3),
        reason="no words near the clause name a speaker" if mention is None else None,
    )


def _mention(tokens: Tokens, phrase: Phrase | None) -> Mention | None:
    """Return the printed words of the phrase, without a possessive's ending and without a contracted verb."""
    if phrase is None:
        return None
    start, end = tokens.start_of(phrase.first), tokens.ends[phrase.last]
    word = tokens.words[phrase.last]
    if phrase.kind == "pronoun":  # "he’s" names by "he"
        end = tokens.start_of(phrase.last) + len(word.replace("’", "'").split("'")[0])
    elif phrase.is_possessive and word.endswith(POSSESSIVES):
        end -= 2
    return Mention(tokens.text[start:end], Span(start, end))


def _cue(tokens: Tokens, tie: Tie | None, quote: Span) -> Excerpt | None:
    """Return the attributing words: the verb, or "according to"."""
    if tie is None or tie.verb < 0:
        return None
    last = tie.verb + 1 if tie.relation == "according" else tie.verb
    span = Span(tokens.start_of(tie.verb), tokens.ends[last])
    return None if quote.covers(span) else Excerpt(span.of(tokens.text), span)


def _kind(tokens: Tokens, quote: Quoted) -> QuoteKind:
    """Tell a speaker's whole sentence from a fragment set into the reporter's.

    A whole sentence follows the end of another one, a comma, a colon, a closing mark, or a verb, and begins
    with a capital; after a comma or a colon it may go on in small letters (`"...," she said, "and ..."`).
    """
    first = quote.first
    while first < quote.last and not tokens.words[first][0].isalnum():
        first += 1
    is_capital = tokens.words[first][0].isupper() or not tokens.words[first][0].isalpha()
    before = quote.first - 1
    while before >= 0 and tokens.words[before] in MARKS:
        before -= 1
    if before < 0 or tokens.paragraph_of[before] != tokens.paragraph_of[quote.first]:
        return "direct" if is_capital or quote.last - quote.first > 3 else "mixed"
    word, lower = tokens.words[before], tokens.lower[before]
    if word in ",:":
        return "direct" if is_capital or quote.last > quote.first + 1 else "mixed"
    follows_a_stop = not word[0].isalnum() and word not in "([–—-/$&"
    follows_a_stop |= tokens.sentence_of[before] != tokens.sentence_of[quote.first]  # "at 3 a.m. | “You ...”"
    if is_capital and (follows_a_stop or (lower in _VERBS and quote.last > quote.first + 1)):
        return "direct"
    return "mixed"


def _context(tokens: Tokens, first: int, last: int, mention: Mention | None) -> Span:
    """Return the sentences of tokens `first` to `last` and, in the same paragraph, of the mention of the speaker."""
    if mention is not None:
        there = tokens.first_at_or_after(mention.span.start)
        if tokens.paragraph_of[there] == tokens.paragraph_of[first]:
            first, last = min(first, there), max(last, there)
    begin, end = tokens.opening_of[first], tokens.sentences[tokens.sentence_of[last]][1]
    return Span(tokens.start_of(begin), tokens.ends[end - 1])


def _with_continuations(tokens: Tokens, quotes: list[Quote]) -> tuple[Quote, ...]:
    """Link each piece of an utterance that was interrupted to the piece before it.

    Two quotations belong to one utterance when they share their mention and nothing but the attribution stands
    between them; and so do two pieces of one reported clause.
    """
    linked: list[Quote] = []
    for index, quote in enumerate(quotes):
        before = _piece_before(tokens, quotes, index)
        linked.append(quote if before is None else replace(quote, continues=before))
    return tuple(linked)


def _piece_before(tokens: Tokens, quotes: list[Quote], index: int) -> int | None:
    """Return which of the three quotes before the one at `index` it continues, or None."""
    quote = quotes[index]
    if quote.kind == "mixed" or quote.mention is None:
        return None
    start, mention = quote.span.start, quote.mention.span
    for place in range(index - 1, max(index - 4, -1), -1):
        before = quotes[place]
        is_same = before.kind == quote.kind and before.mention is not None and before.mention.span == mention
        if is_same and before.span.end <= start and _goes_on(tokens, before, quote, mention):
            return place
    return None


def _goes_on(tokens: Tokens, before: Quote, quote: Quote, mention: Span) -> bool:
    gap = tokens.text[before.span.end : quote.span.start]
    if quote.paragraph != before.paragraph:
        return quote.paragraph == before.paragraph + 1 and not any(sign.isalnum() for sign in gap)
    between = before.span.end <= mention.start < quote.span.start
    return (
        between
        and tokens.text[before.span.end - 1] in ",—–-"
        and gap.rstrip(" \"“'").endswith((",", "—", "–", "-"))
    )
