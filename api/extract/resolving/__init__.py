"""Resolving: who is meant by the words that name a speaker, within one article.

In: a body and the mentions in it.  Out: `Speaker`s, or why it stays open.  Over a corpus the loader goes on.

    member, cast, families      who is in the article, under which names; who of a family a name means
    story, salience             the article from left to right; of whom it has spoken lately, how prominently
    portraits, referents        how well a description fits somebody; whom it refers to
    antecedents                 whom the words right before "he" or "who" name
    nameless                    somebody without a name whom the sentence before "he" is about
    speakers                    who each mention is
"""
