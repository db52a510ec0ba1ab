"""Finding: what is quoted in a body and what is reported, before anybody asks who says it.

In: `Tokens` and `Phrase`s.  Out: `Quoted` stretches, `Reported` clauses, and the turns of a conversation.

    quotes                      what stands in quotation marks
    scene                       words, phrases and quotations of one body, and how the phrases hang on verbs
    cues                        words that can report something
    clauses, clause_starts      a clause around its verb; where the one before a cue begins
    subjects                    who a subject is, behind asides and brackets
    agents                      who is named behind a verb or "according to"
    main_clauses                the clause that a participle or a second verb hangs on
    relatives                   a clause without commas right before the verb: "the man who shot Orr | said"
    who_reports                 the subject of a verb of saying, and whose words a participle brings
    readings                    how each cue may be read, of which these are kinds and limits:
    according, openings, enclosed    "according to"; where what is said begins, and where it ends within an aside
    tags                        what stands behind a tag, and whether what is said goes on there
    no_speech, things           what reads like a report and is none; what a verb has with it that is no words
    sure_speech                 what is a report by its form
    describing, indirect        the plain facts of a reading; which of the readings holds
    ends                        where what it reports ends within its sentence
    transcripts                 a line for each speaker, without marks
"""
