"""Grammar: the words of a body, and what each says by itself and by what stands beside it.

In: a body.  Out: `Tokens`, `Name`s, `Phrase`s, and the `Reading` of a mention.  Nothing here knows of quotations.

    tokens                      words, sentences, paragraphs, read once
    lexicon, verbs, nouns       traits and classes of words; forms of verbs; nouns for people, bodies and documents
    headings, runs              lines in capitals; stretches of capitalised words
    capitals, bodies            what a word is in a name; "and" and commas within the name of a body
    titles, names               where in a run the name begins; what it names
    rereading, firms            whose name it is by what the whole body tells
    beside, genders, initials   roles and ages beside a name; the gender of first names; initials of bodies
    phrases, verb_or_noun       the noun phrases that could name somebody, and the verbs that end them
    days                        days and times, which are nobody
    mentions, offices           a pronoun, a name or a description, and its noun; who is named behind an office
"""
