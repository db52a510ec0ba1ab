"""Say which printed words name the speaker of each quotation, and which words attribute it.

In: a `Scene`.  Out: for each quotation, in order, how likely it is somebody's statement at all, the mention of
its speaker, the verb, and how sure that is.  Who the mention refers to is the work of `speakers`.

How it decides. For each quotation the phrases around it are candidates (`scene.find_candidates`). Each is
described by where it stands and how it is tied to a verb (`descriptions`): "subject of a verb of saying, in the
sentence that the quotation ends", "the mention that the quotation before was given". The descriptions are
weighed with `weights/attribution.tsv`, learned by `bench/learn_attribution.py` from annotated news (PolNeAR:
Newell, Margolin and Ruths, LREC 2018), and the heaviest wins; the share of its weight among all candidates' is
the probability that it is right. A second table, `statement.tsv`, tells statements from titles and scare quotes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp

from api.extract.attributing.descriptions import (
    GROUPS,
    NOBODY_GROUPS,
    STATEMENT_GROUPS,
    Context,
    candidate_facts,
    describe_context,
    nobody_facts,
    statement_facts,
    words_of_sentence,
)
from api.extract.attributing.holders import holder_of_post, named_behind_bracket, whole_of
from api.extract.attributing.leading import (
    agent_before,
    answer_before,
    heard_before,
    opening_tag,
    prompted_before,
    quoted_before,
    speaker_following,
    speaker_leading,
    subject_touching,
    tagged_before,
    teller_before,
)
from api.extract.attributing.no_voices import has_no_voice
from api.extract.attributing.passives import Passive, agent_of, find_passive, is_subject_of
from api.extract.attributing.terms import is_modifier, is_name, is_unsaid
from api.extract.finding.clauses import before_participle
from api.extract.finding.quotes import Quoted
from api.extract.finding.scene import (
    SAYING,
    Candidate,
    Scene,
    Tie,
    find_candidates,
    says,
    speaker_beside,
    verb_class,
)
from api.extract.grammar.beside import word_at
from api.extract.grammar.lexicon import DASHES
from api.extract.grammar.mentions import is_plural_person, is_speaking_noun
from api.extract.grammar.nouns import may_be_somebody
from api.extract.grammar.phrases import Phrase
from api.extract.weights import read_weights
from api.extract.weights.scale import Scale

FLOOR = 0.75  # below, a quotation is a term or a title; at 0.5 twice as many scare quotes pass for statements
SHORT_FLOOR = 0.6  # ... of one or two words: half of those above are fragments of speech still
SURELY_SAID = 0.9  # from here on a fragment needs no verb by which anybody says or thinks anything
SENTENCE_FLOORS = {2: 0.5, 4: 0.3}  # ... of whole sentences by their fewest words: hardly a title looks so

SPOKEN_FLOOR = 0.25  # ... that open a sentence and close with a comma before "said Bloom"

CARRIED = 0.8  # a sentence without a speaker behind one that has, in its paragraph
TOLD_OF = 0.85  # who says it beside the quotation, where a record of it is the source
NEARER = 0.85  # who says it right before the quotation, in a clause of its own
AGENT = 0.85  # who says it behind "by" and a passive verb, right before the quotation
TOLD = 0.7  # who told what stands in the sentence before, where nobody else is likely
UNSURE = 0.5
SIGNED = 0.9  # a quotation with a name behind a dash in the next paragraph
ALTERNATED = 0.75  # the next turn of two who speak by turns
NAMED_BELOW = 0.7  # a bare quotation that opens an article, and who the next paragraph is about

# What only holds somebody's words: behind "according to" no source of its own, as a paper or an official is.
RECORDS = frozenset({"audio", "footage", "readout", "recording", "transcript", "translation", "video"})
_SURE_OF_THING = 0.95  # the chance below which a thing that says nothing is no source of a fragment
_SURE_WHERE_TOLD = 0.5  # ... of one behind a verb of saying or finding
_FINDING = frozenset({"found", "finds", "heard", "hears"})
_LONGEST_TERM = 9  # tokens
_LONGEST_TURN = 24  # tokens
_SENTENCE = 3  # words
_MOST_IN_ASIDE = 4  # phrases with a comma or "and" between
_IN_ASIDES = frozenset({",", "and"})
_SO_SAID = 2  # words
_SAID_WHERE = frozenset({"at", "to", "in", "on", "from", "of", "("})  # behind a name that signs
_SHORT = 2  # tokens, a closing comma among them
_BEFORE_SPEAKER = frozenset({",", "!", "?"})

Weights = Mapping[str, float]


class Tables:
    """The learned weights: of a candidate's features, and of a quotation's."""

    def __init__(self, mention: Weights, statement: Weights) -> None:
        self.mention, self.statement = mention, statement
        self.of_candidate = Scale(mention, GROUPS)
        self.of_nobody = Scale(mention, NOBODY_GROUPS)
        self.of_statement = Scale(statement, STATEMENT_GROUPS)


@dataclass(slots=True)
class Choice:
    """The likeliest candidate for a quotation, or None for nobody; the chance that it is right; the context."""

    candidate: Candidate | None
    chance: float
    context: Context


@dataclass(slots=True)
class Attribution:
    """The verdict on one quotation.

    `statement` is the probability that somebody said it, `is_statement` whether that is enough; `mention` the
    phrase that names the speaker, or None; `confidence` the probability that the mention is right; `tie` how
    the mention hangs on the verb.
    """

    statement: float
    is_statement: bool
    mention: Phrase | None
    confidence: float
    tie: Tie | None


@cache
def shipped_tables() -> Tables:
    """Return the weights that travel with the package."""
    return Tables(read_weights("attribution"), read_weights("statement"))


def attribute(scene: Scene, tables: Tables | None = None) -> list[Attribution]:
    """Return the verdict on each quotation of the scene, in order."""
    tables = tables or shipped_tables()
    verdicts: list[Attribution] = []
    previous: Phrase | None = None
    for number in range(len(scene.quoted)):
        verdict = _decide(scene, number, previous, tables)
        if verdicts and _goes_on(scene, number):
            verdict = _of_one_speaker(scene, number, verdicts, verdict)
        is_left = not verdict.is_statement or verdict.mention is None
        if is_left and _follows_on(scene, number, verdicts):
            mention, confidence = verdict.mention or previous, verdict.confidence or CARRIED
            verdict = Attribution(verdict.statement, True, mention, confidence, verdict.tie)
        elif (signed := _signature(scene, scene.quoted[number], verdict)) is not None:
            verdict = Attribution(verdict.statement, True, signed, SIGNED, None)
        elif (opener := _named_below(scene, number, verdict)) is not None:
            verdict = Attribution(verdict.statement, True, opener, NAMED_BELOW, None)
        elif (turn := _turn_in_dialogue(scene, number, verdicts)) is not None:
            verdict = Attribution(verdict.statement, True, turn, ALTERNATED, None)
        verdicts.append(verdict)
        if verdict.is_statement and verdict.mention is not None:
            previous = verdict.mention
    return _with_speakers_behind(scene, verdicts)


def _with_speakers_behind(scene: Scene, verdicts: list[Attribution]) -> list[Attribution]:
    """Return the verdicts, those on paragraphs that the next one goes on with by who is named behind that:
    `"... / "...," said Ada Bloom`.
    """
    for number in range(len(verdicts) - 2, -1, -1):
        verdict, following = verdicts[number], verdicts[number + 1]
        if not following.is_statement or following.mention is None or not _goes_on_below(scene, number):
            continue
        confidence = CARRIED * following.confidence
        is_surer = verdict.is_statement and verdict.confidence >= confidence
        quote = scene.quoted[number]
        if is_surer or following.mention.first < quote.last or speaker_beside(scene, quote) is not None:
            continue
        statement = max(verdict.statement, following.statement)
        verdicts[number] = Attribution(statement, True, following.mention, confidence, None)
    return verdicts


def _goes_on_below(scene: Scene, number: int) -> bool:
    """Tell a paragraph that is a quotation from its first word, left open, and goes on in the next one behind the
    same mark: a passage of an article set in marks has other marks inside.
    """
    text, quote, following = scene.tokens.text, scene.quoted[number], scene.quoted[number + 1]
    is_same_mark = text[quote.span.start - 1] == text[following.span.start - 1]
    return following.continues_paragraph and _opens_paragraph(scene, quote) and is_same_mark


def _goes_on(scene: Scene, number: int) -> bool:
    """Tell a quotation that goes on with the one before it, which was left open: in the next paragraph, or in its own
    where a program joined the two.
    """
    quote, before = scene.quoted[number], scene.quoted[number - 1]
    return quote.continues_paragraph or (not before.is_closed and quote.first == before.last + 2)


def _of_one_speaker(
    scene: Scene, number: int, verdicts: Sequence[Attribution], verdict: Attribution
) -> Attribution:
    """Return the verdict on a quotation that goes on: its speaker is the one before's, unless its own stands behind
    it.
    """
    before, quote, own = verdicts[-1], scene.quoted[number], verdict.mention
    if speaker_beside(scene, quote) is not None or before.mention is None:
        return verdict
    if quote.continues_paragraph and own is not None and own.first > quote.last:
        return verdict
    confidence = max(CARRIED * before.confidence, verdict.confidence if own is before.mention else 0)
    return Attribution(verdict.statement, verdict.is_statement, before.mention, confidence, verdict.tie)


def _follows_on(scene: Scene, number: int, verdicts: Sequence[Attribution]) -> bool:
    """Tell a sentence behind a quotation that has a speaker, in its paragraph: `"...," said Ada Bloom. "..."`."""
    if not number or not verdicts[-1].is_statement or verdicts[-1].mention is None:
        return False
    paragraph_of, quoted = scene.tokens.paragraph_of, scene.quoted
    is_near = paragraph_of[quoted[number].first] == paragraph_of[quoted[number - 1].first]
    if not is_near or words_of_sentence(scene, quoted[number]) < _SENTENCE:
        return False
    passive = find_passive(scene, quoted[number])
    return passive is None or not passive.has_addressee  # "“No,” Bloom said. She was told: “...”"


def _signature(scene: Scene, quote: Quoted, verdict: Attribution) -> Phrase | None:
    """Return the name behind a dash, behind a quotation that opens its paragraph or in the paragraph below: "..." /
    "— Ada Bloom, mayor of Ostley"; None also where its own paragraph names the speaker and has no such dash.
    """
    tokens, mention = scene.tokens, verdict.mention
    line, behind = tokens.paragraph_of, scene.behind(quote)
    if behind + 1 >= len(tokens.words) or tokens.words[behind] not in DASHES:
        return None
    is_here = line[behind] == line[quote.last] and _opens_paragraph(scene, quote)
    is_named_here = verdict.is_statement and mention is not None and line[mention.first] == line[quote.first]
    if not is_here and (
        is_named_here or line[behind - 1] == line[behind] or line[behind] != line[quote.last] + 1
    ):
        return None
    phrase = scene.begins.get(behind + 1)
    if phrase is None or phrase.kind != "name" or phrase.is_possessive or phrase not in scene.spoken:
        return None
    follower = phrase.last + 1
    ends = follower >= len(line) or line[follower] != line[behind] or tokens.words[follower] in {",", "."}
    is_placed = is_here and word_at(tokens.lower, follower) in _SAID_WHERE
    return phrase if ends or is_placed else None


def _named_below(scene: Scene, number: int, verdict: Attribution) -> Phrase | None:
    """Return whom the second paragraph opens with, where a bare quotation is the first: "..." / "Ada Bloom, 34, is
    ...", "..." / "So said Ada Bloom ...".
    """
    quote, behind = scene.quoted[number], scene.behind(scene.quoted[number])
    line = scene.tokens.paragraph_of
    is_bare = verdict.is_statement and verdict.mention is None and quote.is_closed
    if number or quote.first > 1 or not is_bare:
        return None
    if behind >= len(line) or line[behind] != line[quote.last] + 1:
        return None
    is_said = scene.tokens.lower[behind : behind + _SO_SAID] == ["so", "said"]
    phrase = scene.begins.get(behind + _SO_SAID if is_said else behind)
    if phrase is None or phrase.kind != "name" or phrase.is_possessive or phrase not in scene.spoken:
        return None
    return phrase if is_said or phrase.last > phrase.first else None


def _turn_in_dialogue(scene: Scene, number: int, verdicts: Sequence[Attribution]) -> Phrase | None:
    """Return who has the turn where two speak by turns, paragraph by paragraph: `"..." said Ada. / "..." said Bert.
    / "..."`; None anywhere else.

    Of a long quotation the next paragraph mostly is more of the same: only short ones are an exchange of words.
    """
    if number < 2 or not _is_bare_turn(scene, number):
        return None
    paragraph_of = scene.tokens.paragraph_of
    lines = [paragraph_of[scene.quoted[n].first] for n in (number - 2, number - 1, number)]
    if lines != list(range(lines[0], lines[0] + 3)) or not all(v.is_statement for v in verdicts[-2:]):
        return None
    if not all(_is_short(scene.quoted[n]) for n in (number - 2, number - 1)):
        return None
    first, second = (verdict.mention for verdict in verdicts[-2:])
    if first is None or second is None or _same_words(scene, first, second):
        return None
    return first


def _is_bare_turn(scene: Scene, number: int) -> bool:
    """Tell a paragraph that is one short quotation and nothing else."""
    quote, paragraph_of = scene.quoted[number], scene.tokens.paragraph_of
    behind = scene.behind(quote)
    ends = behind >= len(paragraph_of) or paragraph_of[behind] != paragraph_of[quote.first]
    return _opens_paragraph(scene, quote) and ends and not quote.continues_paragraph and _is_short(quote)


def _opens_paragraph(scene: Scene, quote: Quoted) -> bool:
    before, paragraph_of = quote.first - 2, scene.tokens.paragraph_of
    return before < 0 or paragraph_of[before] != paragraph_of[quote.first]


def _is_short(quote: Quoted) -> bool:
    return quote.is_closed and quote.last - quote.first < _LONGEST_TURN


def _same_words(scene: Scene, one: Phrase, other: Phrase) -> bool:
    return scene.tokens.lower[one.last] == scene.tokens.lower[other.last]


def choose_mention(
    scene: Scene, number: int, previous: Phrase | None, tables: Tables, passive: Passive | None = None
) -> Choice:
    """Return the likeliest candidate for quotation `number`, when `previous` named the speaker before; not the
    subject of `passive`, of whom it is said.
    """
    candidates = find_candidates(scene, number, previous)
    if passive is not None:
        candidates = [each for each in candidates if not is_subject_of(scene, passive, each.phrase)]
    context = describe_context(scene, number)
    scores = [
        tables.of_candidate.weigh(candidate_facts(scene, number, candidate, previous, context))
        for candidate in candidates
    ]
    scores.append(tables.of_nobody.weigh(nobody_facts(context)))
    best = _heaviest(scores)
    while best < len(candidates) and has_no_voice(scene, candidates[best].phrase, scene.quoted[number]):
        del candidates[best], scores[best]
        best = _heaviest(scores)
    if best == len(candidates):
        return Choice(None, 0.0, context)
    return Choice(candidates[best], 1 / sum((exp(score - scores[best]) for score in scores), 0.0), context)


def _heaviest(scores: Sequence[float]) -> int:
    return max(range(len(scores)), key=scores.__getitem__)


def _decide(scene: Scene, number: int, previous: Phrase | None, tables: Tables) -> Attribution:
    choice = choose_mention(scene, number, previous, tables)
    facts = statement_facts(scene, number, choice.candidate, choice.chance, choice.context)
    statement = tables.of_statement.chance(facts)
    enough = statement >= FLOOR or statement >= _floor(scene, scene.quoted[number])
    enough = enough and not is_name(scene, number)
    passive = find_passive(scene, scene.quoted[number])
    if passive is not None:
        agent = agent_of(scene, passive, scene.quoted[number])
        if agent is not None:
            return Attribution(statement, enough, agent, AGENT, scene.tie_of(agent))
        if passive.has_addressee:
            return Attribution(statement, enough, None, 0.0, None)
        enough = enough and not passive.gives_name
        choice = choose_mention(scene, number, previous, tables, passive)
        if choice.candidate is None or not _is_said_beside(scene, choice.candidate):
            return Attribution(statement, enough, None, 0.0, None)
    if (teller := _teller(scene, scene.quoted[number], choice)) is not None:
        return Attribution(statement, enough, teller, TOLD, scene.tie_of(teller))
    if choice.candidate is None:
        return Attribution(statement, enough, None, 0.0, None)
    enough = enough and not _is_of_a_thing(scene, scene.quoted[number], choice)
    phrase, tie, chance = _speaker_at(scene, scene.quoted[number], choice.candidate.phrase, choice.chance)
    is_told = says(tie) or tie.relation == "according"
    is_term = statement < SURELY_SAID and is_unsaid(scene, scene.quoted[number])
    is_term = is_term or is_modifier(scene, scene.quoted[number])
    enough = enough and (is_told or not is_term)
    return Attribution(statement, enough, phrase, chance, tie)


def _teller(scene: Scene, quote: Quoted, choice: Choice) -> Phrase | None:
    """Return who told what stands in the sentence before a quotation that is a sentence by itself, where nobody else
    is likely, or only the source of that sentence: "Orr said so, according to the Echo. “...”".
    """
    is_whole = words_of_sentence(scene, quote) >= _SENTENCE or not quote.is_closed
    if not is_whole or scene.tokens.words[quote.last] == "," or speaker_beside(scene, quote) is not None:
        return None
    phrase = None if choice.candidate is None else choice.candidate.phrase
    is_source = (
        phrase is not None and scene.tie_of(phrase).relation == "according" and phrase.last < quote.first
    )
    return teller_before(scene, quote) if is_source or choice.chance < UNSURE else None


def _speaker_at(scene: Scene, quote: Quoted, phrase: Phrase, chance: float) -> tuple[Phrase, Tie, float]:
    """Return who says a quotation rather than the likeliest candidate, where a turn of phrase tells, with the tie and
    how sure it is.
    """
    tie = scene.tie_of(phrase)
    if tie.relation == "according" and scene.tokens.lower[phrase.head] in RECORDS:
        beside = speaker_beside(scene, quote)
        if beside is not None:
            phrase, chance = beside, max(chance, TOLD_OF)
    phrase = tagged_before(scene, quote, phrase) or phrase
    phrase = _name_described(scene, phrase) or _subject_around(scene, phrase) or phrase
    phrase = holder_of_post(scene, phrase) or whole_of(scene, phrase) or phrase
    tie = scene.tie_of(phrase)
    if tie.relation == "NV" and tie.how == "next":  # "experts interviewed by | the Echo | said"
        opens = scene.tokens.opening_of[phrase.first]
        phrase = before_participle(scene, phrase.first, opens) or phrase
    nearer = speaker_leading(scene, quote) or subject_touching(scene, quote, phrase)
    if nearer is not None:
        phrase, tie, chance = nearer, scene.tie_of(nearer), max(chance, NEARER)
    agent = quoted_before(scene, quote) or heard_before(scene, quote)
    agent = agent or agent_before(scene, quote) or opening_tag(scene, quote) or prompted_before(scene, quote)
    agent = agent or answer_before(scene, quote) or speaker_following(scene, quote, phrase)
    if agent is not None:
        phrase, tie, chance = agent, scene.tie_of(agent), max(chance, AGENT)
    return named_behind_bracket(scene, phrase) or phrase, tie, chance


def _name_described(scene: Scene, phrase: Phrase) -> Phrase | None:
    """Return the name of which a description in an aside is said, where that speaks or acts: "| Ada Bloom |, a keen
    student and | blogger |, wrote", "says | Ada Bloom |, a Marle, N.Y., | trader |"; None for any other phrase.
    """
    if phrase.kind != "nominal" or scene.tie_of(phrase).verb >= 0:
        return None
    for _ in range(_MOST_IN_ASIDE):
        if phrase.first < 2 or scene.tokens.lower[phrase.first - 1] not in _IN_ASIDES:
            return None
        before = scene.ends.get(phrase.first - 2)
        if before is None or scene.inside[before.first]:
            return None
        if before.kind == "name" and scene.tie_of(before).verb >= 0:
            is_aside = scene.tokens.words[before.last + 1] == ","
            return before if is_aside and not before.is_possessive else None
        phrase = before
    return None


def _subject_around(scene: Scene, phrase: Phrase) -> Phrase | None:
    """Return the subject in whose aside a name stands: "| Ada Bloom |, head of the Fund for | Tides |, said"."""
    at = scene.spoken_before(phrase.first)
    if scene.tie_of(phrase).verb >= 0:
        return None
    for other in reversed(scene.spoken[max(at - _MOST_IN_ASIDE, 0) : at]):
        tie = scene.tie_of(other)
        if other.kind != "name":
            continue
        if tie.how == "apposition" and says(tie) and other.last < phrase.first and phrase.last < tie.verb:
            return other
    return None


def _is_of_a_thing(scene: Scene, quote: Quoted, choice: Choice) -> bool:
    """Tell a term by its likeliest speaker: a thing that says nothing, called so ("the phrase “...” was heard"),
    or is hardly the speaker. What is a whole sentence was said by somebody all the same.
    """
    if choice.candidate is None or choice.candidate.phrase.kind != "nominal":
        return False
    if quote.last - quote.first >= _LONGEST_TERM or (
        quote.first > 1 and scene.tokens.words[quote.first - 2] == ":"
    ):
        return False
    phrase = choice.candidate.phrase
    sure = _SURE_WHERE_TOLD if _is_told_before(scene, quote) else _SURE_OF_THING
    if choice.chance >= sure and not quote.first - 3 <= phrase.head <= quote.first - 2:
        return False
    lower, tie = scene.tokens.lower[phrase.head], scene.tie_of(phrase)
    is_source = says(tie) or tie.relation == "according"
    is_voice = is_speaking_noun(lower) or may_be_somebody(lower) or is_plural_person(lower, lower)
    return not (is_source or is_voice or words_of_sentence(scene, quote))


def _is_told_before(scene: Scene, quote: Quoted) -> bool:
    """Tell a fragment behind a verb of saying or finding, or a verb with "that": "the inquest heard that “...”"."""
    lower, before = scene.tokens.lower, quote.first - 2
    if before > 0 and lower[before] == "that":
        return verb_class(lower[before - 1]) != "unknown"
    return before >= 0 and (lower[before] in _FINDING or verb_class(lower[before]) in SAYING)


def _is_said_beside(scene: Scene, candidate: Candidate) -> bool:
    """Tell whether a candidate says something in the quotation's own sentence."""
    tie = scene.tie_of(candidate.phrase)
    return candidate.zone in {"before", "after"} and (says(tie) or tie.relation == "according")


def _floor(scene: Scene, quote: Quoted) -> float:
    """Return how likely it must be that somebody said the quotation."""
    usual = SHORT_FLOOR if quote.last - quote.first < _SHORT else FLOOR
    words = words_of_sentence(scene, quote)
    if _opens_sentence(scene, quote) and speaker_beside(scene, quote) is not None:
        return SPOKEN_FLOOR
    return min([usual, *(floor for fewest, floor in SENTENCE_FLOORS.items() if words >= fewest)])


def _opens_sentence(scene: Scene, quote: Quoted) -> bool:
    """Tell a quotation that opens a sentence, and closes with a comma or the like inside its marks."""
    tokens, first = scene.tokens, quote.first
    if tokens.words[quote.last] not in _BEFORE_SPEAKER or not tokens.words[first][0].isupper():
        return False
    return tokens.opening_of[first] >= first - 1
