"""The forms that an English word takes in a text, so that a check file lists each word once."""

from __future__ import annotations

from functools import lru_cache

_VOWELS = frozenset("aeiou")

_IRREGULAR_FORMS = """
be am is are was were been being 's 're
have has had having 've
do does did done doing
can could
will would 'll
become becomes became becoming
begin begins began begun beginning
break breaks broke broken breaking
bring brings brought bringing
buy buys bought buying
catch catches caught catching
come comes came coming
cut cuts cutting
die dies died dying
eat eats ate eaten eating
fall falls fell fallen falling
find finds found finding
fight fights fought fighting
forget forgets forgot forgotten forgetting
get gets got gotten getting
give gives gave given giving
go goes went gone going
grow grows grew grown growing
hold holds held holding
keep keeps kept keeping
know knows knew known knowing
lead leads led leading
leave leaves left leaving
lie lies lay lain lying
lose loses lost losing
make makes made making
mean means meant meaning
outgrow outgrows outgrew outgrown outgrowing
overcome overcomes overcame overcoming
put puts putting
rebuild rebuilds rebuilt rebuilding
rise rises rose risen rising
run runs ran running
see sees saw seen seeing
set sets setting
show shows showed shown showing
spread spreads spreading
stand stands stood standing
stick sticks stuck sticking
strike strikes struck stricken striking
take takes took taken taking
tell tells told telling
think thinks thought thinking
understand understands understood understanding
undo undoes undid undone undoing
wear wears wore worn wearing
withdraw withdraws withdrew withdrawn withdrawing
write writes wrote written writing
child children
woman women
man men
person persons people
mouse mice
nucleus nuclei
diagnosis diagnoses
cure cures cured curing
"""
_IRREGULAR: dict[str, frozenset[str]] = {
    line.split()[0]: frozenset(line.split()) for line in _IRREGULAR_FORMS.strip().splitlines()
}

_FINISHED = ("ed", "ing", "ly", "ous", "ive", "ful", "less", "able", "ible", "ic", "iest")
"""Endings of words that take no further one."""

UNCHANGING = frozenset(
    "a an the of in on at by for from to with without and or nor not no never all any each every only just also still "
    "than then there that this these those it its they their he she his her you your we our us as if but so up out "
    "off over under after before until since while who whom whose which what when where why how more most less least "
    "much many some few both either neither one two three four five six seven eight nine ten very too yet now".split()
)
"""Words that are matched as they stand."""


@lru_cache(maxsize=65_536)
def forms(word: str) -> frozenset[str]:
    """Every form of a lower-case word that counts as the same word: plural, third person, past, participle.

    `=word` stands for that very form alone. A form that English does not have does no harm: no text holds it.
    """
    if word.startswith("="):
        return frozenset({word[1:]})
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith(_FINISHED) and len(word) > 4:
        return frozenset({word, word + "s"})
    if word in UNCHANGING or len(word) < 3 or not word.isalpha():
        return frozenset({word, word + "s"}) if word.isalnum() and len(word) > 2 else frozenset({word})
    return frozenset({word, *_regular(word)})


def _regular(word: str) -> set[str]:
    last, before = word[-1], word[-2]
    if last == "e":
        return {word + "s", word + "d", word[:-1] + "ing"}
    if last == "y" and before not in _VOWELS:
        return {word[:-1] + "ies", word[:-1] + "ied", word + "ing"}
    made = {word + "s", word + "ed", word + "ing"}
    if last in "sxzh":
        made.add(word + "es")
    if last not in _VOWELS and last not in "wxy" and before in _VOWELS and word[-3] not in _VOWELS:
        made.update({word + last + "ed", word + last + "ing"})
    return made
