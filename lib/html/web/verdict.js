// The first thing to read: are the objectives met, what burns, what fires, and can the numbers be trusted.
function sentence(mark, kind, ...content) {
  return element(
      "li", {class: kind}, element("span", {class: "mark", "aria-hidden": "true"}, mark), element("span", {}, content));
}

// The first of many names; the tables below have all.
function listed(names) {
  const most = 8;
  const more = names.length > most ? " and " + (names.length - most) + " more" : "";
  return names.slice(0, most).join(", ") + more;
}

function sloSentences() {
  const slos = kReport.slos;
  if (slos.length === 0) return [sentence("–", "", "The profile defines no SLOs.")];
  const missed = slos.filter(({met}) => met === false), unknown = slos.filter(({met}) => met === null);
  const reached = (slo) => nameOf(slo) + " (" + show("ratio", slo.actual) + " of " + show("ratio", slo.objective) + ")";
  return [
    missed.length > 0 ?
        sentence(
            "✗", "bad",
            missed.length + " of " + plural(slos.length, "SLO") + " missed: " + listed(missed.map(reached)) + ".") :
        unknown.length < slos.length ?
        sentence("✓", "good", (slos.length - unknown.length) + " of " + plural(slos.length, "SLO") + " met, none missed.") :
        null,
    unknown.length > 0 ? sentence("?", "", "Too few events to judge: " + listed(unknown.map(nameOf)) + ".") : null,
  ];
}

function burnSentences() {
  const burning = kReport.slos.filter(isBurning);
  if (kReport.slos.length === 0) return [];
  if (burning.length === 0) return [sentence("✓", "good", "No error budget burns faster than its objective allows.")];
  return [sentence(
      "▲", "bad",
      "Error budgets that burn faster than allowed at the end: " +
          listed(burning.map((slo) => nameOf(slo) + " (" + burnText(fastestBurn(slo)) + ")")) + ".")];
}

function alertSentences() {
  const named = (state) => [...new Set(kAlerts.filter((alert) => alert.state === state).map(({alert}) => showText(alert)))];
  const firing = named("firing"), pending = named("pending");
  return [
    firing.length > 0 ? sentence("▲", "bad", "Firing at the end: " + listed(firing) + ".") :
                        sentence("✓", "good", "No alert fires at the end."),
    pending.length > 0 ? sentence("…", "", "Pending at the end: " + listed(pending) + ".") : null,
  ];
}

const kHarmless = ["blank", "out_of_range", "filtered"];

function inputSentences() {
  const {dropped, lines} = kReport.input;
  const faulty = Object.entries(dropped).filter(([reason, count]) => count > 0 && !kHarmless.includes(reason));
  const sum = faulty.reduce((total, [, count]) => total + count, 0);
  if (sum === 0) return [];
  return [sentence(
      "▲", "",
      plural(sum, "faulty line") + " of " + showNumber(lines) + " left out: ", element("a", {href: "#input"}, "see below"), ".")];
}

function verdict() {
  const sentences = kReport.kpi.transactions > 0 ? [sloSentences(), burnSentences(), alertSentences(), watchedSentences()] :
                                                   [sentence("–", "", kNoTransactions), alertSentences()];
  const missed = kReport.slos.some(({met}) => met === false), firing = kAlerts.some(({state}) => state === "firing");
  const unwell = ["degraded", "down"].includes(kReport.status);
  const tone = missed || firing || unwell ? "verdict bad" : "verdict good";
  return element(
      "section", {class: "card " + (kReport.kpi.transactions > 0 ? tone : "verdict"), "aria-labelledby": "verdict"},
      element("h2", {id: "verdict"}, "Verdict"), element("ul", {}, sentences, inputSentences()));
}
