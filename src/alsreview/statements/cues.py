"""The words by which `worthy` tells what a sentence is for. Data only, lower case."""

from __future__ import annotations

from alsreview.statements.wordlists import word_set

SPEAK_VERBS = word_set(
    """
    contact call phone ring email e-mail mail text write reach visit see read learn find discover explore browse
    search view click tap press scroll skip jump go return back log sign register subscribe unsubscribe join follow
    share like tweet post comment rate vote donate give fundraise sponsor volunteer support shop order buy add
    download upload print save watch listen look check compare choose select pick enter fill complete submit send
    request book schedule reserve get ask talk speak tell consult discuss chat meet connect inform notify report
    help remember note notice imagine consider think believe picture suppose recall hear come try enjoy welcome
    start begin plan prepare bring make keep stay be let explain understand review refer turn use take don don't do
    hope feel become attend celebrate honor honour advocate raise spread participate enroll enrol apply sort filter
    show hide open close continue cite copy accept manage edit update provide leave pass rest allow list describe
    include answer
    """
)
"""Base forms that, as the first word, address the reader."""

CARE_VERBS = word_set(
    """
    take avoid use stop start begin give offer prescribe administer inject infuse swallow chew eat drink exercise
    stretch wear rinse monitor measure test screen treat refer assess perform repeat reduce increase decrease lower
    limit withhold discontinue continue consider check apply massage elevate position suction ventilate replace
    titrate crush mix dilute store keep maintain initiate switch adjust restrict feed hydrate rest sleep sit lie
    hold breathe cough clean wash insert remove change reassess evaluate recommend order obtain ensure provide add
    combine do don't never always discuss exclude
    """
)
"""Base forms that, as the first word, may give advice about treatment or care; which it is, the rest decides."""


DISCLAIMER_WORDS = word_set(
    """
    advice purposes purpose substitute substitutes liability liable responsibility responsible warranty warranties
    warrants guarantee guarantees endorse endorses endorsed endorsement endorsements constitute constitutes imply
    replace replaces intended meant replacement disclaimer disclaimers rights views view opinions opinion terms privacy
    notice vary changed trademark trademarks omissions accuracy
    """
)
WEAK_DISCLAIMER_WORDS = word_set(
    "used taken construed information risk evaluated relied considered interpreted diagnosis"
)
SOURCE_WORDS = word_set("source sources reference references adapted reproduced data from")
"""One of these stands in every disclaimer: only then is the long pattern tried."""

BEFORE_IMPERATIVE = word_set(
    """
    please always never just also then so simply first next finally and or but now kindly instead
    """
)
CLAUSE_OPENERS = word_set(
    """
    if when before after once for to while during at until in with without as unless whether
    """
)
IMPERATIVES = (
    SPEAK_VERBS
    | CARE_VERBS
    | word_set(
        """
    let's act address adopt aim arrange balance call cancel carry catch challenge close cut deal deliver design
    develop draw dress drop encourage establish expect face fight find focus form get go grow handle hang have head
    identify improve invest involve know lead leave lift live lock love make manage mark mind move name need open
    organise organize own paint pay place play point practise practice press prevent protect pull push put raise
    reach read ready relax replace research respect return ride run save search seek serve set settle shop sing
    speak spend stand state stick study subscribe suggest supply swim switch talk teach tell test thank touch track
    train transform travel treat trust unlock update walk wait want wash watch wear wish work worry
    """
    )
)
"""Base forms that, as the first word, are a command unless the word is a noun there."""

ALSO_NOUNS = word_set(
    """
    contact call phone email mail text visit view search click press follow share like post comment rate vote
    support shop order download print watch look check book schedule request report note notice care help test
    exercise screen measure monitor stretch drink use stop start offer reduce limit position change massage mask
    suction switch feed rest sleep cough wash store keep plan turn try show edit copy sort filter leave pass answer
    review refer hope feel stay raise spread access treat act address aim balance cancel challenge cut deal design
    draw dress drop face fight focus form grow handle head lead lift lock love mark mind move name need place play
    point practice pull push reach research respect return ride run save serve set stand state study supply swim
    talk touch track train transform travel trust update walk wait want wear wish work worry sponsor volunteer
    register sign log fill hide open close continue provide describe include allow list bring think dose further
    second people complete lower separate clean group process total better
    """
)
"""Words of the list above that are as often nouns or adjectives, and so may be the subject of a sentence."""

DETERMINERS = word_set(
    """
    the a an your our this these that those any all us me them it him her each every some no his their its more to
    with for at on about up out through how what why who where when whether if
    """
)
"""After these the word before is a verb: "Contact our team", "Exercise with care" is rare enough."""

SPEAK_FIRST = word_set(
    """
    consult ask talk speak tell contact call see discuss consider check inform notify visit seek refer
    """
)


STUDY_VERBS = word_set(
    """
    found find show showed shown report reported investigated examined enrolled studied conclude concluded assessed
    tested measured analysed analyzed compared observed identified demonstrated evaluated randomised randomized
    recruited searched included performed conducted reviewed used treated describe described estimate estimated
    hypothesised hypothesized aimed detected collected calculated developed sequenced screened administered injected
    followed confirm confirmed determined data results
    """
)
STUDY_WORDS = word_set(
    """
    study studies trial trials patients participants researchers scientists colleagues cells mice data results
    approved approval fda ema published journal analysis survival placebo gene genes protein company university team
    percent
    """
)


SAYING = word_set(
    """
    said says say tells told recalled recalls remembers remembered explains explained adds added wrote writes asked
    laughed
    """
)


STORY_WORDS = word_set(
    """
    he she his her him mother father mom mum dad wife husband son daughter sister brother grandmother grandfather
    uncle aunt family cried wept smiled laughed hugged kissed prayed married remembered loved doctor couple friend
    friends
    """
)


PRAISE = word_set(
    """
    miserable heartbreaking heroic hero heroes damned inspiring inspirational bravely courageous courageously
    unwavering tireless tirelessly cruel cruelest unfair unimaginable beautiful amazing incredible extraordinary
    wonderful gratitude blessed blessing brave terrible horrible thrilled proud grateful thankful
    """
)
"""Words of praise and blame: in a short sentence without a figure they make it a comment."""

WH_WORDS = word_set(
    """
    what why how when where who which whether
    """
)


PHRASE_WORDS = word_set(
    """
    these our other thank thanks welcome hello hi hey dear good best kind warm warmest regards sincerely yours
    congratulations sorry we i i'm hope hoping wish wishing get feel take god bless happy cheers many all stay rest
    rip goodbye bye skip back next prev previous please read see find learn view show load discover more for to
    click tap press return go home menu search main related table contents on in jump share print sign log subscribe
    follow contact about privacy terms site sitemap cookie cookies accessibility advertisement sponsored close open
    expand collapse toggle download downloads external opens top you this links link browse filter sort tag tags
    category categories topic topics first second third last part page updated reviewed modified published posted
    revised created accessed checked date content medically clinically fact written authored edited reported
    compiled photographed illustrated translated prepared by author authors editor editor's editors correction note
    copyright c licensed licenced isbn issn doi min minute reading estimated comments comment word version source
    photo image picture illustration graphic video audio credit credits courtesy getty shutterstock reuters below
    here here's the following as figure fig a an stock images photos photographs pictures illustrations diagram
    diagrams drawing drawings graphics screenshot screenshots logo logos icon icons portrait portraits infographic
    infographics map maps chart charts photograph pictured left right above bottom clockwise watch artist's article
    website
    """
)
"""First words of the set phrases above: only after one of these are their patterns tried."""

PREPOSITIONS = word_set("with to for at on about in of from")
WITH_PREPOSITION = word_set(
    """
    contact care help test exercise support access research study treat damage change respect use massage act review
    trust
    """
)
"""Nouns among the commands that take a preposition as nouns ("Contact with pesticides raises ...")."""

SPEAKER = word_set("i i'm i've i'd i'll me")
FIRST_PERSON = SPEAKER | {"my"}
WE = word_set("we we're we've we'll we'd our us together")
SOMEBODY = word_set("he she his her")
