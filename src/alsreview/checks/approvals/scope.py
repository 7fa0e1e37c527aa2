"""For which medicines, disease and jurisdiction a statement speaks: its own names first, then what stands around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from alsreview.checks.approvals import words
from alsreview.knowledge import english
from alsreview.knowledge.facts import Fact
from alsreview.knowledge.lexicon import Mention, Term
from alsreview.knowledge.pack import Knowledge
from alsreview.knowledge.reading import Reading, mentions_of

_DRUGS = ("substance", "product")
_AFTER_EMPTY_IT = frozenset("is was seems appears must should takes remains has".split()) - {"has"}
_AWAITED_NOUNS = frozenset("decision verdict ruling".split())
_ANAPHORS = frozenset("it its this that they these those".split())


@dataclass
class Scope:
    """A reading beside the knowledge that it is judged with."""

    reading: Reading
    knowledge: Knowledge

    # -- medicines ---------------------------------------------------------------------------------------------

    def substances_of(self, term: Term) -> tuple[str, ...]:
        """The substances that a product, trial or organisation stands for; a substance for itself."""
        lexicon = self.knowledge.lexicon
        return tuple(
            item for item in lexicon.ancestors(term.id) if item in lexicon and lexicon[item].kind == "substance"
        )

    def drugs_in(self, mentions: Iterable[Mention]) -> tuple[str, ...]:
        """Substances named by some names, each once, in order."""
        found: dict[str, None] = {}
        for mention in mentions:
            if mention.term.kind in _DRUGS:
                found.update(dict.fromkeys(self.substances_of(mention.term)))
        return tuple(found)

    @cached_property
    def own_drugs(self) -> tuple[str, ...]:
        """Substances that the statement itself names."""
        return self.drugs_in(self.reading.mentions)

    @cached_property
    def uncontrasted(self) -> tuple[str, ...]:
        """Its own substances without those that it only compares with ("unlike riluzole")."""
        reading = self.reading
        kept = [
            unit.mention
            for index, unit in enumerate(reading.units)
            if unit.mention and reading.word_at(index - 1) not in ("unlike", "than", "versus")
        ]
        return self.drugs_in(kept)

    @cached_property
    def anaphoric(self) -> bool:
        """Whether it points back: "it", "this drug", "the treatment", "a new treatment", or it has no subject."""
        words_ = self.reading.words
        for index, word in enumerate(words_):
            if word in ("it", "its", "they", "them") and not self._empty_it(index):
                return True
            if word in english.TREATMENTS or word in (
                "dose",
                "dosage",
                "powder",
                "packet",
                "sachet",
                "approval",
                "pill",
                "infusion",
                "version",
                "application",
                "launch",
                "drugmaker",
                "firm",
                "company",
                "maker",
                "developer",
            ):
                near = words_[max(0, index - 4) : index]
                if any(item in ("the", "this", "that", "these", "its", "new") for item in near) and "no" not in near:
                    return True
        return self.subjectless or (not self.own_drugs and bool(self.reading.word_set & _AWAITED_NOUNS))

    def _empty_it(self, index: int) -> bool:
        """ "It is estimated that", "it must be stressed": an "it" that stands for nothing."""
        words_ = self.reading.words
        if words_[index] != "it" or self.reading.word_at(index + 1) not in _AFTER_EMPTY_IT:
            return False
        ahead = words_[index + 1 : index + 6]
        return "that" in ahead or "to" in ahead[:3]

    @cached_property
    def subjectless(self) -> bool:
        """Whether it opens as a field of a record does ("First approved in 2022", "Phase 3 ongoing")."""
        first = self.reading.word_at(0)
        return (
            first
            in (
                "first",
                "approved",
                "phase",
                "licensed",
                "indicated",
                "1st",
                "only",
                "given",
                "taken",
                "administered",
                "available",
                "recently",
                "newly",
                "not",
            )
            and not self.own_drugs
        )

    @cached_property
    def around_drugs(self) -> tuple[str, ...]:
        """Substances of the nearest place around it that names any (context, sentence before, heading, after)."""
        around = self.reading.around
        for text in (around.context, around.before, *reversed(around.headings), around.after):
            if text:
                found = self.drugs_in(mentions_of(text, self.knowledge.lexicon))
                if found:
                    return found
        return ()

    @cached_property
    def topic(self) -> tuple[str, ...]:
        """Substances that it is about: its own, else those that it points back to, if that is clear."""
        if self.own_drugs:
            return self.own_drugs
        by_firm = [
            item
            for mention in self.reading.mentioned("organisation", "trial")
            for item in self.substances_of(mention.term)
        ]
        if by_firm:
            return tuple(dict.fromkeys(by_firm))
        if self.anaphoric and len(self.around_drugs) == 1:
            return self.around_drugs
        return ()

    def span_of(self, substances: Iterable[str]) -> tuple[int, int] | None:
        """Where the statement names one of these substances, or None."""
        wanted = set(substances)
        for mention in self.reading.mentions:
            if mention.term.kind in _DRUGS and wanted.intersection(self.substances_of(mention.term)):
                return mention.start, mention.end
        return None

    # -- disease -----------------------------------------------------------------------------------------------

    def in_topic(self, indication: str) -> bool:
        """Whether an indication belongs to a disease of the packs: it, a form of it, a wider name, a symptom."""
        lexicon = self.knowledge.lexicon
        symptom_of = lexicon[indication].symptom_of
        return any(
            lexicon.within(indication, disease) or lexicon.within(disease, indication) or symptom_of == disease
            for disease in self.knowledge.diseases
        )

    @cached_property
    def own_indications(self) -> tuple[str, ...]:
        """Ids of all diseases that the statement names, in order."""
        return tuple(dict.fromkeys(mention.term.id for mention in self.reading.mentioned("indication")))

    @cached_property
    def indication(self) -> str | None:
        """The disease that it speaks of, from itself or around; None where none is told or it is another one."""
        if self.own_indications:
            return self._narrowest(item for item in self.own_indications if self.in_topic(item))
        if self.own_drugs:
            named = [item for item in self._around_indications if self.in_topic(item)]
            wide = [item for item in named if not self.knowledge.lexicon[item].symptom_of]
            diseases = [item for item in wide if item in self.knowledge.diseases]
            return next(iter(diseases or wide), None) or self._treated(self.own_drugs)
        around = self.reading.around
        for text in (around.context, around.before, *reversed(around.headings), around.after):
            named = [item.term.id for item in mentions_of(text, self.knowledge.lexicon) if item.kind == "indication"]
            if named:
                return self._widest(item for item in named if self.in_topic(item))
        return self._treated(self.around_drugs) if self.around_drugs else None

    def indication_near(self, first: int, last: int) -> str | None:
        """The disease that units from `first` to `last` (exclusive) name; else that of the whole statement.

        Where only a narrower form of it is named, and elsewhere in the statement, the disease itself is meant.
        """
        if self.gene_form is not None:
            return self.gene_form
        units = self.reading.units
        inside = [unit.mention.term.id for unit in units[first:last] if unit.mention and unit.is_kind("indication")]
        symptoms = [item for item in inside if self.knowledge.lexicon[item].symptom_of and self.in_topic(item)]
        if symptoms and not self.speaks_of_symptoms():
            return symptoms[0]
        if found := self._narrowest(item for item in inside if self.in_topic(item)):
            return found
        if self.own_indications and self.indication is not None:
            for disease in self.knowledge.diseases:
                if self.knowledge.lexicon.within(self.indication, disease):
                    return disease
        return self.indication

    @cached_property
    def _around_indications(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(mention.term.id for mention in self.reading.mentioned_around("indication")))

    def _widest(self, indications: Iterable[str]) -> str | None:
        found = list(indications)
        return next((item for item in found if item in self.knowledge.diseases), found[0] if found else None)

    def _narrowest(self, indications: Iterable[str]) -> str | None:
        found = list(indications)
        if not found:
            return None
        return max(found, key=lambda item: (len(self.knowledge.lexicon.ancestors(item)), -found.index(item)))

    def _treated(self, substances: Iterable[str]) -> str | None:
        """The disease of the packs that these are approved, filed or tested for."""
        wanted = set(substances)
        for fact in self.knowledge.ledger.facts.values():
            if wanted.intersection(fact.subjects):
                for item in fact.indications:
                    for disease in self.knowledge.diseases:
                        if self.knowledge.lexicon.within(item, disease):
                            return disease
        return None

    @cached_property
    def other_disease(self) -> bool:
        """Whether it names a disease, and none of the packs'; one that no lexicon has is told by its shape."""
        if self.own_indications:
            return not any(self.in_topic(item) for item in self.own_indications)
        taken = [(mention.start, mention.end) for mention in self.reading.mentions]
        for found in words.OTHER_DISEASE.finditer(self.reading.text):
            begin, end = found.span("letters" if found["letters"] else "name")
            known = any(start < end and begin < stop for start, stop in taken)
            if not known and self.reading.text[begin:end] not in words.NO_DISEASE:
                return True
        return False

    def treats_topic(self, fact: Fact) -> bool:
        """Whether a fact is about the disease that the statement speaks of, a form of it or a wider name of it."""
        lexicon = self.knowledge.lexicon
        return self.indication is not None and any(
            lexicon.within(item, self.indication) or lexicon.within(self.indication, item) for item in fact.indications
        )

    # -- jurisdiction --------------------------------------------------------------------------------------------

    @cached_property
    def told_jurisdictions(self) -> tuple[str, ...]:
        """Codes of the authorities and places that it names; those around it where it names none."""
        own = self._codes(self.reading.mentions)
        if own:
            return own
        around = self.reading.around
        for text in (around.context, *reversed(around.headings)):
            if text and (found := self._codes(mentions_of(text, self.knowledge.lexicon))):
                return found
        return ()

    def _codes(self, mentions: Iterable[Mention]) -> tuple[str, ...]:
        named = [mention for mention in mentions if mention.term.jurisdiction]
        authorities = [mention for mention in named if mention.term.kind == "authority"]
        codes = dict.fromkeys(mention.term.jurisdiction or "" for mention in authorities or named)
        if len(codes) > 1:
            codes.pop("INT", None)
        return tuple(codes)

    @cached_property
    def jurisdictions(self) -> tuple[str, ...]:
        """Codes to judge it in: those told, else the default one."""
        return self.told_jurisdictions or (self.knowledge.jurisdiction,)

    def jurisdictions_for(self, substance: str) -> tuple[str, ...]:
        """As `jurisdictions`, but a brand that is only sold elsewhere, or a medicine only known there, says where."""
        if self.told_jurisdictions:
            return self.told_jurisdictions
        ledger = self.knowledge.ledger
        brands = {mention.term.id for mention in self.reading.mentioned("product")}
        places = dict.fromkeys(
            code
            for approval in ledger.approvals
            if approval.fact.product in brands and approval.substance == substance
            for code in approval.fact.jurisdictions
        )
        home = self.knowledge.jurisdiction
        if places and home not in places:
            return tuple(places)
        known = {code for fact in ledger.about(substance) for code in fact.jurisdictions}
        if home not in known and "INT" not in known and known:
            return tuple(sorted(known))
        return (home,)

    def has_without_names(self, *phrases: str) -> bool:
        """As `Reading.has`, but over the authorities and places between its words ("awaiting FDA approval")."""
        units = self.reading.units
        text = f" {' '.join(unit.word for unit in units if not unit.is_kind('authority', 'place'))} "
        return any(f" {phrase} " in text for phrase in phrases)

    # -- words for messages ---------------------------------------------------------------------------------------

    def name(self, term: str) -> str:
        """Display name of a term."""
        return self.knowledge.lexicon[term].name if term in self.knowledge.lexicon else term

    def names(self, terms: Iterable[str]) -> str:
        """Display names in a row: "a, b and c"."""
        return joined([self.name(term) for term in terms])

    def told_fact(self, fact: Fact) -> str:
        """A fact in a few words: "edaravone (Radicava), US Food and Drug Administration 2017-05-05, NDA 209176"."""
        subject = self.names(fact.subjects[:1])
        brand = f" ({self.name(fact.product)})" if fact.product else ""
        when = f" {fact.valid_from.text}" if fact.valid_from else ""
        what = {
            "approved": "approved",
            "approval-withdrawn": "approval withdrawn",
            "marketing-stopped": "taken off the market",
            "application-withdrawn": "application withdrawn",
            "refused": "refused",
            "failed": "failed in a trial",
            "launched": "on the market since",
            "trial-reported": "results reported",
            "advised": "advisers met",
            "not-approved": "not approved",
        }.get(fact.event, fact.event)
        number = "" if fact.source.identifier in ("-", "derived") else f", {fact.source.identifier}"
        return f"{subject}{brand}: {what}{when}, {fact.source.publisher}{number}"

    @cached_property
    def gene_form(self) -> str | None:
        """The form of the disease that is named after the one gene that the statement names, or None."""
        genes = {mention.term.id: mention.term for mention in self.reading.mentioned("gene")}
        if len(genes) != 1:
            return None
        (gene,) = genes.values()
        starts = tuple(f"{name.lower()}{sign}" for name in gene.right_forms for sign in " -")
        for term in self.knowledge.lexicon.of_kind("indication"):
            if term.name.lower().startswith(starts) and self.in_topic(term.id):
                return term.id
        return None

    def narrow_gene(self) -> bool:
        """Whether a gene narrows it ("no therapy for C9orf72") and no indication of that gene is known."""
        return bool(self.reading.mentioned("gene")) and self.gene_form is None

    def speaks_of_symptoms(self) -> bool:
        """Whether symptoms are counted in ("for ALS and its symptoms")."""
        return bool(self.reading.word_set & {"symptom", "symptoms"})

    def withdrawal_told(self) -> bool:
        """Whether the text itself or what stands around it tells that something was withdrawn or failed."""
        if _tells_end(list(self.reading.words)):
            return True
        around = self.reading.around
        texts = (around.context, around.before, around.after)
        return any(_tells_end([word.strip(".,;:()") for word in text.lower().split()]) for text in texts if text)


_ORGANS = frozenset("heart respiratory liver kidney renal hepatic ventilatory cardiac lung breathing organ".split())


def _tells_end(words_: list[str]) -> bool:
    """Whether words tell of a withdrawal or failure; "heart failure" is none."""
    for index, word in enumerate(words_):
        if word in english.WITHDRAWAL and not (index and words_[index - 1] in _ORGANS):
            return True
        if index and (words_[index - 1], word) in (
            ("no", "longer"),
            ("taken", "off"),
            ("off", "the"),
            ("phased", "out"),
        ):
            return True
    return False


def joined(items: list[str]) -> str:
    """Items in a row: "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def unknown_target(scope: Scope, head: int) -> bool:
    """Whether "for ..." or "of ..." after a noun names no disease of the packs and no generic word."""
    units = scope.reading.units
    index = head + 1
    while index < min(len(units), head + 22):
        word = units[index].word
        if word in ".;!?" and units[index].mention is None:
            return False
        if word in ("for", "against", "treating", "treat") or (word == "in" and units[index - 1].word != "available"):
            verdict = _target(scope, index + 1)
            if verdict is not None:
                return verdict
        index += 1
    return False


def _target(scope: Scope, first: int) -> bool | None:
    """False: a disease of the packs; True: something else; None: no disease at all ("for years", "in the US")."""
    units = scope.reading.units
    for index in range(first, min(len(units), first + 8)):
        unit = units[index]
        if unit.is_kind("indication"):
            term = unit.mention.term.id if unit.mention else ""
            return not scope.in_topic(term)
        if unit.mention is not None:
            if unit.is_kind("authority", "place", "substance", "product"):
                return None
            continue
        if unit.word in words.GENERIC_AFTER_FOR or unit.word in english.TREATMENTS or unit.word.isdigit():
            # "for patients with gout" still names its disease further on
            for later in range(index + 1, min(len(units), index + 8)):
                if units[later].word in ("with", "who", "of", "having", "from"):
                    return _target(scope, later + 1) if later + 1 < len(units) else None
                if units[later].word in ",.;:":
                    break
                if units[later].is_kind("indication"):
                    return _target(scope, later)
            return None
        if unit.word in ",.;:)":
            return True if index > first else None
        if unit.word in english.MONTHS or unit.word in english.NUMBERS:
            return None
        following = units[index + 1].word if index + 1 < len(units) else ""
        if following in ("in", "of", "due", "from", "after", "during") and unit.word not in english.DETERMINERS:
            return True  # "for fatigue in X" is about fatigue
    return True
