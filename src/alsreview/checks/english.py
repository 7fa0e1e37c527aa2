"""Groups of English words that check files of any topic may name. What belongs to a topic stands in its pack."""

from __future__ import annotations

DISEASE = "disease"
"""The group that holds the names of the pack's diseases, and how a text goes on to speak of them."""

DISEASE_WORDS = ("the disease", "=disease", "condition", "illness", "disorder", "diagnosis")

GROUPS: dict[str, tuple[str, ...]] = {
    "people": (
        *("person", "people", "patient", "individual", "sufferer", "victim", "man", "woman", "child", "adult"),
        *("those affected", "those living with", "those with", "someone", "anyone", "everyone", "they", "you", "he"),
        *("she", "we", "loved one", "family member"),
    ),
    "be": ("be", "become"),
    "stay": ("be", "remain", "stay", "keep", "continue to be", "prove", "seem", "appear", "typically", "usually"),
    "have": ("have", "get", "possess", "show", "carry"),
    "may": ("may", "might", "could", "possibly", "perhaps", "potentially", "probably", "maybe", "likely", "appear to"),
    "none": ("no", "not any", "never any", "none", "neither", "nor", "without", "not have", "zero", "lack", "nothing"),
    "not": ("not", "never", "no longer", "cannot", "can't", "don't", "doesn't", "does not", "nor"),
    "cause": (
        *("cause", "lead to", "result in", "bring on", "bring about", "trigger", "give rise to", "give you", "set off"),
        *("produce", "induce", "be responsible for", "be to blame for", "be behind", "provoke", "contract from"),
    ),
    "caused-by": (
        *("cause by", "result from", "due to", "because of", "come from", "stem from", "bring on by", "trigger by"),
        *("arise from", "down to", "result of", "consequence of", "owing to", "originate from", "owe to"),
        *("brought about by", "attributable to", "produced by", "driven by", "root in", "from"),
    ),
    "linked": ("associate with", "link to", "relate to", "connect to", "connect with", "tie to", "correlate with"),
    "treatment": (
        *("treatment", "therapy", "medicine", "medication", "drug", "remedy", "therapeutic", "intervention"),
        *("treatment option", "therapeutic option", "cure"),
    ),
    "most": (
        *("most", "the majority of", "majority", "nearly all", "almost all", "the vast majority", "virtually all"),
        *("all", "usually", "typically", "generally", "mostly", "mainly", "primarily", "predominantly", "largely"),
    ),
    "only": ("only", "sole", "single", "the one", "solely", "exclusively", "alone", "just"),
    "commonest": (
        *("most common", "commonest", "most frequent", "most frequently", "most commonly", "leading", "chief"),
        *("number one", "main", "principal", "major", "most prevalent", "predominant", "most often", "top"),
    ),
    "slow": (
        *("slow", "slow down", "delay", "hold back", "decelerate", "retard", "stall", "impede", "stunt", "modify"),
        *("alter the course", "change the course", "influence the course", "slow progression"),
    ),
    "stop": (
        *(
            "stop",
            "halt",
            "arrest",
            "reverse",
            "turn back",
            "cure",
            "curative",
            "undo",
            "end",
            "eliminate",
            "eradicate",
        ),
        *("prevent", "restore", "repair", "heal", "fix", "stops", "get rid of", "stave off"),
    ),
    "prolong": ("prolong", "extend", "lengthen", "increase", "improve", "longer", "add months", "add years"),
    "restore": (
        *("restore", "regain", "rebuild", "recover", "bring back", "give back", "return", "revive", "renew", "reclaim"),
        *("get back", "win back", "repair", "regenerate", "increase", "boost", "improve", "strengthen", "build up"),
    ),
    "world": (
        *("worldwide", "world", "global", "globally", "across the globe", "in every country", "everywhere"),
        *("in all populations", "in every population", "international", "internationally", "on every continent"),
    ),
}
