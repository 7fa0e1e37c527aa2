"use strict";
const packet = JSON.parse(document.getElementById("packet").textContent);
const claims = [...document.querySelectorAll(".claim")];
const seen = new Set();
const opened = new Map();
const key = "alsreview:" + packet.reviewer + ":" + claims.map((c) => c.dataset.digest).join().slice(0, 2000);

function choice(claim) {
  const radio = claim.querySelector("input[type=radio]:checked");
  return radio ? radio.value : null;
}
function why(claim) { return claim.querySelector(".why input"); }
function needsReason(claim) {
  const value = choice(claim);
  return value !== null && (value !== "confirm" || claim.dataset.resolves !== undefined);
}
function show(claim) {
  const value = choice(claim);
  if (value) claim.dataset.decision = value; else delete claim.dataset.decision;
  claim.querySelector(".why").classList.toggle("missing", needsReason(claim) && !why(claim).value.trim());
  const decided = claims.filter(choice).length;
  document.getElementById("count").textContent = decided + " of " + claims.length + " decided";
  remember();
}
function decide(claim, value) {
  for (const radio of claim.querySelectorAll("input[type=radio]")) radio.checked = radio.value === value;
  show(claim);
}
function rows() {
  return claims.filter(choice).map((claim) => {
    const value = choice(claim);
    const row = { claim: claim.dataset.claim, digest: claim.dataset.digest, decision: value };
    if (why(claim).value.trim()) row.reason = why(claim).value.trim();
    row.sources_opened = [...(opened.get(claim) || [])];
    if (value === "confirm" && claim.dataset.resolves) row.resolves = claim.dataset.resolves;
    return row;
  });
}
function remember() {
  try { localStorage.setItem(key, JSON.stringify(rows())); } catch { /* private windows keep nothing */ }
}
function recall() {
  let kept = [];
  try { kept = JSON.parse(localStorage.getItem(key) || "[]"); } catch { return; }
  for (const row of kept) {
    const claim = claims.find((c) => c.dataset.claim === row.claim && c.dataset.digest === row.digest);
    if (claim) { why(claim).value = row.reason || ""; decide(claim, row.decision); }
  }
}
function save() {
  const missing = claims.filter((c) => needsReason(c) && !why(c).value.trim());
  const trouble = document.getElementById("trouble");
  if (missing.length) {
    trouble.textContent = missing.length + " of your decisions still need a reason.";
    missing[0].scrollIntoView();
    why(missing[0]).focus();
    return;
  }
  if (!rows().length) { trouble.textContent = "Nothing is decided yet."; return; }
  trouble.textContent = "";
  const at = new Date().toISOString().replace(/\.\d+Z$/, "Z");
  const file = { format: 1, what: "alsreview decisions", reviewer: packet.reviewer, saved_at: at, decisions: rows() };
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1) + "\n"], { type: "application/json" }));
  link.download = "decisions-" + packet.reviewer + "-" + at.slice(0, 10) + ".json";
  link.click();
}

// Seen is what was at least half on the screen, or, where it is taller than the screen, read to its end.
const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const end = entry.boundingClientRect.bottom <= window.innerHeight;
    if (entry.isIntersecting && (entry.intersectionRatio >= 0.5 || end)) seen.add(entry.target);
  }
}, { threshold: [0, 0.25, 0.5, 0.75, 1] });
for (const claim of claims) {
  watcher.observe(claim);
  claim.addEventListener("change", () => show(claim));
  claim.addEventListener("input", () => show(claim));
  for (const link of claim.querySelectorAll("a[data-ref]")) {
    link.addEventListener("click", () => {
      if (!opened.has(claim)) opened.set(claim, new Set());
      opened.get(claim).add(link.dataset.ref);
    });
  }
}
for (const button of document.querySelectorAll(".all")) {
  button.addEventListener("click", () => {
    for (const claim of button.closest("article").querySelectorAll(".claim")) {
      if (!choice(claim) && seen.has(claim) && claim.dataset.resolves === undefined) decide(claim, "confirm");
    }
  });
}
document.getElementById("save").addEventListener("click", save);
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input[type=text]") || event.ctrlKey || event.metaKey || event.altKey) return;
  const here = claims.indexOf(document.activeElement.closest(".claim"));
  const values = { c: "confirm", n: "needs-change", j: "cannot-judge", d: "dispute", u: null };
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (event.target.matches("input[type=radio]")) return;
    const next = here + (event.key === "ArrowDown" ? 1 : -1);
    if (next >= 0 && next < claims.length) { claims[next].focus(); event.preventDefault(); }
  } else if (event.key in values && here >= 0) {
    decide(claims[here], values[event.key]);
    if (needsReason(claims[here])) why(claims[here]).focus();
    event.preventDefault();
  }
});
recall();
for (const claim of claims) show(claim);
