"""What a page is about, as far as a pack can tell: its own topic, another disease, or nothing that is named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from alsreview.knowledge.pack import Knowledge
from alsreview.knowledge.scan import lower_same_length

Topic = Literal["own", "unnamed", "other"]

_DISEASE = re.compile(
    r"\b[A-Z][a-z]+(?:['’]s)? (?:disease|syndrome|ataxia|dystrophy|anaemia|anemia|palsy)\b"
    r"|(?i:\b(?:[a-z]{3,}(?:itis|aemia|emia|oma|plegia|ataxia|lepsy|sclerosis|fibrosis)|(?:my|neur|enceph|retin|cardi)"
    r"[a-z]*pathy|cancers?|tumou?rs?|diabetes|asthma|lupus|stroke|malaria|tuberculosis|measles|influenza|covid(?:-19)?"
    r"|hiv|aids|migraines?|epilepsy|autism|psoriasis|eczema|gout|obesity|depression|schizophrenia|baldness|acne|gerd"
    r"|hypertension|osteoporosis|infertility|menopause|addiction|use disorder)\b)"
)
"""A disease told by the shape of its name, or one of the commonest: where a page names one, it is about that one."""

_NO_DISEASE = frozenset("academia sclerosis".split())
"""Words of the shape that name no disease of their own."""


def own_literals(knowledge: Knowledge) -> frozenset[str]:
    """Forms, as the scan writes them, that show a page to be on a pack's topic: its disease, a medicine, a gene.

    Another disease that a pack merely knows is none.
    """
    lexicon, own = knowledge.lexicon, knowledge.diseases
    terms = [term for term in lexicon.of_kind("substance", "product", "gene", "trial", "scale") if term.pack]
    terms += [term for term in lexicon.of_kind("indication") if any(lexicon.within(term.id, one) for one in own)]
    return frozenset(lower_same_length(form) for term in terms for form in (*term.right_forms, *term.wrong))


def other_literals(knowledge: Knowledge) -> frozenset[str]:
    """Forms of the diseases that a pack knows as none of its own."""
    lexicon, own = knowledge.lexicon, knowledge.diseases
    others = (term for term in lexicon.of_kind("indication") if not any(lexicon.within(term.id, one) for one in own))
    return frozenset(lower_same_length(form) for term in others for form in term.right_forms)


def names_disease(texts: Iterable[str]) -> bool:
    """Whether any of the texts names a disease by its shape."""
    return any(found[0].lower() not in _NO_DISEASE for text in texts for found in _DISEASE.finditer(text))
