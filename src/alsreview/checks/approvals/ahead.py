"""What a statement tells as still ahead: a decision of an authority, or a medicine's coming to patients.

Constructions over word classes (see `frames`): who decides, what it decides on, and how it is told to be open. Each
part is written once and joined in every order in which English puts them.
"""

from __future__ import annotations

from alsreview.checks.approvals.frames import pattern

_BE = "( is/are/'s/that's/it's/remains/remain/stays | continues to be )"
_STILL = "[ now/still/also/currently/only/not/soon/expressly/first/next ]"
_TO_COME = (
    "expected/due/set/scheduled/slated/poised/likely/anticipated/projected/hoped/planned/about/preparing/ready/going/"
    "supposed/bound/hoping/planning/looking/aiming/forecast/tipped/moving"
)
_WILL = (
    f"( will/'ll/shall/may/might/could/should/would | {_BE} ( {_STILL} to | ..2 {_TO_COME} ..2 to | ..2 on track to | "
    "..2 on course to | ..2 in talks to ) | "
    "plans/plan/hopes/hope/intends/intend/aims/aim/expects/expect/wants/want/means/prepares ..3 to )"
)
"""What brings in a future: "will", "is expected to", "hopes to"."""
_SHALL = _WILL.replace("/may/might/could/should/would", "/would")
"""As `_WILL`, without the words that grant a leave or advise ("may be sold only to", "should be prescribed by")."""
_JUDGE = (
    "( AUTHORITY | PLACE | regulator/regulators/agency/agencies/authority/authorities/officials/committee/panel/"
    "advisers/advisors/adcomm/adcom/watchdog/reviewers/experts )"
)
_SETTLE = (
    "( OK | clear/grant/decide/rule/vote/weigh/consider/review/meet/convene/discuss/evaluate/assess/examine/hear/"
    "announce/issue/render/debate/reconsider/reach/act/answer/respond/back/recommend/reject | hold/host ..6 "
    "( meeting/hearing/vote/adcomm ) | make/give/provide/deliver/hand/take ..4 "
    "( decision/verdict/ruling/opinion/answer/recommendation/nod/call ) | adopt ..4 ( decision/opinion ) | "
    "make up its mind | take up | do so | follow suit | say/tell/know ..6 whether/if | say yes/no )"
)
_RULING = (
    "( decision/decisions/verdict/ruling/vote/opinion/recommendation/assessment/appraisal/nod/"
    "clearance/determination/hearing/adcomm/adcom/pdufa/submission/application/applications/filing/nda/bla/maa | OK | "
    "green light | go - ahead | goal/action/target date | advisory ..1 meeting | regulatory ..1 review | "
    "AUTHORITY review )"
)
_OPEN = (
    "( expected/due/awaited/pending/imminent/near/close/likely/anticipated/scheduled/slated/set/ahead/possible/"
    "planned/upcoming/forthcoming/unlikely/outstanding | under way | underway | on the horizon | around the corner | "
    "to come | to follow | in sight | within reach | a formality | a matter of | days/weeks/months ..1 away/off )"
)
_SOON = (
    "in/by/on/this/next/before/within/later/soon/early/late/around/for/shortly/any/tomorrow/today/imminently/sometime"
)
_WAIT = (
    "( await/awaits/awaiting/anticipate/anticipates/anticipating/urge/urges/urging/seek/seeks/seeking/pursue/pursues/"
    "pursuing/lobby/lobbies/lobbying/press/presses/pressing/pressure/petition/petitioning/beg/begging | expect/expects/"
    "expecting | wait/waits/waiting ..1 for/on | hope/hopes/hoping/hopeful ..1 for/of/that | "
    "call/calls/calling/push/pushes/pushing/campaign/campaigning/fight/fighting/plead/pleading ..2 for/on | "
    "look/looks/looking forward to | demand/demands/demanding )"
)
_WEIGHING = (
    "reviewing/evaluating/considering/weighing/assessing/examining/appraising/deciding/deliberating/scrutinising/"
    "scrutinizing/debating/mulling/pondering/studying | looking at/into | going over/through | poring over"
)
_EDGE = (
    "( close/closer/near/nears/nearing/approaches/approaching | on the verge/brink/cusp/threshold/edge/doorstep of | "
    "inches/inching/edges/edging/moves/moving/heads/heading/headed ..1 to/toward/towards/closer/for | "
    "step/steps/stone's ..2 from/to/away/closer/toward/towards | on track/course for | in line for | up for | "
    "en route to | on ..1 path/way/road to )"
)
DECISIONS = tuple(
    pattern(text)
    for text in (
        f"{_JUDGE} __7 [ , who/which ] {_WILL} ..5 {_SETTLE}",
        f"{_JUDGE} __4 ( takes up | considers/weighs/debates/discusses/mulls/examines )",
        f"{_JUDGE} ..5 ( yet to | still to ) ..3 {_SETTLE}",
        f"{_JUDGE} ..4 ( votes/vote/meets/meet/rules/decides/decide/convenes/convene/sits/hears/gathers ) ..1 "
        "( on/next/this/in/to/today/tomorrow/whether )",
        f"{_WILL} ..8 ( case/data/evidence/application/dossier ) ..6 to ..3 {_JUDGE}",
        f"{_WILL} ..3 ( be/get/win/receive/gain/secure/earn/obtain/seek/grant/see/have ) ..4 OK",
        f"{_WILL} ..1 OK",
        f"{_RULING} ..10 {_BE} ..3 {_OPEN}",
        f"this ..1 {_WILL} come {_SOON}",
        f"{_RULING} ..6 ( expected/due/awaited/anticipated/slated/scheduled/set/likely ) ..1 {_SOON}",
        f"{_RULING} ..8 ( may/might/could/should/will/would ) ..1 "
        "( come/follow/arrive/happen | be made/announced/known )",
        f"{_WAIT} ..8 ( {_RULING} | review )",
        f"{_JUDGE} ..4 ( promised/promises/pledged/vowed ) ..5 ( answer | {_RULING} )",
        f"on the ..1 {_JUDGE} ..2 ( desk/table/plate/docket/agenda )",
        f"( prepares/preparing/prepare/readies/readying ) ..2 ( for | to face ) ..5 ( {_JUDGE} | {_RULING} )",
        f"eyes are on ..1 {_JUDGE}",
        "( hopes/hope/hoping/pinning/counting/betting ) ..7 ( getting/being/winning/gaining ) ..1 OK",
        "( has/have/needs/need/must ) ..2 ( clear/overcome/pass/jump | get ..1 past/over ) ..3 "
        f"( hurdle/hurdles | {_JUDGE} )",
        "( fate/future ) ..6 ( hangs/lies/rests/hinges/depends | in the hands )",
        "( awaits/awaiting ) ..1 fate",
        "jury is ..1 out",
        f"{_JUDGE} ..2 agreed to ..1 ( review/consider/hear/hold/look )",
        f"( goes/moves/heads/passes/proceeds ) ..2 to ..1 {_JUDGE}",
        "( push/drive/effort/efforts/campaign/bid/pressure ) ..3 ( to | for ) ..2 OK",
        "next ..1 step ..4 OK",
        f"( goal/target/action date | pdufa ..1 date ) ..9 {_BE} ..2 ( NUM | on/in/by/for/set/january/february/march/"
        "april/may/june/july/august/september/sept/october/november/december )",
        f"( upcoming/forthcoming/pending/possible/eventual/awaited/imminent/looming/ultimate/coming ) ..3 {_RULING}",
        f"{_JUDGE} ..9 ( is/are/now/currently/continues/continue/still/'s ) ..3 ( {_WEIGHING} | to review/evaluate/"
        "consider/weigh/assess/examine/study )",
        f"{_BE} ..2 being ..1 ( reviewed/evaluated/considered/assessed/examined/weighed/appraised | looked at ) ..2 "
        "( by/for )",
        "under ..2 ( review/consideration/evaluation/assessment/examination/scrutiny/appraisal ) ..1 "
        "( by | with | at | in | for )",
        f"{_BE} ..2 under ..2 ( review/consideration/evaluation/assessment/examination/scrutiny/appraisal )",
        f"{_BE} ..2 ( before | with | in the hands of | on the desk of | in front of | at | up to ) ..1 {_JUDGE}",
        f"( lies/rests/sits/waits ) ..1 ( with | before | in front of ) ..1 {_JUDGE}",
        f"{_EDGE} ..4 ( OK | decision/verdict/ruling/clearance/market/nod | green light | finish line )",
        "( nears/nearing/reaches/reaching/approaches/crosses/crossing/at/in/to/on/facing/faces/for ) ..2 "
        "( finish/finishing/home/final/last ) ( line/stretch/hurdle/straight/lap )",
        "( ( if/should/unless/assuming/pending ) ..4 | once/when ( it | the drug | ) ..1 ( is | gets | wins | ) ..1 ) "
        "( OK | cleared/green-lit )",
        "( has/have ) ..1 ( accepted/agreed/scheduled/set/extended/delayed/postponed/pushed/added/asked/requested/"
        f"begun/started/fixed ) ..14 ( {_RULING} | review of )",
        "( granted/grants/given/gives ) ..6 ( priority/accelerated/expedited/standard ) ..1 ( review/assessment )",
        f"( extends/extending/delays/delayed/accepts/schedules/sets/reviews/reviewing/weighs ) ..10 {_RULING}",
        "( invites/invite/invited/welcome/welcomes/accepting/accepts/taking/seeks ) ..6 "
        "comment/comments/submissions/input/testimony",
        "( chance/chances/odds/prospects/hope/hopes ) ..2 ( of | for | to ) ..4 OK",
        "( unclear/uncertain/unknown/undecided | to be seen | know/knows/see/learn ) ..1 whether/if/when ..8 ( OK | "
        "approve/clear )",
        "( could/may/might/would/will ) ..2 ( be/become ) ..1 the ( first/second/third/fourth/next/newest/latest ) ..4 "
        "( MED | OK )",
    )
)
"""A decision of an authority told as open."""

FILED = tuple(
    pattern(text)
    for text in (
        f"( has/have ) ..1 ( filed/submitted/resubmitted/applied/asked/refiled ) ..14 {_RULING}",
        f"( has/have been ) ..1 ( submitted/filed/sent/put/handed/referred ) ..2 ( to | with | before ) ..1 {_JUDGE}",
    )
)
"""An application told as made, and so with the authority; with a day it is told as history."""
FILINGS = (pattern(f"{_WILL} ..3 ( file/submit/apply/resubmit/seek/request )"),)
"""An application told as still to be made."""

_TO_PATIENTS = (
    "( SOLD | launched/shipped/commercialised/commercialized/released/introduced/distributed/stocked/rolled | "
    "launch/market/sell/ship/release/commercialise/commercialize/introduce/distribute | reach/hit/enter ..2 "
    "( market/markets/shelves/pharmacies/patients/stores ) | on ..1 ( sale/market/shelves ) | on hand | at hand | in "
    "( pharmacies/stores/hospitals ) | go/goes/come/comes/bring/get ..3 "
    "( on sale | to market | market | on the market | to ..2 pharmacies/patients/shelves ) | "
    "able to ( get/obtain/receive/buy/prescribe/fill/start ) | have access | gain access | get access )"
)
LAUNCHES = tuple(
    pattern(text)
    for text in (
        "( sights/eyes/eye ) ..2 on ..4 ( market/markets | launch )",
        "( goes/go/comes/come/launches/launch/arrives/arrive/hits/reaches/ships ) ..2 ( on sale | to market | market | "
        "pharmacies | shelves ) ..4 ( in/on/next/this/by/within/later )",
        "( launches/ships/markets ..2 DRUG ..4 ( in/on/next/this/by/within/later ) )",
        f"{_SHALL} ..5 {_TO_PATIENTS}",
        "should ..2 ( hit/reach/enter ..2 ( market/markets/shelves/pharmacies/patients ) | in "
        "( pharmacies/stores/hospitals/clinics ) | on ..1 ( sale/market/shelves ) | SOLD ..2 "
        "( in/within/soon/later/next/this/shortly ) )",
        f"{_BE} ..2 ( expected/due/set/scheduled ) ..1 to ( receive/get/start ) ..2 DRUG",
        f"( goal/aim/plan/plans/hope/target/intention ) ..1 is to ..8 {_TO_PATIENTS}",
        "( SOLD | on sale | on the market ) ..6 ( soon/shortly/imminently | in the coming | later this | next "
        "year/month/week/summer/spring/fall/autumn | within weeks/months )",
        f"( launch/rollout/roll-out/release/shipments/sales ) ..8 {_BE} ..3 {_OPEN}",
        "( wait/waits/waiting ) ..2 ( until/till/before ) ..8 ( can/get/start | SOLD )",
        f"{_WILL} ..2 ( cost | be priced | have a price )",
        "( price/pricing/launch/rollout/roll-out/availability ) ..6 ( has/have not | yet to | is not yet | not been | "
        "to be announced/set/disclosed )",
        "( has/have ) ..1 ( said/told/disclosed/announced/revealed ) ..1 ( nothing/neither/no/not/little ) ..4 "
        "( launch/price/pricing/rollout/availability )",
    )
)
"""Patients' getting a medicine told as still to come."""
