"""Whether a sentence has a finite verb, by word lists and word endings; no tagger, linear, a few microseconds.

The lists are general English with the verbs of health writing. A verb that is missing costs a class, never an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from alsreview.statements.wordlists import word_set

AUXILIARIES = word_set(
    """
    am are aren't be been can can't cannot could couldn't did didn't do does doesn't don't had hadn't has hasn't
    have haven't he's i'm i've is isn't it'll it's may might must mustn't ought shall she's should shouldn't that's
    there's they'll they're they've was wasn't we'll we're we've were weren't what's who's will won't would wouldn't
    you'll you're you've
    """
)

_PLAIN = """
    abolish absorb accelerate accept accompany account accumulate achieve acquire act activate adapt add adhere
    administer affect aggravate aggregate agree aim alleviate allow alter amplify announce anticipate appear apply
    approve arise arrive ask assemble assess assist associate assume atrophy attach attack attain attempt augment
    avoid await base bear become begin believe belong bend bind bleed block boost break breathe bring build burn buy
    bypass calculate call carry catch categorise categorize cease characterise characterize choke choose circulate
    cite claim classify clear clump cluster coat coexist collapse collect combine come commence commit communicate
    compare complain complete comprise compromise concentrate conclude confer confine confirm conform confront
    confuse connect conserve consider consist constitute consume contain continue contract contribute convert convey
    convince coordinate correlate cough cover create crush cry curb cure cut dampen deal decay decide decline
    dedicate defend define degenerate degrade delay deliver demand demonstrate deny depend deplete deposit derive
    describe deserve desire destroy detach detect deteriorate determine develop deviate diagnose die differ digest
    diminish disable disappear disclose discontinue discover discuss disrupt dissolve distinguish distribute disturb
    divide donate double drag dream drive drool drop earn eat elevate eliminate embed emerge emit emphasize employ
    enable encode encourage end enhance enjoy enrol enroll ensure entail enter equal erode escape establish estimate
    evaluate evoke evolve exacerbate examine exceed exclude exert exhibit exist expand expect experience explain
    explore expose express extend face facilitate fail fall feel find finish flow fluctuate fold follow forget form
    found fuel fulfil fulfill function gain generate get give go govern grant grow guarantee guide halt handle
    happen harm help hinder hire host hurt hypothesise hypothesize identify ignore illustrate imagine impair impede
    implicate imply import impose improve inactivate include incorporate indicate induce infect inflame inflict
    inform infuse inherit inhibit initiate inject injure insert insist inspire intend intensify interact interfere
    interrupt introduce invade invent invest investigate involve isolate join keep kill know label lack lag last
    launch lead learn leave lengthen let lie lift linger listen live load lock lose lower maintain make manage
    manifest manufacture match mean measure mediate meet merge metabolise metabolize migrate mimic misdiagnose
    misfold miss misuse model modify modulate monitor motivate move narrow necessitate negate neglect neutralise
    neutralize note notice nourish number object observe obtain occur offer omit oppose originate outlive outweigh
    overcome overestimate overlap overlook oversee own paralyse paralyze participate pass pay peak penetrate
    perceive perform persist phosphorylate pick plateau play point position possess postpone practise precede
    predict predispose prefer present preserve press prevent proceed process produce project prolong promote propose
    protect protrude prove provide publish pull pump pursue push put quit raise rank reach react realise realize
    reassure rebuild recall receive reckon recognise recognize recommend recover recruit recur reduce refer reflect
    refrain refuse regain regrow regulate reject relapse relate relax release relieve relocate rely remain remember
    remind remove render renew reorganise repair repeat replace represent reproduce require resemble reserve reside
    resist resolve respond rest restore restrict resume retain retire retrieve return reveal reverse revolve rise
    rob rotate rule run say scar screen secrete secure see seek seem seize select sell send sense separate serve
    settle shift shoot shorten show shrink simplify sit sleep slow slur smile smoke soften solve spare speak specify
    spend spin split spread squeeze stabilise stabilize stack stain stare start stay stem step stick stiffen
    stimulate stop store strengthen stretch strike struggle submit subside subsidise subsidize substitute succeed
    suck suffer suggest supersede supplement supply support suppose suppress surpass surround survive suspect
    sustain swallow swell synthesise synthesize take talk taper target tax tear tell tend terminate terrify test
    thicken thin think threaten tighten tire tolerate touch trace trail train transform translate transmit transport
    trap travel treat tremble trigger try turn twitch underestimate undergo underlie undermine understand unfold
    unite update upset urge use utilise utilize validate vary ventilate violate visit volunteer vomit wait wake walk
    wander want warn waste weaken wear weigh win wish withdraw withhold wonder worry worsen wrap yield
    """

_AMBIGUOUS = """
    care cause change contrast control cost cramp damage date decrease display dose effect estimate exercise fund
    gain harm hope impact increase influence issue limit link list mark matter mutate need order pain plan process
    progress prompt range rate record report research result review risk score sign signal sound stage stand state
    study surge test time trial value view watch work
    """

_IRREGULAR = """
    arose ate became began bit bore bought bound broke brought built came caught chose did died dies does drew drove
    fell felt fought found gave got grew held kept knew lay led left lies lost made meant met paid put ran read rose
    said sat saw sent set shook shown spent spoke spread stood stopped struck taught thought tied ties told took
    understood underwent went withdrew woke won wrote
    """


def _s_form(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _past(verb: str) -> Iterable[str]:
    if verb.endswith("e"):
        return (verb + "d",)
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return (verb[:-1] + "ied",)
    return (verb + "ed", verb + verb[-1] + "ed")


BASE = frozenset(_PLAIN.split())
S_FORMS = frozenset(_s_form(verb) for verb in _PLAIN.split())
PAST = frozenset(form for verb in (*_PLAIN.split(), *_AMBIGUOUS.split()) for form in _past(verb))
AMBIGUOUS = frozenset(_AMBIGUOUS.split()) | {_s_form(verb) for verb in _AMBIGUOUS.split()}
IRREGULAR = frozenset(_IRREGULAR.split())

_ALSO_NOUNS = word_set(
    """
    account act aggregate aim associate attack attempt base bear bend block break build burn bypass call catch choke
    claim clear coat collapse complete contract cough cover cry cure cut deal decay decline delay demand deposit
    desire divide double drag dream drive drool drop end equal escape experience express face fall finish flow fold
    form fuel function grant guarantee guide halt handle help host hurt import infuse label lack lag last lead lift
    live load lock lower match mean mimic miss model move narrow note number object own pass peak pick plateau play
    point position present press process project pull pump push rank recall relapse release repair reserve rest
    return rise rule run scar screen secure select sense separate shift shoot sleep slow smile smoke spare split
    stack start stay stem step stick stop store stretch strike struggle supplement supply support talk target tax
    tear test thin touch trace trail train trap treat try turn twitch update upset use visit volunteer vomit wait
    walk waste wear win wish wonder worry wrap yield
    """
)
"""Base forms that are as often nouns or adjectives: they count only in a sentence that ends with a stop."""

_FINITE = AUXILIARIES | S_FORMS | IRREGULAR | (BASE - _ALSO_NOUNS)
_STOPS = (".", "!", "?", "…")
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?")
_END = re.compile(r"[.!?…][\"'”’)\]]*(?:\^?\[?\d[\d,–-]*\]?)?\s*\Z")
_PARTICIPLE_BEFORE = word_set(
    """
    as at by for from in of on to with
    """
)


@lru_cache(maxsize=512)
def words_of(text: str) -> list[str]:
    """Lower-case words, apostrophes straightened; not to be changed by the caller, since the last ones are kept."""
    return _WORD.findall(text.lower().replace("’", "'"))


def closed(text: str) -> bool:
    """Whether a text ends with a stop (a citation mark or a closing quote may follow)."""
    return text[-1:] in _STOPS or bool(_END.search(text, max(0, len(text) - 40)))


def finite_verb(text: str) -> bool:
    """Whether a sentence has a finite verb. What ends with a stop is given the benefit of an ambiguous word."""
    return has_finite_verb(words_of(text), closed(text))


def has_finite_verb(words: list[str], is_closed: bool) -> bool:
    """As `finite_verb`, for words already taken apart."""
    if not _FINITE.isdisjoint(words[1:]) or not AUXILIARIES.isdisjoint(words[:1]):
        return True
    if words and is_closed and words[0] in BASE:
        return True
    for place in range(1, len(words)):
        word = words[place]
        if is_closed and (word in AMBIGUOUS or word in BASE):
            return True
        after = words[place + 1] if place + 1 < len(words) else "by"
        if word in PAST and (is_closed or after not in _PARTICIPLE_BEFORE):
            return True
    return False


def starts_with_verb(text: str) -> bool:
    """Whether a sentence opens with its verb, the subject left out: "Slows the disease.", "Is approved in Japan."."""
    words = words_of(text)
    if len(words) < 2 or text.rstrip().endswith("?"):
        return False
    return (words[0] in S_FORMS and words[1] != "of") or words[0] in ("is", "are", "was", "were", "has")
