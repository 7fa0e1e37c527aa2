"""The anchoring of `sync`, case by case, on real documents: what stays, moves, changes, goes."""

from __future__ import annotations

import random

import pytest
from claim_builders import TODAY, claims_for, page, steps, sync, tree_of

from alsreview.claims.changes import another_subject, changes, is_critical
from alsreview.claims.model import Claim, ClaimSource
from alsreview.claims.plan import Plan

A = "Riluzole tablets of 50 mg are taken twice a day with water."
B = "Many people notice cramps in the calf before any weakness shows."
C = "Night-time ventilation helps people who wake with headaches."
D = "A feeding tube can be placed before breathing becomes too weak."
E = "Speech therapists know many ways to keep a voice in use."


def told(before: str, after: str, signed: bool = False, suffix: str = ".md") -> tuple[Plan, tuple[Claim, ...]]:
    """The plan for an edit of one document, and the claims before it."""
    name = f"content/a{suffix}"
    claims = claims_for(page(before, name), name)
    tree = tree_of({name: claims}, [claim.id for claim in claims] if signed else [])
    return sync(tree, {name: page(after, name)}), claims


def after_of(plan: Plan, name: str = "content/a.md") -> tuple[Claim, ...]:
    return plan.claims.get(name) or ()


def paragraphs(*texts: str) -> str:
    return "\n\n".join(texts) + "\n"


def test_no_edit_is_nothing_to_do() -> None:
    plan, claims = told(paragraphs(A, B, C), paragraphs(A, B, C))
    assert not plan.claims
    assert not plan.steps
    assert plan.kept == len(claims) == 3


def test_edit_keeps_the_id_and_becomes_a_draft() -> None:
    plan, claims = told(paragraphs(A, B, C), paragraphs(A, B.replace("calf", "foot"), C))
    assert steps(plan) == [("reworded", claims[1].id)]
    changed = after_of(plan)[1]
    assert (changed.id, changed.status, changed.as_of, changed.reviewer) == (claims[1].id, "draft", TODAY, None)
    assert "foot" in changed.statement
    assert not plan.steps[0].critical


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (A, A.replace("50 mg", "500 mg"), "number"),
        (A, A.replace("50 mg", "50 g"), "unit"),
        (A, A.replace("are taken", "are not taken"), "negation"),
        (B, B.replace("before", "after"), "comparison"),
        (C, C.replace("helps people", "helps all people"), "scope"),
        (A, A.replace("twice", "three times"), "number"),
        (D, D.replace("A feeding tube", "In May a feeding tube"), "date"),
        (E, E.replace("Speech therapists", "Therapists from Boston"), "name"),
    ],
)
def test_a_critical_edit_is_called_that(before: str, after: str, kind: str) -> None:
    plan, claims = told(paragraphs(C + " " + E, before), paragraphs(C + " " + E, after))
    (step,) = plan.steps
    assert (step.what, step.claim, step.critical) == ("reworded", claims[-1].id, True)
    assert kind in {kind for change in step.changes for kind in change.kinds}
    assert (step.old, step.new) == (before, after)


def test_a_moved_paragraph_keeps_everything() -> None:
    plan, claims = told(paragraphs(A, B, C, D), paragraphs(D, A, B, C), signed=True)
    assert [claim.id for claim in after_of(plan)] == [claims[index].id for index in (3, 0, 1, 2)]
    assert {claim.status for claim in after_of(plan)} == {claim.status for claim in claims}
    assert not plan.steps


def test_a_paragraph_moved_to_another_document_keeps_its_id_and_signature() -> None:
    claims = claims_for(page(paragraphs(A, B, C)))
    signed = (claims[1].model_copy(update={"status": "verified", "reviewer": ("anna",)}),)
    tree = tree_of({"content/a.md": (claims[0], *signed, claims[2])}, [claims[1].id])
    plan = sync(tree, {"content/a.md": page(paragraphs(A, C)), "content/b.md": page(paragraphs(E, B), "content/b.md")})
    moved = after_of(plan, "content/b.md")[1]
    assert (moved.id, moved.status, moved.reviewer) == (claims[1].id, "verified", ("anna",))
    assert [claim.id for claim in after_of(plan)] == [claims[0].id, claims[2].id]
    assert ("moved", claims[1].id) in steps(plan)


def test_a_copied_paragraph_leaves_the_claim_where_it_was() -> None:
    claims = claims_for(page(paragraphs(A, B)))
    plan = sync(
        tree_of({"content/a.md": claims}),
        {"content/a.md": page(paragraphs(A, B)), "content/b.md": page(paragraphs(B), "content/b.md")},
    )
    assert "content/a.md" not in plan.claims
    (new,) = after_of(plan, "content/b.md")
    assert new.id not in {claim.id for claim in claims}


def test_a_renamed_and_edited_document_keeps_its_claims() -> None:
    claims = claims_for(page(paragraphs(A, B, C, D)))
    plan = sync(
        tree_of({"content/a.md": claims}),
        {"content/new.md": page(paragraphs(A, B, C.replace("headaches", "a headache"), D), "content/new.md")},
    )
    assert [claim.id for claim in after_of(plan, "content/new.md")] == [claim.id for claim in claims]
    assert plan.claims["content/a.md"] is None
    assert ("reworded", claims[2].id) in steps(plan)


def test_two_files_swapped_are_moves_and_lose_nothing() -> None:
    first, second = claims_for(page(paragraphs(A, B))), claims_for(page(paragraphs(C, D)))
    second = tuple(claim.model_copy(update={"id": f"c-zzzzzzz{'ab'[i]}"}) for i, claim in enumerate(second))
    tree = tree_of({"content/a.md": first, "content/b.md": second})
    plan = sync(tree, {"content/a.md": page(paragraphs(C, D)), "content/b.md": page(paragraphs(A, B), "content/b.md")})
    assert [claim.id for claim in after_of(plan, "content/b.md")] == [claim.id for claim in first]
    assert [claim.id for claim in after_of(plan)] == [claim.id for claim in second]


def test_a_split_keeps_the_id_with_the_larger_part_and_its_sources_with_both() -> None:
    whole = "Riluzole slows the disease in many people of all ages, and it should be taken one hour before meals."
    parts = "Riluzole slows the disease in many people of all ages. It should be taken one hour before meals."
    claims = tuple(
        claim.model_copy(update={"sources": (ClaimSource(ref="label"),)}) for claim in claims_for(page(whole))
    )
    plan = sync(tree_of({"content/a.md": claims}), {"content/a.md": page(parts)})
    first, second = after_of(plan)
    assert (first.id, first.status) == (claims[0].id, "draft")
    assert (second.status, second.sources) == ("draft", claims[0].sources)
    assert claims[0].id in (second.note or "")
    assert [what for what, _ in steps(plan)] == ["split", "new"]


@pytest.mark.parametrize("signed", [False, True])
def test_a_merge_keeps_one_and_retires_the_other_where_it_was_signed(signed: bool) -> None:
    parts = "Riluzole slows the disease in many people of all ages. Riluzole should be taken one hour before meals."
    whole = "Riluzole slows the disease in many people of all ages and should be taken one hour before meals."
    plan, claims = told(parts, whole, signed)
    result = after_of(plan)
    kept = result[0]
    assert kept.id in {claim.id for claim in claims}
    assert (kept.statement, kept.status) == (whole, "draft")
    others = [(claim.status, claim.superseded_by, claim.retired_on) for claim in result[1:]]
    assert others == ([("retired", kept.id, TODAY)] if signed else [])


def test_a_deleted_statement_nobody_signed_takes_its_claim_along() -> None:
    plan, claims = told(paragraphs(A, B, C), paragraphs(A, C))
    assert steps(plan) == [("dropped", claims[1].id)]
    assert [claim.id for claim in after_of(plan)] == [claims[0].id, claims[2].id]


def test_a_deleted_statement_that_was_signed_is_retired_in_its_place() -> None:
    plan, claims = told(paragraphs(A, B, C), paragraphs(A, C), signed=True)
    assert steps(plan) == [("retired", claims[1].id)]
    ids = [(claim.id, claim.status, claim.retired_on) for claim in after_of(plan)]
    assert ids[1] == (claims[1].id, "retired", TODAY)
    again = sync(tree_of({"content/a.md": after_of(plan)}, [claims[1].id]), {"content/a.md": page(paragraphs(A, C))})
    assert not again.claims


@pytest.mark.parametrize(
    ("gone", "come"),
    [
        ("The FDA approved riluzole for ALS in 1995.", "The FDA approved edaravone for ALS in 2017."),
        (
            "In one study of 155 people riluzole helped.",
            "In one study of 137 people edaravone helped.",
        ),
        (
            "Clinics in Norway see 180 new people a year.",
            "Clinics in Portugal see 240 new people a year.",
        ),
        ("Riluzole is taken as a tablet twice a day.", "Tofersen is taken as a tablet twice a day."),
    ],
)
def test_a_look_alike_in_the_place_of_a_deleted_statement_is_another_claim(gone: str, come: str) -> None:
    plan, claims = told(paragraphs(A + " " + C, gone, E), paragraphs(A + " " + C, come, E))
    old = next(claim for claim in claims if claim.statement == gone)
    assert ("dropped", old.id) in steps(plan)
    assert old.id not in {claim.id for claim in after_of(plan)}


@pytest.mark.parametrize(
    ("gone", "come"),
    [
        ("It is rare.", "It is not rare."),
        ("Cramps are common.", "Cramps are uncommon."),
        ("Take 50 mg daily.", "Take 60 mg daily."),
    ],
)
def test_short_sentences_never_match_by_likeness(gone: str, come: str) -> None:
    plan, claims = told(paragraphs(A, gone, B), paragraphs(A, come, B))
    before = {claim.id: claim.statement for claim in claims}
    for claim in after_of(plan):
        assert before.get(claim.id, claim.statement) == claim.statement


def test_duplicates_keep_their_own_claims_by_neighbourhood() -> None:
    before = paragraphs(A, B, C, B, D)
    claims = claims_for(page(before))
    plan = sync(tree_of({"content/a.md": claims}), {"content/a.md": page(paragraphs(A, C, B, D))})
    assert [claim.id for claim in after_of(plan)] == [claims[index].id for index in (0, 2, 3, 4)]


def test_equal_list_items_are_told_apart_by_their_lead_in() -> None:
    before = "Before meals:\n\n- riluzole 50 mg is taken\n\nAt night:\n\n- riluzole 50 mg is taken\n"
    after = "At night:\n\n- riluzole 50 mg is taken\n"
    plan, claims = told(before, after)
    (kept,) = after_of(plan)
    assert (kept.id, kept.context) == (claims[1].id, "At night:")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (A, "Riluzole tablets of 50 mg\nare taken twice\na day with water."),
        ("People's \"slow\" days are taken as they come.", "People’s “slow” days are taken as they come."),
        (A, A.replace("50 mg", "50\u00a0mg")),
        (A, A.replace("Riluzole", "**Riluzole**")),
        (A, A.replace("water", "wa\u00adter")),
    ],
    ids=["reflow", "smart quotes", "nbsp", "bold", "soft hyphen"],
)  # fmt: skip
def test_typography_keeps_claim_and_signature(before: str, after: str) -> None:
    claims = [claim.model_copy(update={"status": "verified"}) for claim in claims_for(page(paragraphs(before, B)))]
    tree = tree_of({"content/a.md": claims}, [claim.id for claim in claims])
    plan = sync(tree, {"content/a.md": page(paragraphs(after, B))})
    assert not plan.steps
    result = after_of(plan) or tuple(claims)
    assert [(claim.id, claim.status) for claim in result] == [(claim.id, "verified") for claim in claims]


def test_a_renamed_heading_only_refreshes_the_section() -> None:
    plan, claims = told(f"## Tablets\n\n{A}\n", f"## Medicines\n\n{A}\n", signed=True)
    assert not plan.steps
    assert plan.refreshed == 1
    assert after_of(plan)[0].model_copy(update={"section": "Tablets"}) == claims[0]


def test_a_changed_lead_in_reopens_what_was_signed() -> None:
    item = "riluzole 50 mg is taken twice a day"
    plan, claims = told(f"Recommended:\n\n- {item}\n", f"Not recommended:\n\n- {item}\n", signed=True)
    assert steps(plan) == [("context", claims[0].id)]
    assert plan.steps[0].critical
    assert (after_of(plan)[0].status, after_of(plan)[0].context) == ("draft", "Not recommended:")


def test_a_list_made_prose_keeps_ids_but_no_signature() -> None:
    items = [A, C, D]
    before = "What helps:\n\n" + "".join(f"- {item}\n" for item in items)
    plan, claims = told(before, " ".join(items) + "\n", signed=True)
    assert [claim.id for claim in after_of(plan)] == [claim.id for claim in claims]
    assert {what for what, _ in steps(plan)} == {"context"}


def test_a_retired_claim_whose_statement_stands_in_the_text_is_reported_and_gets_no_twin() -> None:
    claims = claims_for(page(paragraphs(A, B)))
    retired = claims[1].model_copy(update={"status": "retired", "retired_on": TODAY})
    plan = sync(tree_of({"content/a.md": (claims[0], retired)}), {"content/a.md": page(paragraphs(A, B))})
    assert steps(plan) == [("gone-in-text", retired.id)]
    assert not plan.claims


def test_a_retired_claim_is_never_reworded_into_the_text() -> None:
    claims = claims_for(page(paragraphs(A, B)))
    retired = claims[1].model_copy(update={"status": "superseded", "superseded_by": claims[0].id})
    plan = sync(
        tree_of({"content/a.md": (claims[0], retired)}),
        {"content/a.md": page(paragraphs(A, B.replace("calf", "leg")))},
    )
    assert [what for what, _ in steps(plan)] == ["new"]
    assert retired in after_of(plan)


@pytest.mark.parametrize(("signed", "status"), [(False, "in_review"), (True, "draft")])
def test_a_verified_that_no_signature_backs_is_taken_back(signed: bool, status: str) -> None:
    (claim,) = (one.model_copy(update={"status": "verified", "reviewer": ("anna",)}) for one in claims_for(page(A)))
    tree = tree_of({"content/a.md": [claim]}, [claim.id] if signed else [], wording={claim.id: "Something else."})
    if not signed:
        claim = claim.model_copy(update={"reviewer": None})
        tree = tree_of({"content/a.md": [claim]})
    plan = sync(tree, {"content/a.md": page(A)})
    assert [what for what, _ in steps(plan)] == ["demoted"]
    assert (after_of(plan)[0].status, after_of(plan)[0].reviewer) == (status, None)


def test_a_document_that_cannot_be_read_keeps_its_claims() -> None:
    claims = claims_for(page(paragraphs(A, B)))
    plan = sync(tree_of({"content/a.md": claims}), {}, unread=frozenset({"content/a.md"}))
    assert not plan.claims
    assert not plan.steps


def test_a_deleted_document_drops_or_retires_its_claims() -> None:
    claims = claims_for(page(paragraphs(A, B)))
    assert sync(tree_of({"content/a.md": claims}), {}).claims == {"content/a.md": None}
    plan = sync(tree_of({"content/a.md": claims}, [claims[0].id]), {})
    assert [(claim.id, claim.status) for claim in after_of(plan)] == [(claims[0].id, "retired")]


def test_with_a_path_only_that_document_changes_but_moves_are_followed() -> None:
    claims = claims_for(page(paragraphs(A, B, C)))
    pages = {"content/a.md": page(paragraphs(A, "Quite another thing is told here now.")), "content/b.md": page(B)}
    plan = sync(tree_of({"content/a.md": claims}), pages, only=frozenset({"content/b.md"}))
    assert [claim.id for claim in after_of(plan, "content/b.md")] == [claims[1].id]
    assert [claim.id for claim in after_of(plan)] == [claims[0].id, claims[2].id]


def test_questions_and_headings_get_no_claim() -> None:
    plan = sync(tree_of({}), {"content/a.md": page("# About this page\n\nWhat is this?\n\n" + A)})
    assert [claim.statement for claim in after_of(plan)] == [A]
    assert all(claim.reviewer is None and claim.status in ("draft", "in_review") for claim in after_of(plan))


def test_harvested_sources_are_one_record_each_and_say_so() -> None:
    text = (
        "Riluzole slows the disease ([label](https://www.accessdata.fda.gov/x.pdf)). "
        "Edaravone slows the disease too (PMID 28522181). "
        "Tofersen lowers neurofilament ([study](https://pubmed.ncbi.nlm.nih.gov/28522181/))."
    )
    plan = sync(tree_of({}), {"content/a.md": page(text)})
    assert [(record.identifier, record.source_class, record.harvested) for record in plan.sources] == [
        ("https://www.accessdata.fda.gov/x.pdf", "label", True),
        ("pmid:28522181", None, True),
    ]
    cited = [[source.ref for source in claim.sources] for claim in after_of(plan)]
    assert cited[1] == cited[2] == ["pmid-28522181"]
    assert {claim.status for claim in after_of(plan)} == {"in_review"}


def article(rng: random.Random, count: int) -> list[str]:
    who = ["Nurses", "Carers", "Clinics", "Families", "Therapists", "Neighbours"]
    verbs = ["report", "expect", "describe", "notice", "remember", "mention"]
    things = ["cramps", "fatigue", "weak hands", "slurred speech", "saliva", "falls", "weight loss", "headaches"]
    return [
        f"{rng.choice(who)} in town {number} {rng.choice(verbs)} {rng.choice(things)} after {rng.randint(2, 60)} weeks."
        for number in range(count)
    ]


def test_the_order_of_documents_and_claims_files_does_not_matter() -> None:
    rng = random.Random(7)
    texts = {f"content/{letter}.md": article(rng, 40) for letter in "abcde"}
    claims = {name: claims_for(page(paragraphs(*lines), name), name) for name, lines in texts.items()}
    for number, name in enumerate(sorted(claims)):
        claims[name] = tuple(c.model_copy(update={"id": f"c-{'abcde'[number]}{c.id[3:]}"}) for c in claims[name])
    for lines in texts.values():
        lines[5] = lines[5].replace("after", "before")
        lines.insert(9, lines.pop(20))
        del lines[30]
    texts["content/c.md"].append(texts["content/a.md"].pop(3))
    results = []
    for seed in range(4):
        names = sorted(texts)
        random.Random(seed).shuffle(names)
        pages = {name: page(paragraphs(*texts[name]), name) for name in names}
        plan = sync(tree_of({name: claims[name] for name in names}), pages)
        results.append((plan.steps, sorted(plan.claims.items()), plan.kept))
    assert all(result == results[0] for result in results)


def test_word_changes_say_what_is_critical() -> None:
    assert str(changes("take 50 mg daily", "take 60 mg daily")[0]) == '"50" -> "60" (number)'
    assert not is_critical(changes("people often say so", "persons often say so"))
    assert is_critical(changes("the only drug", "not the only drug"))
    assert is_critical(changes("p < 0.05", "p > 0.05"))
    assert is_critical(changes("the SOD1 gene", "the FUS gene"))
    assert changes("same words", "same words") == ()
    assert is_critical(changes("word " * 3000, "other " * 3000))


def test_another_subject_is_no_edit() -> None:
    names = frozenset(("riluzole", "edaravone", "als", "mnd"))
    assert another_subject("Riluzole helps", "Edaravone helps", names)
    assert not another_subject("Riluzole helps in ALS", "Riluzole helps in MND", names)
    assert not another_subject("Riluzole helps", "Riluzole and edaravone help", names)
