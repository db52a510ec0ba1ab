"""Tell by the words beside a quotation who says it, whoever seems likelier: "when | Orr | shouted, “...”".

In: a `Scene` and a quotation.  Out: the phrase that names who says it, or None. The learned weights know where
phrases stand, but not these turns of phrase; behind a quotation only who is named right after the verb is told here.
"""

from api.extract.finding.quotes import Quoted
from api.extract.finding.scene import Scene, says, speaker_beside
from api.extract.finding.subjects import may_act
from api.extract.grammar.beside import word_at
from api.extract.grammar.capitals import CLOSED_WORDS, POSSESSIVES
from api.extract.grammar.genders import is_first_name
from api.extract.grammar.lexicon import CERTAIN_VERBS, DASHES, DETERMINER, MERE_ARTICLES
from api.extract.grammar.mentions import OWNERS
from api.extract.grammar.nouns import callings
from api.extract.grammar.phrases import Phrase
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import speech_forms, verb_forms
from api.extract.words import read_words

_SAYING = frozenset({"common", "speech"})
_ANSWERS = frozenset({"message", "reply", "response", "verdict"})
_BEFORE_WORDS = frozenset({",", ":"})
_OPEN_ENDS = frozenset({",", "!", "?"})
_STOPS = frozenset({".", "!", "?"})
_SUBORDINATING = frozenset({"after", "as", "because", "before", "until", "when", "where", "which", "while"})
_VERBS = verb_forms()
_SPEECH = speech_forms()
_OPEN_CLAUSES = frozenset({"and", "but", "while", "whereas", "although", "though", ";"})
CALLS = read_words("calling_verbs")
_RELATIVES = frozenset({"that", "what", "which", "whom"})
_PARTICIPLES = frozenset(
    {
        "adding", "anticipating", "arguing", "branding", "calling", "claiming", "describing", "dubbing", "insisting",
        "labelling", "pledging", "predicting", "promising", "saying", "stressing", "telling", "vowing", "warning",
    }
)  # fmt: skip
_NEARER = 3  # phrases from a subject to the quotation: itself, "a keeper", "it"
_REPEATING = frozenset(
    {
        "quote",
        "quoted",
        "quotes",
        "quoting",
        "recalled",
        "recalls",
        "recalling",
        "remembered",
        "remembers",
        "heard",
    }
)
_IN_LISTS = frozenset({",", "and"})
_LONGEST_FIELD = 6  # tokens
_LONGEST_POST = 24  # tokens from a name to the last words of its post
_POST_WITHIN = 4  # tokens: "Senior Vice President and Head"
_BEFORE_POSTS = frozenset({",", *DASHES, "-"})
_BEHIND_POSTS = frozenset({"of", "at", "for", "in", "to", "with", "on", "and", "&", ",", "-", *DASHES})
_ENDS_OF_CLAUSES = frozenset({";", ":", "who", "which", "that", "whose"})
_TOUCHING = 3  # tokens between a verb and the quotation that it reports: "said it was a “..."


def quoted_before(scene: Scene, quote: Quoted) -> Phrase | None:
    """Return whose words somebody else repeats in a quotation: "Orr quoted | Ada Bloom | as saying, “...”"."""
    lower, index = scene.tokens.lower, quote.first - 2
    index -= index > 0 and lower[index] in _BEFORE_WORDS
    if index < 3 or lower[index] not in {"saying", "telling"}:
        return None
    index -= 1 + (lower[index - 1] == "as")
    phrase = scene.ends.get(index)
    if phrase is None or not phrase.first or scene.inside[index] or phrase.kind == "relative":
        return None
    return phrase if lower[phrase.first - 1] in _REPEATING else None


def agent_before(scene: Scene, quote: Quoted) -> Phrase | None:
    """Return who says a quotation before it, behind a passive verb: "a move condemned by | the town | as “...”"."""
    lower, index = scene.tokens.lower, quote.first - 2
    index -= lower[index] in MERE_ARTICLES
    verbs = _VERBS if lower[index] == "as" else _SPEECH
    index -= lower[index] == "as"
    phrase = scene.ends.get(index) if index > 1 else None
    if phrase is None or phrase.first < 2 or scene.inside[index]:  # a verb and "by" stand before
        return None
    verb = lower[phrase.first - 2]
    return phrase if lower[phrase.first - 1] == "by" and verb[-2:] == "ed" and verb in verbs else None


def speaker_leading(scene: Scene, quote: Quoted) -> Phrase | None:
    """Return who says a quotation right before it, whatever stands before that: "when | Orr | shouted, “...”",
    "it was late, said | Ada Bloom |: “...”"; None where somebody says it behind.
    """
    tokens, index = scene.tokens, quote.first - 2
    is_led = index > 0 and tokens.words[index] in _BEFORE_WORDS
    index -= is_led
    if not is_led or index < 1 or scene.inside[index] or speaker_beside(scene, quote) is not None:
        return None
    named = scene.ends.get(index)
    if named is not None and named.first > 1 and tokens.words[index + 1] == ":":
        tie, is_tag = scene.tie_of(named), tokens.words[named.first - 2] == ","
        is_behind = tie.relation == "VN" and tie.verb == named.first - 1 and tie.manner == "common"
        return named if is_behind and is_tag else None
    phrase = scene.ends.get(index - 1)
    if phrase is None or phrase.is_possessive or phrase.kind == "relative" or phrase.first < 1:
        return None
    tie, before = scene.tie_of(phrase), tokens.lower[phrase.first - 1]
    is_own = tie.verb == index and tie.how == "next" and tie.manner in _SAYING
    return phrase if is_own and before in _SUBORDINATING else None


def subject_touching(scene: Scene, quote: Quoted, taken: Phrase) -> Phrase | None:
    """Return who says a quotation right before it in a clause of its own, behind the clause of who was taken to say
    it: "Bloom said no, and | Orr | called it “...”", "while | Reed | said it was “...”".
    """
    tokens, at, own = scene.tokens, scene.spoken_before(quote.first), scene.tie_of(taken)
    if taken.last >= quote.first or tokens.sentence_of[taken.first] != tokens.sentence_of[quote.first - 1]:
        return None
    for phrase in reversed(scene.spoken[max(at - _NEARER, 0) : at]):
        tie, is_aside = scene.tie_of(phrase), tokens.lower[phrase.first - 1] == "with"
        if phrase.first <= taken.last:
            return None
        if not 0 <= quote.first - 2 - tie.verb <= _TOUCHING or tie.relation != "NV":
            continue
        if is_aside and tokens.lower[tie.verb] in _PARTICIPLES:
            return phrase  # "Orr left, with | Bloom | calling it “...”"
        if tie.how == "next" and tokens.lower[tie.verb] in CALLS and _opens_relative(scene, phrase):
            return phrase  # "Bloom said no, a move that | Orr | called “...”"
        if tie.how == "next" and tokens.lower[phrase.first - 1] in _OPEN_CLAUSES:
            if own.relation != "NV" or phrase.first <= own.verb:  # "the founder and | keeper | said"
                return None
            is_somebody = phrase.kind != "pronoun" or tokens.lower[phrase.first] in {"he", "she"}
            is_said = tie.manner.startswith("common") or tokens.lower[tie.verb] in CALLS
            return phrase if is_somebody and is_said else None
    return None


def speaker_following(scene: Scene, quote: Quoted, taken: Phrase) -> Phrase | None:
    """Return who is named behind the verb right behind a quotation, whatever verb that is: "“No,” echoed | Orr |";
    None where who was taken says it in front.
    """
    tokens, verb = scene.tokens, scene.behind(quote)
    phrase = scene.begins.get(verb + 1)
    if phrase is None or tokens.words[quote.last] not in _OPEN_ENDS or phrase.kind not in {"name", "pronoun"}:
        return None
    tie, own = scene.tie_of(phrase), scene.tie_of(taken)
    if tie.relation != "VN" or tie.verb != verb or tie.manner.endswith("-ing") or phrase.is_possessive:
        return None
    leads = says(own) and tokens.sentence_of[own.verb] == tokens.sentence_of[quote.first - 1]
    return None if leads and own.verb < quote.first else phrase


def _opens_relative(scene: Scene, phrase: Phrase) -> bool:
    """Tell the subject of a clause that says more of a noun: "what | Orr | called", "a move | critics | called"."""
    lower, before = scene.tokens.lower, phrase.first - 1
    if before < 2 or scene.inside[before] or phrase.kind == "pronoun":
        return False
    if lower[before] in _RELATIVES:
        return lower[before - 1] not in _SPEECH
    word = scene.tokens.words[before]
    is_noun = word.isalpha() and word[0].islower() and lower[before] not in _VERBS
    return is_noun and lower[before - 1] in MERE_ARTICLES


def tagged_before(scene: Scene, quote: Quoted, phrase: Phrase) -> Phrase | None:
    """Return who said the sentence before a quotation that is a sentence by itself, where a tag tells it: "The tide,
    said | Bloom |, is high. “...”"; None where the likeliest speaker says something there.
    """
    tokens, stop = scene.tokens, quote.first - 2
    if stop < 1 or scene.inside[stop] or tokens.words[stop] not in _STOPS or phrase.first > quote.first:
        return None
    sentence = tokens.sentence_of[stop]
    if tokens.paragraph_of[stop] != tokens.paragraph_of[quote.first] or says(scene.tie_of(phrase)):
        return None
    first = tokens.sentences[sentence][0]
    spoken = scene.spoken[scene.spoken_before(first) : scene.spoken_before(stop)]
    tagged = [each for each in spoken if _is_tag(scene, each)]
    return tagged[0] if len(tagged) == 1 else None


def opening_tag(scene: Scene, quote: Quoted) -> Phrase | None:
    """Return who says a quotation behind a tag put first: "Said | one keeper |: “...”"."""
    sign = quote.first - 2
    phrase = scene.ends.get(sign - 1) if sign > 1 and scene.tokens.words[sign] in _BEFORE_WORDS else None
    if phrase is None or scene.inside[phrase.first]:
        return None
    tie = scene.tie_of(phrase)
    opens = scene.tokens.opening_of(phrase.first)
    return phrase if tie.relation == "VN" and says(tie) and tie.verb == opens else None


def _is_tag(scene: Scene, phrase: Phrase) -> bool:
    """Tell a speaker behind a comma and the verb: "The tide, said | Bloom |, is high"."""
    tie = scene.tie_of(phrase)
    is_said = tie.relation == "VN" and tie.manner in _SAYING
    return is_said and phrase.kind in {"name", "pronoun"} and scene.tokens.words[tie.verb - 1] == ","


def holder_of_post(scene: Scene, phrase: Phrase) -> Phrase | None:
    """Return who holds the post in whose words a phrase stands before a verb of saying, with a comma too few or one
    too many: "| Ada Bloom |, Head of Trade at | Quay Trust | said", "| Ada Bloom |, Vice President, | Quay Trust |,
    said"; None for any other phrase.
    """
    tokens, tie = scene.tokens, scene.tie_of(phrase)
    is_named = phrase.last > phrase.first and is_first_name(tokens.words[phrase.first])
    is_somebody = is_named and not _is_post(tokens, phrase.head)
    verb = tie.verb if tie.relation == "NV" and says(tie) else _verb_behind_comma(tokens, phrase.last)
    if verb < 0 or phrase.kind == "pronoun" or is_somebody:
        return None
    opens = tokens.opening_of(phrase.first)
    for comma in range(phrase.first - 1, max(opens, phrase.first - _LONGEST_POST), -1):
        if scene.inside[comma] or tokens.words[comma] in _ENDS_OF_CLAUSES:
            return None
        if tokens.words[comma] not in _BEFORE_POSTS:
            continue
        named = scene.ends.get(comma - 1)
        if named is None or named.is_possessive:
            return None
        if named.kind != "name" and not _is_post(tokens, named.last):
            return None
        if named.kind == "name" and _names_post(tokens, comma + 1, verb):
            return named if _may_hold(scene, named, opens) else None
        if phrase.first != comma + 1 and not tokens.words[comma + 1][0].isupper():
            return None
    return None


def whole_of(scene: Scene, phrase: Phrase) -> Phrase | None:
    """Return who is meant by the last of several nouns, "| the actress |, director and | keeper | says", and who has
    the sister of "| Ada Bloom |, a keeper whose | sister Eva |, ..., said"; None for any other phrase.
    """
    tokens, first = scene.tokens, phrase
    if tokens.lower[phrase.first - 1] == "whose":
        owner = scene.ends.get(phrase.first - 2 - (tokens.words[phrase.first - 2] == ","))
        is_apposed = owner is not None and owner.kind == "nominal" and tokens.words[owner.first - 1] == ","
        named = scene.ends.get(owner.first - 2) if owner is not None and is_apposed else None
        return named if named is not None and named.kind == "name" else owner
    while first.kind == "nominal" and tokens.lower[first.first - 1] in _IN_LISTS:
        before = scene.ends.get(first.first - 2)
        if tokens.traits[first.first] & DETERMINER:
            return None
        if before is None or before.kind != "nominal" or not _is_post(tokens, before.last):
            return None
        first = before
    is_list = first is not phrase and _is_post(tokens, phrase.last) and tokens.lower[first.first] == "the"
    return first if is_list else None


def _verb_behind_comma(tokens: Tokens, last: int) -> int:
    """Return the verb of saying behind a comma: "Quay Trust, | said"; -1 for none."""
    says_behind = word_at(tokens.words, last + 1) == "," and word_at(tokens.lower, last + 2) in CERTAIN_VERBS
    return last + 2 if says_behind and tokens.lower[last + 2] in _SPEECH else -1


def _may_hold(scene: Scene, named: Phrase, opens: int) -> bool:
    """Tell a full name that may be a subject from one of two, and from who was said to speak already."""
    words, tie = scene.tokens.words, scene.tie_of(named)
    is_whole = named.last > named.first and words[named.last][0].isupper() and words[named.first - 1] != "and"
    is_taken = tie.relation == "VN" and says(tie)
    return (
        is_whole
        and not (is_taken or _is_post(scene.tokens, named.last))
        and (may_act(scene.tokens.lower, named, opens))
    )


def named_behind_bracket(scene: Scene, phrase: Phrase) -> Phrase | None:
    """Return who holds an office with its field in brackets: "said Deputy Commissioner (traffic) | Ada Bloom |"."""
    words, opening = scene.tokens.words, phrase.last + 1
    if word_at(words, opening) != "(" or not _is_office(words[phrase.last]):
        return None
    closing = next((i for i in range(opening + 2, opening + _LONGEST_FIELD) if word_at(words, i) == ")"), -2)
    named = scene.begins.get(closing + 1)
    return named if named is not None and named.kind == "name" and not named.is_possessive else None


def _is_office(word: str) -> bool:
    return word.lower() in callings() or (len(word) > 1 and word.isupper())


def _names_post(tokens: Tokens, first: int, verb: int) -> bool:
    """Tell a post without its holder's name: "Head of ...", "Vice President, ...", "a member of ..."."""
    has_article = tokens.lower[first] in MERE_ARTICLES
    first += has_article
    post = next((i for i in range(first, min(first + _POST_WITHIN, verb)) if _is_post(tokens, i)), -1)
    while post >= 0 and _is_post(tokens, post + 1):
        post += 1
    if post < 0 or not CLOSED_WORDS.isdisjoint(tokens.lower[first:post]):
        return False
    return tokens.lower[post + 1] in _BEHIND_POSTS or (post + 1 == verb and not has_article)


def _is_post(tokens: Tokens, index: int) -> bool:
    return tokens.lower[index] in callings()


def answer_before(scene: Scene, quote: Quoted) -> Phrase | None:
    """Return whose answer a quotation is by the question right before it: "| Bloom's response |? “No.”"."""
    tokens, sign = scene.tokens, quote.first - 2
    phrase = scene.ends.get(sign - 1) if sign > 1 and tokens.words[sign] == "?" else None
    if (
        phrase is None
        or tokens.lower[phrase.last] not in _ANSWERS
        or speaker_beside(scene, quote) is not None
    ):
        return None
    is_whole = tokens.opening_of(sign) == phrase.first
    is_owned = tokens.lower[phrase.first] in OWNERS or tokens.lower[phrase.last - 1].endswith(POSSESSIVES)
    return phrase if is_whole and is_owned else None
