"""What the sentence splitter knows about words before and after a full stop. Data only, all in lower case.

Corrections on top of `sentencex`, kept as plain sets so that a missing abbreviation is a one-word change.
Each word is written as it stands before its last stop: "approx", "e.g", "b.i.d".
"""

from __future__ import annotations

from alsreview.statements.wordlists import word_set

NEVER_END = word_set(
    """
    dr mr mrs ms mx prof profs rev fr hon pres gov sen rep gen col capt cdr cmdr lt sgt maj messrs mme drs e.g eg
    i.e ie vs cf viz approx appr ca circa incl excl esp resp aka a.k.a spp ssp subsp var nee
    """
)
"""Words that need what follows them: titles before a name, and words that join."""

LABELS = word_set(
    """
    fig figs no nos nr vol vols eq eqs eqn ref refs chap chaps ch sec sect sects p pp pg tab tabs table suppl app
    art para paras pt ed eds ver v figure box step phase stage item question part chapter section appendix video
    """
)
"""Words that a number belongs to ("Fig. 2", "No. 5"). The short ones never end a sentence before a digit."""

LONG_LABELS = word_set(
    """
    table figure box step phase stage item question part chapter section appendix video
    """
)
"""Labels that are ordinary words: only as the first word, with a number and a stop ("Table 1. Doses")."""

MAY_END = word_set(
    """
    neurol neurosci neurosurg engl med ann sci proc acad clin exp biol chem lett eur scand genet neuromuscul disord
    pharmacol physiol rehabil epidemiol immunol mol etc al ibid inc ltd corp co bros dept univ assn assoc est natl
    intl jr sr esq u.s u.k e.u u.n u.s.a d.c u.a.e n.y l.a b.c a.d c.e b.c.e ph.d m.d d.o r.n b.sc m.sc b.a m.a
    d.phil pharm.d m.b.a m.p.h d.d.s ed.d ph phd jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed
    thu thur thurs fri sat sun st ave blvd rd mt ft bldg apt calif mass conn mich minn wash penn tenn okla ore ariz
    colo
    """
)
"""Abbreviations that may be followed by a name: after them only a word that opens sentences opens a new one."""

MEASURES = word_set(
    """
    pred pt pts i.t a.m p.m am pm yr yrs mo mos wk wks hr hrs min mins sec secs max avg mg mcg ug ng kg g ml cl dl l
    cm mm km in ft lb lbs oz po p.o bid b.i.d tid t.i.d qid q.i.d qd q.d qod q.o.d qhs q.h.s hs h.s prn p.r.n iv i.v
    im i.m sc s.c sq s.q subq s.l p.r n.p.o npo ac a.c pc p.c stat ad lib tabl cap caps syr inj susp sol soln supp
    amp conc temp wt ht dia diam n.b nb misc qty est abbr syn orig temps std dev
    """
)
"""Units, doses and the like: a capital after them opens a sentence, a small letter or a digit does not."""

LETTERED = word_set(
    """
    vitamin vitamins hepatitis type types plan group groups class grade arm arms cohort part schedule option
    appendix influenza factor protein complex form site panel phase category medicare compound drug team ward
    """
)
"""Words that a single capital letter may follow as a name ("vitamin C."): then its stop may end the sentence."""

OPENERS = word_set(
    """
    the a an this these that those there here it its they their he she his her we our you your i my one both neither
    either each every all any some most many much more few several other others another no none not such what who
    whom which when where why how while although though because since as if unless until after before during in on
    at by for from to with without within under over between among through of about against despite according like
    unlike and but or nor so yet however therefore thus hence moreover furthermore also then still now today
    currently recently finally first second third later instead overall generally usually often sometimes rarely
    typically additionally meanwhile nevertheless nonetheless otherwise unfortunately fortunately patients people
    persons individuals researchers scientists doctors physicians clinicians symptoms studies treatment treatments
    results data research early two three four five six seven eight nine ten only even just once please do does did
    is are was were can could may might will would should must has have had nobody everyone someone nothing
    something everything let
    """
)
"""Words that, with a capital, open a sentence even after an abbreviation or an initial."""

SMALL_OPENERS = word_set("it they he she the this these there that we you i but and so in if")
"""Words that open a sentence even with a small letter, where somebody typed without capitals."""
