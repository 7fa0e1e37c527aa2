"""For which medicines, disease and jurisdiction a statement speaks: its own names first, then what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from alsreview.checks.approvals import words
from alsreview.checks.approvals.anaphora import points_back, tells_end
from alsreview.checks.approvals.disease import narrowest, treated, widest
from alsreview.checks.approvals.frames import Line
from alsreview.checks.approvals.naming import in_words, joined
from alsreview.knowledge.facts import Fact
from alsreview.knowledge.lexicon import Mention, Term
from alsreview.knowledge.pack import Knowledge
from alsreview.knowledge.reading import Reading, mentions_of

_DRUGS = ("substance", "product")
_COMPARED = re.compile(r"\b(?:unlike|than|like|from|with|after|before|as|to|follows|joins)\s*$")


@dataclass
class Scope:
    """A reading beside the knowledge that it is judged with."""

    reading: Reading
    knowledge: Knowledge

    @cached_property
    def line(self) -> Line:
        """Its tokens, on which constructions are looked for."""
        return Line(self.reading)

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
        """Whether it points back to a medicine named before it, or has no subject of its own."""
        return points_back(self.reading, bool(self.own_drugs))

    @cached_property
    def around_drugs(self) -> tuple[str, ...]:
        """Substances of the nearest place around it that names any (context, sentence before, heading, after)."""
        around = self.reading.around
        for text in (around.context, around.before, *reversed(around.headings), around.after):
            if text:
                named = mentions_of(text, self.knowledge.lexicon)
                if found := self.drugs_in(named):
                    return self._subject_of(text, named) or found
                if found := self._made_by(named):
                    return found
        return ()

    def _subject_of(self, text: str, named: tuple[Mention, ...]) -> tuple[str, ...]:
        """The medicine with which a sentence opens, where it tells the others only beside it ("X, unlike Y, ...")."""
        drugs = [mention for mention in named if mention.term.kind in _DRUGS]
        if len(drugs) < 2 or drugs[0].start > 4:
            return ()
        between = text[drugs[0].end : drugs[1].start].lower()
        return self.drugs_in(drugs[:1]) if _COMPARED.search(between) else ()

    def _made_by(self, named: Iterable[Mention]) -> tuple[str, ...]:
        """The substances that firms and trials stand for."""
        found = [
            item
            for mention in named
            if mention.term.kind in ("organisation", "trial")
            for item in self.substances_of(mention.term)
        ]
        return tuple(dict.fromkeys(found))

    @cached_property
    def topic(self) -> tuple[str, ...]:
        """Substances that it is about: its own, else those that it points back to, if that is clear."""
        if self.own_drugs:
            return self.own_drugs
        if by_firm := self._made_by(self.reading.mentions):
            return by_firm
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
            return narrowest(self.knowledge, [item for item in self.own_indications if self.in_topic(item)])
        if self.own_drugs:
            named = [item for item in self._around_indications if self.in_topic(item)]
            wide = [item for item in named if not self.knowledge.lexicon[item].symptom_of]
            diseases = [item for item in wide if item in self.knowledge.diseases]
            return next(iter(diseases or wide), None) or treated(self.knowledge, self.own_drugs)
        around = self.reading.around
        for text in (around.context, around.before, *reversed(around.headings), around.after):
            named = [item.term.id for item in mentions_of(text, self.knowledge.lexicon) if item.kind == "indication"]
            if named:
                return widest(self.knowledge, [item for item in named if self.in_topic(item)])
        return treated(self.knowledge, self.around_drugs) if self.around_drugs else None

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
        if found := narrowest(self.knowledge, [item for item in inside if self.in_topic(item)]):
            return found
        if self._fronted(first) and self.indication is not None:
            return self.indication
        if self.own_indications and self.indication is not None:
            for disease in self.knowledge.diseases:
                if self.knowledge.lexicon.within(self.indication, disease):
                    return disease
        return self.indication

    def _fronted(self, first: int) -> bool:
        """Whether the statement opens with the disease that it is about ("For X, no drug is approved")."""
        named = self.reading.of_kind("indication")
        opens = len(named) == 1 and named[0] < first and named[0] <= 3
        return opens and self.reading.word_at(0) in ("for", "in", "against")

    @cached_property
    def _around_indications(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(mention.term.id for mention in self.reading.mentioned_around("indication")))

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
        """A fact in a few words, with its date, authority and number."""
        return in_words(fact, self.names(fact.subjects[:1]), self.name(fact.product) if fact.product else "")

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
        if tells_end(self.reading.words):
            return True
        around = self.reading.around
        texts = (around.context, around.before, around.after)
        return any(tells_end([word.strip(".,;:()") for word in text.lower().split()]) for text in texts if text)
