# ruff: noqa: E501
"""Phrases by which `worthy` tells what a sentence is for. Data only: one pattern, or a few short ones, a line."""

from __future__ import annotations

import re

from alsreview.statements.wordlists import anywhere, contains, starts_with

CARE_WORDS = contains(
    r"""
    \d[\d.,]*\s?(?:%|mg|mcg|µg|ug|g|kg|ml|l|iu|units?|tablets?|capsules?|drops|hours?|days?|weeks?|months?|years?|times|minutes|calories|kcal|puffs|doses?|litres?|liters?)
    doses?|dosing|tablets?|capsules?|pills?|daily|weekly|monthly|hourly|nightly
    bedtime
    twice|meals?|foods?|fluids?|liquids?|water|alcohol|smoking|diets?|calories
    oxygen
    ventilat\w+|bipap|cpap|niv|respirator|tracheo\w+|masks?|suction\w*|feeding
    gastrostomy
    peg|tubes?|catheters?|drugs?|medicines?|medications?|supplements?|vitamins?
    antibiotics?
    antidepressants?|steroids?|opioids?|vaccin\w+|injections?|infusions?|treatments?
    therap\w+
    rehabilitation|physiotherapy|surgery|operation|exercis\w*|stretch\w*|splints?
    braces?
    collars?|wheelchairs?|muscles?|joints?|limbs?|legs?|arms?|neck|throat|symptoms?
    function
    tests?|scans?|blood|liver|kidneys?|lungs?|heart|breathing|vital capacity|fvc
    patients?
    pregnan\w+|breastfeeding|children|infants?|side effects?|pain|saliva|cramps?
    spasticity
    fatigue|weight
    [a-z]{3,}(?:zole|lone|vone|mab|rsen|pril|statin|cillin|mycin|zepam|tyline|oxetine|clofen|nidine|midine|ridine|pentin)
    """
)
"""Doses, times, treatments, body and tests: what advice about care speaks of."""

PROFESSIONAL = contains(
    r"""
    doctors?|physicians?
    (?:health[- ]?care |medical |qualified )?(?:providers?|professionals?|practitioners?|team)
    neurologists?|gps?|nurses?|specialists?|clinicians?|pharmacists?|dieti[ct]ians?
    therapists?
    clinic|helpline|hotline|us|our|counsel+ors?
    """
)

GREETING = starts_with(
    r"""
    thanks?\b(?! to\b)|thank you|welcome\b|hello\b
    hi\b(?![- ]?(?:res|fi|tech|lo))
    hey\b|dear\b
    good (?:luck|morning|afternoon|evening|day|question)\b
    best (?:wishes|of luck|regards)
    kind regards|warm(?:est)? regards|regards\b|sincerely|yours (?:truly|sincerely)|congratulations
    sorry\b
    we are sorry|i(?:'m| am) sorry
    (?:we |i )?(?:hope|wish)(?:ing)? (?:this|that|you|to|all|it)\b
    get well|feel better|take care\W*\Z|god bless|bless you
    happy (?:birthday|holidays|new year|to help)
    cheers\b|many thanks|all the best|stay (?:safe|strong|tuned)|rest in peace|rip\b|goodbye|bye\b
    """
)

NAVIGATION = starts_with(
    r"""
    skip to
    back to (?:the )?(?:top|main|home|search|results|overview|list|index|menu|previous)
    next(?: (?:page|article|post|section|chapter|topic|up))?\s*[:»→>]
    next (?:page|article|post)\b
    prev(?:ious)?(?: (?:page|article|post|section))?\s*[:«←<]
    previous (?:page|article|post)\b
    (?:please )?(?:read|see|find|learn|view|show|load|get|discover) (?:more|also|all|less|full|the full|part|our|next|here|below|above|how|what|why|who|where|when)\b
    see (?:figure|table|section|chapter|page|appendix|box|the (?:section|table|figure|page|chapter|chart|list|link)|under|also)\b
    more (?:information|info|details?|about|on|from|in|resources|news|stories|articles|like)\b(?! (?:is|are|than|people|of))
    for (?:more|further|additional|full|detailed|complete|other|general|the latest|a (?:list|full|complete)|details|information|any|help|questions|updates)[^,.]*, ?(?:please )?(?:see|visit|go|read|contact|call|click|check|refer|write|email|consult|browse|look|search|use|talk|speak|ask|follow|request)\b
    for (?:more|further|additional|full|detailed) (?:information|details|reading|resources|help)\b
    to (?:learn|find out|read|see|know|get|hear|receive|download|view|order|register|join|donate|apply|subscribe|contact|request|sign up|book|access|search|share|print|help us|support)\b[^,.]*, ?(?:please )?(?:\w+ )?(?:see|visit|go|read|contact|call|click|check|refer|write|email|consult|browse|look|search|use|fill|follow|complete|send|press|select|enter|sign|talk|speak|download|tap)\b
    (?:click|tap|press)[ ]
    return to\b|go (?:to|back)\b|home\Z|home [>»/|]|menu\Z|search\Z|main menu
    related (?:articles?|topics?|links?|content|posts?|pages?|stories|reading|resources)
    table of contents|contents\Z|on this page
    in this (?:section|article|page|issue|guide|chapter)\W*\Z
    jump to|share (?:this|on|via|your)|print (?:this|page)|(?:sign|log) (?:in|up|out)\b|subscribe\b
    follow us
    follow @|contact us|about us|privacy policy|terms (?:of|and)|site ?map|cookie|accessibility\Z
    advertisement
    sponsored|close\Z|open\Z|expand|collapse|toggle|show \d|view \w+\Z
    download(?:s| (?:the|our|this|a|pdf|now))?\b
    external link|opens in|top of page
    you (?:are here|may also (?:like|be interested)|might also)
    this link|links? to\b|browse\b|filter by|sort by|tags?:|categor(?:y|ies):|topics?:|share:
    """
)

META = starts_with(
    r"""
    (?:these|the(?: following)?|our|other) (?:\w+ )?(?:resources?|links?|websites?|articles?|pages?|tables?|sites?|sections?|booklets?|leaflets?|fact ?sheets?|videos?|guides?|references)(?: (?:below|above|here|listed|from [\w. ]+?|on (?:this|our) \w+))? (?:address|offer|provide|contain|list|describe|explain|lead|link|may help|can help|cover|discuss|give|show|will|take|are (?:listed|provided|available|for|intended))\w*
    (?:first|second|third|last|part (?:one|two|three|\d+)|\d+) of (?:two|three|four|five|\d+)(?: (?:parts?|articles?|pages?|series|results?))?\W*\Z
    part (?:one|two|three|four|\d+|[ivx]+)\W*\Z
    page \d+
    \(?(?:last |page |content |article |date )?(?:updated|reviewed|modified|published|posted|revised|created|accessed|checked)(?: on| by| date|:| at|\b \d| \w+ \d)
    (?:last|date of last|next|content|medically|clinically) (?:update|review|revision)(?:ed|d)?\b
    medically reviewed|fact[- ]checked
    (?:written|authored|edited|reported|compiled|photographed|illustrated|translated|posted|prepared) by\b
    by [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3}(?:,[^.]*)?\Z
    by:|author(?:s|ed)?:|editor(?:'s note|s)?:|correction:|note to|copyright|©|\(c\) ?\d
    all rights reserved
    licen[cs]ed? under|isbn|issn|doi:
    \d+ ?(?:min(?:ute)?s?)[ -]read
    reading time|estimated reading|\d+ comments?|comments? \(|word count|version \d|source code
    (?:photo|image|picture|illustration|graphic|video|audio|credit|credits|courtesy)\b ?(?:by|:|credit|courtesy|of\b)
    getty|shutterstock|reuters\W*\Z
    this (?:article|page|post|section|chapter|guide|booklet|leaflet|fact ?sheet|website|site|blog|document|brochure|summary|series|story|video|information|content|resource|review|paper|work|material|newsletter|glossary|list|table|figure) (?:is (?:the|part|a (?:part|summary|guide|collection|list|short|brief|series|translation|reprint|work|project)|about|intended|designed|meant|for|based|written|maintained|brought|available|provided|published|updated|licensed|not|also available|in)|was (?:last|first|originally|written|updated|reviewed|published|created|produced|posted|prepared|made|reprinted|adapted)|has been (?:updated|reviewed|written|adapted|produced|peer)|will (?:explain|describe|discuss|cover|look|help|give|be|walk|explore|focus|outline|guide)|(?:explains|describes|discusses|covers|outlines|looks|provides|gives|contains|offers|summari[sz]es|aims|explores|lists|focuses|presents|answers|includes|introduces|tells|uses|deals|shows|appeared|originally))
    (?:in|on) this (?:article|page|post|section|chapter|guide|booklet|leaflet|fact ?sheet|website|site|blog|document|video|series|review|issue|story)\b,? ?(?:we|i|you|our|there|the following|is\b|are\b|\W*\Z)
    below (?:is|are|you)|here (?:is|are|you|we)\b|here's|the following
    as (?:discussed|mentioned|described|noted|shown|explained|outlined) (?:above|below|earlier|in)
    (?:we|this) (?:last )?(?:reviewed|updated)
    table \d+[.:]?\W*\Z|figure \d+[.:]?\W*\Z|fig\. \d+
    """
)

CAPTION = starts_with(
    r"""
    (?:an? |the )?(?:stock )?(?:images?|photos?|photographs?|pictures?|illustrations?|diagrams?|drawings?|graphics?|screenshots?|logos?|icons?|portraits?|infographics?|maps?|charts?) (?:of|show\w*|from|by|depict\w*|illustrat\w*|courtesy|credit)\b
    figure \d+|fig\. ?\d+|pictured\b
    (?:left|right|top|bottom|above|below|clockwise)(?: to right)?:
    watch:|video:|image:|photo:|artist's
    """
)

DISCLAIMER = contains(
    r"""
    (?:medical|professional|legal|health|financial|personal|clinical|individual|doctor's) advice
    (?:educational|informational|information|general information|reference|illustrative|entertainment|awareness|research) purposes?
    substitutes? for (?:\w+ )?(?:medical|professional|the|a|your|advice|consult|qualified|expert|personal|clinical|diagnos)
    (?:no|not|any|accept|assume|disclaim\w*|without|legal) (?:\w+ ){0,3}(?:liability|responsib\w+|liable|warrant\w+|guarantee\w*|endorse\w*)
    (?:does|do|is|are|should) not (?:\w+ )?(?:endorse|constitute|imply|replace (?:the|a|your|medical|professional|advice)|intended (?:as|to (?:be|replace|diagnose|provide|treat))|meant (?:as|to)|a replacement|a diagnosis|be (?:used|taken|relied|considered|construed|interpreted) (?:as|to|for|on|in place))
    disclaimers?|all rights reserved
    views? (?:and opinions )?expressed
    opinions? expressed|terms of (?:use|service)|privacy (?:policy|notice)|without notice
    at your own risk
    results (?:may|can) vary|individual results
    names? (?:have|has) been changed
    trademarks?|for information only
    errors? (?:or|and) omissions?
    accuracy (?:or|of|and)
    (?:has|have) not been evaluated by
    """
)

TO_SITE = re.compile(
    r"\b(?:website|web site|site|page|newsletter|form|button|link|quiz|survey|donation|event|account|cookies?|app|podcast|webinar|video|story|stories|blog|facebook|twitter|e-?mail|phone|our|us|look at|part in|action|advantage|heart|comfort|tour|step|break down)\b"
)

SENDS_READER = contains(
    r"""
    you (?:should|can|may|must|might|could|need to|will need to|want to|have to|ought to|are (?:encouraged|advised|invited|urged|welcome) to)(?: \w+)? ?(?:always |also |then |first )?(?:talk|speak|ask|consult|contact|discuss|visit|call|see (?:a|your|our|the)|read|find|click|learn|go to|check (?:the|our|with|out)|get in touch|sign|join|donate|download|help us|subscribe|email|e-mail|write|browse|search (?:for|our|the)|use (?:the|our|this) (?:\w+ )?(?:form|link|tool|search|menu|map|list|site|page|website)|share|follow|tell|seek)
    (?:talk|speak|ask|consult|discuss\w*|contact|check with|work with|see) (?:\w+ ){0,3}your (?:own |child's |local )?(?:doctor|physician|health|medical|care|nurse|neurologist|gp|specialist|provider|pharmacist|clinic)
    your (?:donation|gift|support|feedback|comments?|privacy|account|browser|email|input|story|contribution|generosity|help|experience (?:on|with) (?:our|this))
    please (?:\w+ )?(?:contact|call|visit|see|read|consult|note|ask|talk|speak|click|email|e-mail|let|do not|don't|feel|help|donate|share|complete|fill|use|refer|check|send|join|remember|be)
    if you (?:have|need|are|would|want|wish|think|know|or)\b.*(?:contact|call|visit|talk|speak|ask|consult|please|email|let us|see (?:a|your)|you are not alone|seek)
    """
)

SERVICE = contains(
    r"""
    offers?|provides?|deliver|run|fund(?:s|ed)?|operate|serve|support|treat|cover
    charge
    treated|helped
    """
)

WANTS = contains(
    r"""
    would (?:like|love|appreciate|be)
    want|hope|invite|welcome|ask|encourage|urge|need|recommend (?:that )?you
    suggest (?:that )?you
    advise you|look forward|appreciate|request|thank|value
    """
)

SPOKEN = anywhere(
    r"""
    [\"”’]\s*,?\s*(?:[\w.'’-]+ ){0,5}(?:said|says|say|tells?|told|recall(?:s|ed)|remember(?:s|ed)|explain(?:s|ed)|adds?|added|wrote|writes|asked|laughed)\b
    [\"”’]\s*,?\s*(?:said|says|recalled|explained|added|wrote|asked)\b
    \b(?:said|says|recalled|told \w+|adds|added|explained|wrote)\b[,:]? ?[\"“‘]
    """
)

NAME_AND_AGE = re.compile(r"\W*(?:[A-Z][\w.'’-]+ ){0,3}[A-Z][\w.'’-]+, (?:aged )?\d{1,2},")
"""A person with an age, as newspapers introduce somebody: "Jane Example, 52, ..."."""

PASSIVE_ADVICE = contains(
    r"""
    can|should|must|may|could) (?:also |not |only |never )?be (?:\w+ed|given|taken
    put
    done|begun|shown|sought
    """
)

ASSERTS = contains(
    r"""
    (?:un)?approved|approval (?:in|of|by)|withdrawn|discontinued|rejected|refused
    recalled
    (?:in)?effective|benefits?
    no (?:known |other |effective |approved |proven |specific )*(?:cure|treatment|drug|effect|benefit|evidence|difference|test)s?
    slower|faster|failed|fatal|(?:in)?curable|contraindicated|well tolerated|banned
    licensed
    linked to|associated with|caused by|due to|no longer
    """
)
"""Words that make a note without a verb say something that is true or false."""

STORY = anywhere(
    r"""
    \A\W*(?:he|she)(?:'s|'d)?\b(?! (?:and|or) (?:his|her))
    \A\W*(?:his|her|my|our) (?:\w+ ){0,2}(?:mother|father|mom|mum|dad|wife|husband|son|daughter|sister|brother|family|friends?|parents?|kids|children|life|hands?|voice|legs?|arms?|doctor|speech|dream|story|faith|job|smile|body|symptoms|diagnosis|body|first)\b
    \b(?:cried|wept|sobbed|smiled|laughed|hugged|kissed|prayed|fell in love|got married|passed away|held (?:his|her) hand|broke down|said goodbye)\b
    \b(?:that|the next|one|the following|the same) (?:day|morning|night|evening|afternoon|weekend|summer|winter|spring)\b.*\b(?:he|she|his|her|they|we|i)\b
    \b(?:his|her) (?:mother|father|mom|mum|dad|wife|husband|son|daughter|sister|brother|fianc\w+|parents|kids|children|girlfriend|boyfriend|grand\w+)\b
    """
)

FIRST_PERSON = contains(
    r"""
    i (?:was|am|had|have|felt|feel|went|got|started|began|could|can|can't|couldn't|didn't|don't|think|thought|believe|knew|know|want|wanted|love|loved|hope|noticed|lost|saw|found out|remember|would|wish|will|need|see|get)
    i'm|i've|i'd|i'll
    my (?:mother|father|mom|mum|dad|wife|husband|son|daughter|sister|brother|family|friends?|life|hands?|legs?|arms?|doctor|neurologist|symptoms|diagnosis|story|speech|body|experience|opinion|question|heart|grand\w+|uncle|aunt|partner|left|right|own)
    """
)

OPINION = starts_with(
    r"""
    and then there(?: is|'s| was)
    in my (?:opinion|view)
    i (?:think|believe|feel)
    to me
    thankfully
    sadly,
    luckily
    happily
    honestly
    frankly
    imagine
    no one should
    nobody should
    everyone deserves
    every(?:one|body) (?:has|can|should|deserves)
    it(?:'s| is| was) (?:a |an |the |so |such |very |truly |really |just )*(?:miserable|terrible|horrible|awful|heartbreaking|devastating|wonderful|amazing|incredible|beautiful|sad|tragic|cruel|shame|blessing|gift|nightmare|honou?r|privilege|journey|exciting|inspiring|damned|scary|frightening|frustrating|hard to (?:imagine|believe|watch))
    what a\b
    how (?:sad|wonderful|terrible)
    there is (?:always )?hope
    hope is
    together,? we
    life (?:is|goes|with)
    never give up
    you are not alone
    but that's
    that's (?:why|when|not|the|what|how|all)
    this is (?:why|what|where|not (?:the|about)|my|our|just|a (?:story|call|reminder|battle|fight|journey|testament|tragedy))
    so (?:what|where|how|why)\b
    """
)

ACRONYM = re.compile(r"\b[A-Z][A-Za-z]*[A-Z0-9]\b")

RESULT = re.compile(
    r"\W*(?:(?:statistically |clinically )?(?:significant|reduced|increased|decreased|improved|slower|faster|longer|shorter|higher|lower|no|fewer|more|less|approved|withdrawn|discontinued|effective|ineffective|safe|well tolerated|caused|associated|linked|used|available|prolonged|contraindicated))\b",
    re.IGNORECASE,
)

QUANTITY = anywhere(
    r"""
    \d[\d.,]*\s?(?:%|percent|per cent|mg|mcg|µg|g|kg|ml|units?|hours?|days?|weeks?|months?|years?|times|people|patients|cases|participants|million|billion|thousand|in \d|per\b|deaths|points|dollars|tablets?)
    \b\d{1,3}(?:,\d{3})+
    [$£€]\s?\d|\bin (?:19|20)\d\d\b
    \b\d+ (?:in|out of|of every|to) \d+
    """
)
