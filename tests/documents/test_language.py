"""The language of a page: declared, else told by its words, else unknown."""

from __future__ import annotations

import pytest

from alsreview.documents.language import detect
from alsreview.documents.read import read_text

SAMPLES = {
    "en": "The disease weakens the muscles of the arms, and most people need help with their breathing after a while.",
    "es": "La enfermedad debilita los músculos de los brazos y la mayoría necesita ayuda para respirar.",
    "fr": "La maladie affaiblit les muscles des bras et la plupart des personnes ont besoin d'aide pour respirer.",
    "de": "Die Krankheit schwächt die Muskeln der Arme, und die meisten Menschen brauchen Hilfe bei der Atmung.",
    "pt": "A doença enfraquece os músculos dos braços e a maioria das pessoas precisa de ajuda para respirar também.",
    "it": "La malattia indebolisce i muscoli delle braccia e la maggior parte ha bisogno di aiuto.",
    "nl": "De ziekte verzwakt de spieren van de armen en de meeste mensen hebben hulp nodig bij het ademen.",
    "pl": "Choroba osłabia mięśnie i nie jest to jedyny objaw, który może się pojawić u osób na co dzień zdrowych.",
    "ja": "この病気は腕の筋肉を弱くし、多くの人が呼吸の助けを必要とします。",
    "zh": "这种疾病会使手臂的肌肉变弱，大多数人需要呼吸帮助。",
    "el": "Η νόσος αποδυναμώνει τους μυς των χεριών και οι περισσότεροι χρειάζονται βοήθεια.",
}


@pytest.mark.parametrize("language", SAMPLES)
def test_told_by_its_words(language: str) -> None:
    assert detect(SAMPLES[language]) == language


@pytest.mark.parametrize("text", ["", "Riluzole 50 mg", "SOD1 FUS TARDBP C9orf72 ATXN2 OPTN VCP UBQLN2 NEK1 TBK1"])
def test_too_little_to_tell(text: str) -> None:
    assert detect(text) == "unknown"


def test_a_page_of_fragments() -> None:
    text = (
        "Muscle weakness. Cramps at night. Slurred speech. Weight loss. Trouble with stairs. Fatigue after exercise. "
    )
    text += "Riluzole tablets. Edaravone infusion. Signs of breathing trouble. Feeding tube."
    assert detect(text) == "en"


def test_what_is_declared_counts() -> None:
    assert read_text(f"---\nlang: pt-BR\n---\n{SAMPLES['en']}\n", "a.md").language == "pt"
    assert read_text(f"<html lang=fr><p>{SAMPLES['en']}</p>", "a.html").language == "fr"
    assert read_text(SAMPLES["es"], "a.txt").language == "es"
