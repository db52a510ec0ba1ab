"""Attributing: which printed words name the speaker of a quotation, and which words attribute it.

In: a `Scene`.  Out: a verdict for each quotation, and `Quote`s whose speakers are printed words so far.

    descriptions                candidates and quotations in the terms that the learned weights know
    attribution                 which candidate it is, and whether anybody states the words at all
    no_voices                   what is no candidate, wherever it stands
    leading                     who says it by the words right before a quotation, or by the verb right behind it
    holders                     who holds the post that was taken to speak
    passives, terms             what is said of somebody, not by them; what something is only called
    statements                  quotes made of verdicts, reports and turns
"""
