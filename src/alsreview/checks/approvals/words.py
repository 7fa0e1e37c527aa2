"""Words of the approvals engine, on top of `knowledge.english`. No topic in them."""

from __future__ import annotations

import re

from alsreview.knowledge.english import APPROVAL, AVAILABLE, ROUTES

_SIGNS = re.compile(r"\s*([-.,])\s*")


def _phrases(text: str) -> tuple[str, ...]:
    """Phrases parted by "|", as `Reading.has` wants them: each sign a word of its own."""
    return tuple(_SIGNS.sub(r" \1 ", phrase).strip() for phrase in text.split(" | "))


MODIFIERS = (
    APPROVAL
    | AVAILABLE
    | frozenset(
        "disease modifying disease-modifying neuroprotective pharmacologic pharmacological pharmaceutical drug "
        "medical medicinal prescription proven effective current currently new existing known specific "
        "internationally officially formally fully treatment therapeutic therapy worldwide globally commercially "
        "established such real actual legally other ever federally agency regulatory regulator's altering slowing "
        "progression course disease-altering disease-slowing newly recently latest newest further additional more "
        "different separate distinct lawful possible present day present-day truly government formal conventional "
        "branded brand-name name unique widely clinically symptomatic first line".split()
    )
) - frozenset({"symptomatic", "first", "line", "widely"})
"""Words before a treatment noun that leave its scope as wide as it is; any other word narrows it."""

OTHER_DISEASE = re.compile(
    # "for DMD", "people with MS"; "in lupus nephritis", "for Pompe disease", "against cystic fibrosis"
    r"\b(?:for|with|against)\s+(?P<letters>[A-Z]{2,5})(?![\w-])"
    r"|\b(?:for|in|with|against|of)\s+(?:[a-z]+[ -]){0,3}?"
    r"(?P<name>[A-Z][a-z]+(?:['’]s)? (?:disease|syndrome|ataxia|dystrophy|anaemia|anemia|palsy)\b"
    r"|[a-z]*(?:itis|osis|aemia|emia|pathy|oma|algia|plegia|trophy|ataxia|palsy|asthma|lupus|cancer|diabetes|stroke)\b"
    r"|fibrosis\b)"
)
"""A disease in the words of a text, told by the shape of its name where no lexicon knows it."""

NO_DISEASE = frozenset(
    "US USA UK EU EEA FDA EMA NHS IV SC IM NDA BLA MAA PDUFA DNA RNA MRI CSF II III ASO CNS diagnosis prognosis "
    "necrosis apoptosis hypnosis academia empathy sympathy atrophy hypertrophy".split()
)
"""Words of the shape of a disease's name that name none."""

OPINION = frozenset("effective proven real successful good".split())

NARROWING = (
    frozenset(
        "form forms formulation formulations version versions thickened liquid film generic brand target targets "
        "targeting targeted gene genes genetic genetically antisense mouse mice animal animals dog dogs cat cats "
        "children child pediatric paediatric survival prolong prolongs extend extends lengthen lengthens life dosage "
        "gel kind type subtype mechanism directly mutation mutations "
        "symptom-relieving symptomatically class stem cells cell-based hospital free aged older younger".split()
    )
    | frozenset(word for words in ROUTES.values() for word in words)
) - frozenset({"pill", "pills"})
"""Words after a treatment noun that make it a narrower thing: a form, a target, an effect, another patient."""

GROUPS_OF_PEOPLE = frozenset(
    "child children infants babies newborns toddlers teenagers pediatric paediatric older younger aged over under "
    "above below".split()
)
"""Words after "approved for" that name some of the patients only."""

RESTRICTING = frozenset(
    "cure cures curing curative stop stops stopping halt halts halting reverse reverses reversing restore "
    "restores restoring prevent prevents preventing arrest arrests repair repairs regenerate undo eliminate "
    "stopped halted reversed works work suits suit".split()
)
"""What no treatment does: "no treatment that stops it" is true."""

SLOWING = frozenset(
    "slow slows slowing slowed modify modifies modifying modified alter alters altering altered change changes "
    "changing delay delays delaying retard retards affect affects".split()
)

ANY_TREATMENT = (
    APPROVAL
    | AVAILABLE
    | SLOWING
    | frozenset(
        "treat treats treating help helps work works exist exists benefit benefits improve improves patients people "
        "doctors you we has have is are was".split()
    )
)
"""Words of a clause after a treatment noun ("that treats it") which say no more than that it is one."""

GENERIC_AFTER_FOR = frozenset(
    "patients patient people adults adult persons person individuals those everyone anyone sufferers treatment "
    "treating treat use slowing delaying modifying changing altering disease condition illness disorder it this "
    "them now years decades year decade more over many patients' its sale prescription both managing "
    "management".split()
)
"""Words after "for" that leave the indication open, so that it comes from elsewhere."""

COVERAGE = frozenset(
    "cover covers covered coverage pay pays paid paying reimburse reimburses reimbursed reimbursement fund funds "
    "funded funding formulary insured payers payer insurers".split()
)

OFFERS = (
    AVAILABLE
    | COVERAGE
    | frozenset(
        "approved licensed authorised authorized option options treats treat treating taken take takes given give "
        "gives dose doses dosage dosages dosing slow slows slowing help helps benefit benefits extends extend "
        "prolong "
        "prolongs improves improve used use uses indicated indication access choice choices treatment treatments "
        "therapy therapies medications medication medicine medicines drugs prescribe prescribed priced price costs "
        "cost administered administer mixed dissolve dissolved packet packets launched launch initiate start started "
        "begin sachet sachets packets contents stirred swallow indicated refill twice daily side effects "
        "list lists standard keep keeps suggest suggests try "
        "recommended recommend consider "
        "receive get works work protect protects preserve preserves reduce reduces delay delays "
        "support supports".split()
    )
) - frozenset({"existing", "exist", "exists"})
"""Words that offer a medicine to a reader, in the present."""

NEWNESS = _phrases(
    "newcomer | recently approved | newly approved | newly licensed | newly available | just approved | just been "
    "approved | recently licensed | recently authorised | recently authorized | recently cleared | recent "
    "approval | recently became available | recently been approved | recently won | recently gained | recently "
    "received | recently granted | newly authorized | newly authorised | newly marketed | has now approved | "
    "recently launched | just won | just received | brand new | brand-new | recently introduced | recently added "
    "| just come | newest"
)

PROGRESS = _phrases(
    "going on | still going | still running | read out | reads out | in progress | under way | underway | ongoing "
    "| on going | continuing | is being | are being | recruiting | enrolling | is testing | are testing | is "
    "currently | are currently | is now | are now | now in | currently in | remains in | is in phase | are in "
    "phase | trial ends | study ends | trial is completed | results are expected | results expected | results are "
    "awaited | results are due | is running | are running | being tested | being studied | being evaluated | "
    "being investigated | to be completed | awaiting results | will show | will tell | should be clearer | is "
    "under study | under investigation | is studying | being conducted | to report | readout | results will | "
    "data are expected | data expected | is expected | are expected | will report | will be known | will reveal | "
    "will confirm | yet to report | still recruiting"
)

MATTERS = frozenset(
    "decision decisions decide decides verdict ruling vote votes review reviews reviewing application applications nda "
    "bla maa submission submissions filing filed opinion recommendation panel committee advisers advisors adcomm "
    "adcom pdufa regulator regulators agency clearance nod rule rules considering weighing evaluating assessing "
    "launch launches launched rollout price pricing market pharmacies shelves shipments trial trials study studies "
    "phase results readout topline consultation comment comments".split()
)
"""Words of what may be still ahead for a medicine: a decision, a launch, a result."""

NOT_YET = _phrases(
    "outside trials | outside of trials | outside clinical trials | trials only | only to patients in | only in "
    "trials | only in clinical trials | only through | early access | expanded access | compassionate use | not "
    "yet | has yet to | have yet to | not been | not approved | isn't approved | not currently approved | "
    "unapproved | not licensed | not authorised | not authorized | unlicensed | investigational | experimental | "
    "no approval | never been approved | not available | awaits | yet to be | hasn't been | hasn't yet "
    "| remains unapproved | candidate | not cleared | lacks approval | without approval | still in trials | still "
    "in clinical trials | yet to win | yet to receive | not received | not gained | not registered"
)

FUTURE = _phrases(
    "will | 'll | shall | expected | expects | expect | anticipated | anticipates | due | scheduled | planned | "
    "plans | soon | shortly | hoped | hopes | hope | hopeful | upcoming | forthcoming | near future | imminent | "
    "awaited | awaits | await | awaiting | within weeks | within months | in the coming | set for | slated | is "
    "set | later this | next month | next year | next week | before this | this coming | aims | intends | means "
    "to | looks set | about to | to come | said nothing | yet to | not yet | in the pipeline | eta | projected | "
    "estimated | targeted for | should | has not said | not announced | no date | not disclosed | poised | going "
    "to | preparing | prepares | gearing up | getting ready | ready to | wants to | want to | looking to | in "
    "talks | "
    "would like | has its sights | hoping | eyes | under way | next few"
)

SOLE_EXCEPT = _phrases("except | but | besides | beyond | save | excepting | excluding | barring")

OFFERING = _phrases(
    "side effects of | standard treatment | right for you | ask your doctor | talk to your doctor | speak to your "
    "doctor | ask your neurologist"
)

PLACES_OF_SALE = frozenset(
    "market pharmacy pharmacies shelves shelf patients clinic clinics clinicians prescribers".split()
)
COMING = frozenset("reach reached reaches hit hits".split())
"""Words of "has reached the market", "got to pharmacies"."""

GO_AHEAD = frozenset(
    {
        ("green", "light"),
        ("go", "ahead"),
        ("thumbs", "up"),
        ("been", "passed"),
        ("come", "through"),
        ("got", "through"),
        ("gotten", "through"),
        ("signed", "off"),
        ("sign", "off"),
        ("waved", "through"),
        ("let", "through"),
        ("rubber", "stamped"),
        ("a", "label"),
        ("label", "for"),
    }
)
"""Pairs of words that stand for an approval."""

VERBS = frozenset(
    "exist exists there here get gets got getting take takes taking use uses using lack lacks lacking need needs "
    "offer offers give gives provide provides receive receives prescribe prescribes recommend recommends include "
    "includes become becomes called named see found find show shows consider considers study compare know knows "
    "call calls want wants seek seeks make makes wait waiting await awaits awaiting remains remain develop "
    "develops test tests tolerated like offered given took taken continue continues constitutes constitute "
    "represents represent".split()
)
"""Verbs that end a noun phrase on its left."""
