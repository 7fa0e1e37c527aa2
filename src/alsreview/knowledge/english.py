"""English as the reading layer needs it: closed word classes, and the words of medicine regulation. No topic "
"in it."""

from __future__ import annotations

import re

GROUPS: dict[str, int] = {
    "duo": 2,
    "trio": 3,
    "threesome": 3,
    "quartet": 4,
    "quintet": 5,
}
"""Nouns that count: "a trio of medicines"."""
NUMBERS: dict[str, int] = GROUPS | {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
}
ORDINALS: dict[str, int] = {
    **{
        word: value
        for value, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)
    },
    **{"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "6th": 6},
}
MONTHS: dict[str, int] = {
    word: value
    for value, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for word in names.split()
}

TREATMENTS = frozenset(
    "intervention interventions drug drugs medicine medicines medication medications med meds treatment "
    "treatments therapy therapies agent agents option options molecule molecules pharmaceutical pharmaceuticals "
    "therapeutic therapeutics pill pills remedy remedies compound compounds pharmacotherapy pharmacotherapies dmt "
    "dmts medicament medicaments product products prescription prescriptions substance substances pharmacologic "
    "pharmacologics biologic biologics pharmacotherapeutic pharmacotherapeutics preparation preparations "
    "regimen regimens "
    "weapon weapons modifier modifiers tool tools answer answers choice choices entry entries".split()
)
"""Nouns for a treatment. "Option" and "product" only mean one beside a word that says so; see `frames`."""

WEAK_TREATMENTS = frozenset(
    "intervention interventions option options product products compound compounds substance substances preparation "
    "preparations regimen regimens weapon weapons modifier modifiers tool tools answer answers choice choices entry "
    "entries".split()
)

APPROVAL = frozenset(
    "approved approves approve approving approval approvals licensed licenced license licence licenses licences "
    "licensing licensure authorised authorized authorises authorizes authorisation authorization authorisations "
    "authorizations cleared clearance sanctioned sanction endorsed endorses endorsement indicated indication "
    "registered registration permitted passed greenlit greenlighted okayed ok'd oked rubber-stamped validated-by "
    "ratified accepted recognised recognized nod go-ahead blessing unlicensed unapproved blessed certified adopted "
    "legalised legalized licensable approvable".split()
)
"""Words that say that an authority allows a medicine."""

AVAILABLE = frozenset(
    "available marketed sold obtainable prescribed prescribable prescribe accessible offered exist exists "
    "existing dispensed stocked supplied accessed purchasable availability funded reimbursed bought purchased "
    "reimbursable procurable dispensable prescribable".split()
)
"""Words that say that patients can have it."""

APPROVE_VERBS = frozenset(
    "approved approves approve licensed licenced authorised authorized authorises authorizes cleared clears "
    "sanctioned endorsed endorses registered greenlit greenlighted okayed passed permitted permits accepted "
    "allowed allows granted".split()
)

ONLY = frozenset("only sole single lone solitary exclusive solo".split())
JUST = frozenset("just merely only solely exclusively barely exactly precisely".split())
BE_PRESENT = frozenset("is are 's 're isn't aren't remain remains am being be stay stays".split())
BE_PAST = frozenset("was were wasn't weren't became".split())
HAVE_PRESENT = frozenset("has have hasn't haven't 've".split())
MODALS = frozenset("can may must should could might cannot can't would needs need do does don't doesn't".split())
FUTURE = frozenset("will 'll shall won't".split())
PAST_AUX = frozenset("was were had did wasn't weren't hadn't didn't became got came".split())
PAST_VERBS = frozenset("called described reported found showed noted stated wrote named listed remained".split())
"""Verbs that set a clause in the past, unless an auxiliary stands before them."""
PRESENT_AUX = BE_PRESENT - {"being", "be"} | HAVE_PRESENT | MODALS

NEGATIONS = frozenset(
    "not never cannot neither nor without isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't "
    "won't can't couldn't wouldn't shouldn't hardly nowhere n't unable non".split()
)
HEDGES = frozenset(
    "may might could perhaps possibly probably likely potentially apparently seemingly arguably presumably "
    "suggest suggests suggested appear appears seem seems hope hoped hopes hoping believed thought preliminary "
    "promising theoretically reportedly allegedly unlikely".split()
)
CONDITIONALS = frozenset("if should were unless provided assuming whether once".split())
FALSE_MARKS = frozenset(
    "false wrong untrue incorrect myth myths misconception misconceptions outdated obsolete inaccurate debunked "
    "mistaken mistakenly wrongly incorrectly falsely erroneous misleading superseded".split()
)
SAYING = frozenset(
    "that claim claims myth belief notion idea statement assertion sentence saying says say : -- – —".split()
)
"""Words that bring in what is then called false."""
NOT_SO = (
    *(
        f"{start} {end}"
        for start in ("no longer", "not", "isn't", "hardly", "never")
        for end in ("true that", "the case that", "so that", "correct that", "right that", "accurate to", "right to")
    ),
    "is out of date",
    "is no longer true",
    "is no longer the case",
    "no longer holds",
    "no longer hold",
    "has been overtaken",
    "is a thing of the past",
    "are a thing of the past",
    "belongs to the past",
    "is history",
    "not true any more",
    "gone are the days",
    "are over",
    "days are gone",
    "is over",
    "ceased to be",
    "stopped being",
    "no longer alone",
    "gave way",
)
"""Phrases that take back what a sentence says."""
REPORTING = frozenset(
    "said says say wrote writes stated states told claimed claims claim announced announces according reported "
    "reports argued believes".split()
)
TEMPORAL_NOW = frozenset("currently now today presently nowadays still yet present moment date remains remain".split())
DETERMINERS = frozenset(
    "the a an this that these those its their our his her your my any some every each another either all".split()
)
PREPOSITIONS = frozenset(
    "for of in on at by with against from to as into via through after before during within among between since "
    "until under over about despite besides beyond except upon".split()
)
CONJUNCTIONS = frozenset("and or but nor yet so plus".split())
SUBORDINATORS = frozenset(
    "although though while whereas because since when until unless if which who whom whose where that after "
    "before as".split()
)
PRONOUNS = frozenset("it they he she we you i them him us itself this these that those".split())
ADVERBS = frozenset(
    "currently now today presently still yet officially formally already so far also ever fully actually only "
    "just recently newly previously conditionally specifically internationally globally worldwide been being to "
    "date nowadays really medically legally commercially generally widely both all readily first".split()
)
OPEN_LIST = frozenset("include includes including such like e.g eg among example examples included etc".split())

DISEASE_WORDS = frozenset("disease condition illness disorder diagnosis syndrome it this them".split())
PEOPLE_WORDS = frozenset(
    "patients patient people adults adult persons person individuals those everyone anyone someone sufferers "
    "families population".split()
)

WITHDRAWAL = frozenset(
    "withdrawn withdrew withdraw withdraws withdrawing withdrawal withdrawals discontinued discontinue "
    "discontinues discontinuing discontinuation pulled pulling pulls removed removal removing halted recalled "
    "recall rescinded revoked revoke delisted ceased defunct unavailable former formerly failed fails fail "
    "failure failing missed misses rejected rejects reject rejection refused refuses refuse refusal denied "
    "declined negative terminated abandoned scrapped axed retired ended revocation disappointing ineffective "
    "flopped suspended".split()
)
"""Words with which a text itself tells that a medicine is gone or failed."""

PENDING = frozenset(
    "pending awaiting awaits awaited await expected expects expect anticipated anticipates anticipate scheduled "
    "investigational experimental unapproved unlicensed planned plans plan planning soon upcoming forthcoming "
    "hoped hopes hopeful hoping imminent candidate pdufa under-review".split()
)
WORDS_OF_TRIALS = frozenset(
    "trial trials study studies phase testing tested test investigation evaluation evaluated investigated".split()
)
ROUTES: dict[str, tuple[str, ...]] = {
    "intravenous": (
        "intravenous",
        "intravenously",
        "iv",
        "infusion",
        "infusions",
        "infused",
        "vein",
        "veins",
        "drip",
        "intravenous-only",
        "infusing",
    ),
    "oral": (
        "oral",
        "orally",
        "mouth",
        "tablet",
        "tablets",
        "pill",
        "pills",
        "capsule",
        "capsules",
        "swallow",
        "swallowed",
        "suspension",
        "liquid",
        "film",
        "syrup",
        "drinkable",
    ),
    "intrathecal": ("intrathecal", "intrathecally", "spinal", "lumbar"),
    "subcutaneous": ("subcutaneous", "subcutaneously", "skin"),
    "intramuscular": ("intramuscular", "intramuscularly"),
    "inhaled": ("inhaled", "inhaler", "inhalation"),
    "transdermal": ("patch", "patches", "transdermal"),
}
"""Words that tell by which route a medicine is given. "Injection" is told apart by its context only."""

TELLS_BY_ASKING = re.compile(
    r"\W*(?:did you know(?! (?:how|what|who|which|why|when|where|if|whether|about|anyone|anybody|someone|somebody)\b)"
    r"|(?:do you know|are you aware|have you heard) that)\b",
    re.IGNORECASE,
)
"""Openings of questions that take for granted what they ask: "Did you know that ...?"."""
