"""Turns of phrase that name a whole set of treatments without a noun phrase that says "the only" or a number of them.

"Save for riluzole the shelf is bare", "riluzole has no rival", "the choice comes down to A or B", "approved drugs
number two", "nobody has brought a therapy to market".
"""

from __future__ import annotations

from collections.abc import Iterator

from alsreview.checks.approvals import words
from alsreview.checks.approvals.frames import Frame, pattern
from alsreview.checks.approvals.scope import Scope
from alsreview.checks.approvals.target import unknown_target
from alsreview.knowledge import english

_EXCEPT = (
    "( save/except/bar/barring/besides/beyond/excluding/excepting/discounting/but/without | save/except for | "
    "apart/aside from | other/outside than/of | with the exception of | leaving/setting ..1 aside | if/when you/we "
    "exclude/except/discount )"
)
_NO = "( <NONE> | nobody | bare | empty | never | without | lack/lacks | every ..4 fail/failed/fails | all ..6 failed )"
_ALLOWED = "( OK | SOLD | market | pharmacy | pharmacies | shelf | shelves | MED for DISEASE | MED ..3 choose/turn )"
_RIVAL = (
    "rival/rivals/alternative/alternatives/competitor/competitors/competition/successor/successors/substitute/"
    "substitutes/equal/counterpart/companion/peer/peers/contender/company/challenger/challengers/partner"
)
_CHOICE = (
    "( choice/choices/arsenal/armamentarium/armoury/armory/toolbox/toolkit/menu/list/roster/lineup/line-up/range/"
    "selection/cupboard/repertoire/formulary/portfolio/offering/catalogue | MED )"
)
_NARROW_TO = (
    "( comes/come/boils/boil/narrows down to | is/are/remains/remain/stays/stay/still limited/restricted/confined to | "
    "consists/consist ..1 of | "
    "comprises/comprise | relies/rests/depends/hinges ..1 on | is/lies between | "
    "extends/extend/runs/run/stretches/goes no further/farther than | "
    "begins and ends with | starts and "
    "ends with | stops/ends/end with/at | amounts/amount to | contains/holds/has ..1 just/only/nothing but )"
)
SOLE = tuple(
    pattern(text)
    for text in (
        f"( MED | management/care ) ..2 ( of | for | in ) DISEASE ..4 {_NARROW_TO} ..1 "
        "( single/one/only/just/solely | a single | only one ) ..3 MED ..3 DRUG",
        f"<NONE> ..3 {_EXCEPT} <DRUGS> ..6 {_ALLOWED}",
        "OK ..5 : DRUG ..2 only/just/alone",
        "DRUG ..4 the ( one and only | only one | only ) ( to be | to have been | to have | to win | to gain | "
        "with ) ..3 "
        "( OK | SOLD )",
        "unique/alone among ..5 MED ..5 DRUG ..4 ( OK | SOLD )",
        f"{_EXCEPT} <DRUGS> ..14 {_NO} ..10 {_ALLOWED}",
        f"{_EXCEPT} <DRUGS> ..14 {_ALLOWED} ..8 {_NO}",
        f"{_EXCEPT} <DRUGS> ..3 every ..4 MED ..6 ( failed/fallen/flopped/stumbled | yet to )",
        f"{_NO} ..8 {_ALLOWED} ..8 {_EXCEPT} <DRUGS>",
        "DRUG ..3 ( alone | by itself | on its own ) ..6 ( OK | SOLD | market | pharmacy | pharmacies | shelves )",
        "only/just/solely DRUG ..5 ( OK | to market | the market | the pharmacy | pharmacies | SOLD | made it )",
        "it ..1 is only/solely/just DRUG ..3 that/which ..5 ( OK | SOLD | market )",
        f"( OK | SOLD ) ..6 <NONE> ..2 {_RIVAL} ..3 DRUG",
        f"{_RIVAL} ..2 to/of/for DRUG ..6 ( OK | SOLD | market )",
        f"DRUG ..3 ( <HAS> | without | faces ) <STILL> no/any/neither ..3 ( OK | SOLD | MED | market ) ..3 {_RIVAL}",
        f"DRUG ..3 ( <HAS> | without | faces ) <STILL> [ had/faced/met ] no/any/neither ..2 {_RIVAL} ..6 ( OK | "
        f"SOLD | market | "
        "pharmacy | DISEASE )",
        "DRUG ..4 ( in a class of its own | monopoly | one of a kind ) ..6 ( OK | SOLD | MED | DISEASE )",
        "DRUG <BE> <STILL> all ..2 ( that ..2 OK | there is | "
        "we/they/you/doctors/patients/neurologists/physicians/clinicians ..1 ( have/had/get/got | can/may "
        "..3 ) )",
        "all ..1 ( that ..1 is OK | we/they/you/doctors/patients/neurologists/physicians/clinicians ..1 ( have "
        "| can/may ..2 ) ) ..8 is DRUG",
        "nothing/none ( else | other | more ) ..3 ( OK | SOLD | market )",
        "MED ..8 DRUG [ , ] and nothing/none/no ( else | more | other )",
        "( OK | SOLD ) ..6 DRUG ..1 ( and that is/'s it | , full stop | , period | and no other/others/more | "
        "and nothing else/more )",
        "( OK | SOLD ) MED ..4 ( one | a list of one | a single entry | one entry | one name | one item | only "
        "one ) : DRUG",
        "one/NUM MED ( , and | and | , ) one/only/NUM MED ( only | alone )",
    )
)
LIST = tuple(
    pattern(text)
    for text in (
        f"( OK | SOLD | DISEASE ) ..6 {_CHOICE} ..5 {_NARROW_TO} ..4 <DRUGS>",
        f"{_CHOICE} ..8 ( OK | SOLD | DISEASE ) ..6 {_NARROW_TO} ..4 <DRUGS>",
        "( choose | choice | choosing | pick | choices ) ..4 between ..5 DRUG and DRUG",
    )
)
COUNT = tuple(
    pattern(text)
    for text in (
        "( list/roster/catalogue ) ..6 ( has/holds/contains/numbers/counts/comprises/shows ) ..2 NUM",
        "MED ..6 ( OK | SOLD | market ) ..2 : NUM",
        "OK ..8 counted on ..1 NUM ( fingers/finger )",
        "( OK | SOLD ) ..3 MED ..6 number/numbers/total ..2 NUM",
        "MED ..4 ( OK | SOLD ) ..6 ( number/numbers | total/totals | add up to | amount to ) ..2 NUM",
        "number of ..4 MED ..8 ( stands at | <BE> | comes to | stays at | has reached | has risen to ) ..3 NUM",
        "( count/tally/total/number/sum ) of ..6 MED ..8 ( reached | has grown to | reaches | has reached ) ..2 NUM",
        "number of ..6 MED ..8 ( stands at | <BE> | comes to | has reached | has risen to ) ..2 NUM",
        "( count/tally/total ) of ..4 MED ..8 ( stands at | <BE> | comes to | to ) ..2 NUM",
        "NUM <BE> the ( number | total | count | tally ) ..6 MED",
        "( brings/bringing/takes/taking/brought ) ..5 ( number | total | count | tally ) ..8 to NUM",
    )
)
_NOBODY = "( nobody | no one | no - one | no ( company/firm/drugmaker/manufacturer/developer/sponsor/lab/laboratory ) )"
NONE = tuple(
    pattern(text)
    for text in (
        f"{_NOBODY} ..3 ( brought/got/gotten/won/secured/obtained/taken/found/launched/made | managed to ..1 ) "
        f"..2 MED ..8 ( OK | market | "
        "patients | pharmacies | AUTHORITY )",
        f"{_NOBODY} ..3 ( won/secured/obtained/gained/got/received/earned ) ..3 OK ..6 MED",
        "every ..4 ( MED | candidate | attempt | trial ) ..8 ( failed | yet ) ..3 to ..4 ( OK | market )",
        "DISEASE ..3 ( has yet to ( see/get/have/gain ) | still lacks/awaits | is still without | remains without | "
        "goes without | awaits/lacks ) ..5 MED",
        "AUTHORITY ..1 ( has yet to | has never | has not yet | has not so far | is yet to ) OK ..1 a/any/one ..4 MED",
        "MED ..2 DISEASE ..2 ( has yet to be | has never been | has not yet been | awaits | is still awaiting | "
        "is still to "
        "be | remains to be ) ..2 OK",
        "( OK | SOLD ) MED ..6 ( <BE> | do | does ) ( nonexistent | not exist | lacking | absent | missing | nowhere )",
    )
)
_OF_DISEASE = frozenset("genetic form kind type subtype".split())
"""Words of "this genetic form", which stands for the disease named before."""
_OF_GENE = frozenset("gene genes genetic genetically targeted targeting antisense mutation mutations".split())
_NO_TENSE = frozenset("which who has have".split())
"""Before a past verb that says nothing of the whole: "which was licensed early", "has had"."""
_TAKEN_BACK = frozenset("until till before previously once formerly originally historically".split())


def constructions(scope: Scope) -> Iterator[tuple[str, Frame]]:
    """("sole", "list", "count" or "none", where) for the first construction that a statement holds."""
    line = scope.line
    for name, patterns in (("sole", SOLE), ("list", LIST), ("count", COUNT), ("none", NONE)):
        for frame in line.all(*patterns):
            if _stands(scope, frame):
                yield name, frame
                return


def _narrowed(scope: Scope) -> bool:
    """Whether a form, a gene, an effect or a group of people narrows what is said."""
    reading = scope.reading
    return any(
        word in words.NARROWING | words.RESTRICTING
        and reading.units[index].mention is None
        and not (index and reading.units[index - 1].is_kind("indication"))
        and not (word in _OF_GENE and scope.indication not in scope.knowledge.diseases)
        and not (word in _OF_DISEASE and {"this", "these"}.intersection(reading.words[max(0, index - 3) : index]))
        for index, word in enumerate(reading.words)
    )


def _aside(scope: Scope, offset: int) -> bool:
    """Whether a place stands in a clause with "which" that only tells more of a name."""
    at = scope.reading.unit_at(offset)
    return "which" in scope.reading.words[max(0, at - 6) : at]


def _stands(scope: Scope, frame: Frame) -> bool:
    """Whether it is said of today, of treatments of the disease as such, and not taken back."""
    reading = scope.reading
    if scope.indication is None or scope.other_disease or reading.denied(frame.start) or _narrowed(scope):
        return False
    inside = reading.words[frame.start : frame.end]
    if any(span.kind == "date" and not _aside(scope, span.start) for span in reading.times) or reading.has(
        "used to be", "used to have", "would have"
    ):
        return False
    if _TAKEN_BACK.intersection(reading.words) - set(inside[:1]) or reading.conditional(frame.start):
        return False
    if "had" in reading.words and not reading.has("has had", "have had"):
        return False
    past = english.BE_PAST | {"had", "will", "would", "could"}
    inside = tuple(word for at, word in enumerate(inside) if not (at and inside[at - 1] in _NO_TENSE and word in past))
    if past.intersection(inside) or (past.intersection(reading.words) and not english.PRESENT_AUX.intersection(inside)):
        return False
    return not unknown_target(scope, frame.start)
