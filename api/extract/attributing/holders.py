"""Tell who holds the post that was taken to speak: "| Ada Bloom |, Head of Trade at Quay Trust said: “...”".

In: a `Scene` and the phrase that was chosen.  Out: the phrase of who is meant, or None where the chosen one is right.
"""

from api.extract.finding.scene import Scene, says
from api.extract.finding.subjects import may_act
from api.extract.grammar.beside import word_at
from api.extract.grammar.capitals import CLOSED_WORDS
from api.extract.grammar.genders import is_first_name
from api.extract.grammar.lexicon import CERTAIN_VERBS, DASHES, DETERMINER, MERE_ARTICLES
from api.extract.grammar.nouns import callings
from api.extract.grammar.phrases import Phrase
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import speech_forms

_IN_LISTS = frozenset({",", "and"})
_LONGEST_FIELD = 6  # tokens
_LONGEST_POST = 24  # tokens from a name to the last words of its post
_POST_WITHIN = 4  # tokens: "Senior Vice President and Head"
_BEFORE_POSTS = frozenset({",", *DASHES, "-"})
_BEHIND_POSTS = frozenset({"of", "at", "for", "in", "to", "with", "on", "and", "&", ",", "-", *DASHES})
_ENDS_OF_CLAUSES = frozenset({";", ":", "who", "which", "that", "whose"})


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
    opens = tokens.opening_of[phrase.first]
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


def named_behind_bracket(scene: Scene, phrase: Phrase) -> Phrase | None:
    """Return who holds an office with its field in brackets: "said Deputy Commissioner (traffic) | Ada Bloom |"."""
    words, opening = scene.tokens.words, phrase.last + 1
    if word_at(words, opening) != "(" or not _is_office(words[phrase.last]):
        return None
    closing = next((i for i in range(opening + 2, opening + _LONGEST_FIELD) if word_at(words, i) == ")"), -2)
    named = scene.begins.get(closing + 1)
    return named if named is not None and named.kind == "name" and not named.is_possessive else None


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
    return last + 2 if says_behind and tokens.lower[last + 2] in speech_forms() else -1


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


def _may_hold(scene: Scene, named: Phrase, opens: int) -> bool:
    """Tell a full name that may be a subject from one of two, and from who was said to speak already."""
    words, tie = scene.tokens.words, scene.tie_of(named)
    is_whole = named.last > named.first and words[named.last][0].isupper() and words[named.first - 1] != "and"
    is_taken = (tie.relation == "VN" and says(tie)) or _is_post(scene.tokens, named.last)
    return is_whole and not is_taken and may_act(scene.tokens.lower, named, opens)


def _is_office(word: str) -> bool:
    """Tell a noun or letters for who holds an office: "Commissioner", "ASP"."""
    return word.lower() in callings() or (len(word) > 1 and word.isupper())


def _is_post(tokens: Tokens, index: int) -> bool:
    return tokens.lower[index] in callings()
